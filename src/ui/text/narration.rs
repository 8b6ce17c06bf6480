//! Text of the narration: what happens in a run, for people who do not see it.

use std::time::Duration;

use super::{device::describe_hazard, numbers::seconds};
use crate::runtime::{Event, EventKind, Plan, Work};

pub const NARRATION: &str = "Narration";

/// The events that are described; further ones are counted.
const MAX_SENTENCES: usize = 4;

/// Events of one time: "flush started, switch off finished".
pub fn events(plan: &Plan, events: &[Event]) -> String {
    let narrated: Vec<_> = events.iter().filter(|event| is_narrated(plan, event)).collect();
    let mut sentences: Vec<_> = narrated.iter().take(MAX_SENTENCES).map(|event| sentence(plan, event)).collect();
    if narrated.len() > MAX_SENTENCES {
        sentences.push(format!("and {} more", narrated.len() - MAX_SENTENCES));
    }
    sentences.join(", ")
}

/// Events at a time that the cursor went back to: "back at 0.50 s: flush started".
pub fn events_back_at(moment: Duration, plan: &Plan, events: &[Event]) -> String {
    format!("back at {}: {}", seconds(moment), self::events(plan, events))
}

/// The start of a block is left out, as the steps that start in it imply it. But a task or a future is made by its block, and
/// ends at another time.
fn is_narrated(plan: &Plan, event: &Event) -> bool {
    let step = plan.step(event.step);
    match event.kind {
        EventKind::Started { .. } => step.makes_task() || !matches!(step.work, Work::Block(_)),
        EventKind::Finished => !step.makes_task(),
        EventKind::Switched => false,
        _ => true,
    }
}

fn sentence(plan: &Plan, event: &Event) -> String {
    let step = plan.describe(event.step);
    match (event.kind, &plan.step(event.step).work) {
        (EventKind::Hazard(hazard), _) => describe_hazard(hazard),
        (EventKind::Read(value), _) => format!("{step} has read {value}"),
        (EventKind::Written(value), _) => format!("{step} has written {value}"),
        (EventKind::Started { .. }, Work::Block(_)) => step,
        (EventKind::Settled(settled), _) => format!("{step} has ended: {}", settled.as_str()),
        (EventKind::Failed(failure), _) => format!("{step} failed: {failure}"),
        (EventKind::Finished, Work::Block(_)) => format!("{step} finished after {}", seconds(event.t)),
        (kind, _) => format!("{step} {}", kind.as_str()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{program::parse, runtime::predict};

    fn narrated(text: &str) -> Vec<String> {
        let plan = Plan::new(&parse(text).unwrap(), 1);
        let log = predict(&plan);
        log.events().chunk_by(|one, other| one.t == other.t).map(|chunk| events(&plan, chunk)).collect()
    }

    #[test]
    fn events_of_one_time_are_one_announcement() {
        assert_eq!(
            narrated("parallel(light.switch_off, sequence(toilet.flush, toilet.clean))"),
            [
                "light switch off started, toilet flush started",
                "light switch off finished, toilet flush finished, toilet clean started",
                "toilet clean finished, sequence finished after 1.00\u{a0}s, parallel finished after 1.00\u{a0}s",
            ]
        );
    }

    #[test]
    fn a_hazard_is_narrated_with_its_reason() {
        let narrated = narrated("speaker.play_song(\"So What\")");
        assert_eq!(narrated[0], "speaker play song started, the song was sent to a speaker that is off: it is lost");
    }

    #[test]
    fn a_task_is_narrated_when_it_is_made_and_when_it_ends() {
        assert_eq!(
            narrated("sequence(start(bath, toilet.flush), await(bath))"),
            [
                "start bath, toilet flush started, await bath started",
                "toilet flush finished, start bath has ended: ok, await bath finished, sequence finished after 0.50\u{a0}s",
            ]
        );
    }

    #[test]
    fn of_many_events_the_first_are_described_and_the_others_counted() {
        assert_eq!(
            narrated(&format!("parallel({})", "delay(1s),".repeat(50)))[0],
            "delay started, delay started, delay started, delay started, and 46 more"
        );
    }

    #[test]
    fn going_back_says_the_time() {
        let plan = Plan::new(&parse("delay(500ms)").unwrap(), 1);
        let log = predict(&plan);
        assert_eq!(events_back_at(Duration::ZERO, &plan, &log.events()[..1]), "back at 0.00\u{a0}s: delay started");
    }
}
