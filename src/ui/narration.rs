use leptos::prelude::*;

use super::{
    render::reactive::{effect, text_signal},
    state::{LogCursor, News, use_document, use_run},
    text::{describe_hazard, term},
};
use crate::runtime::{Event, EventKind, Plan, Work};

/// How many events are told one by one; of more, how many they were.
const MAX_SENTENCES: usize = 4;

/// Tells in words what happens, to those who do not see it: each event once, when the cursor gets to it; and of a past
/// that is gone back to, when that is.
#[component]
pub fn Narration() -> impl IntoView {
    let (document, run) = (use_document(), use_run());
    let announced = StoredValue::new(LogCursor::default());
    let words = RwSignal::new(String::new());
    effect(move || {
        let moment = run.moment.get();
        let plan = document.plan();
        run.with_log(|log| match announced.try_update_value(|announced| announced.advance(log, moment)) {
            None | Some(News::Events([])) => {}
            Some(News::Events(events)) => words.set(announcement(&plan, events)),
            Some(News::Back(events)) => {
                words.set(["back at ", &term(moment), " s: ", &announcement(&plan, events)].concat());
            }
        });
    });
    view! { <p class="visually-hidden" role="status" aria-label="Narration">{text_signal(move || words.get())}</p> }
}

/// "flush started, switch off finished"
fn announcement(plan: &Plan, events: &[Event]) -> String {
    let worth: Vec<_> = events.iter().filter(|event| is_announced(plan, event)).collect();
    let mut words: Vec<_> = worth.iter().take(MAX_SENTENCES).map(|event| sentence(plan, event)).collect();
    if worth.len() > MAX_SENTENCES {
        words.push(format!("and {} more", worth.len() - MAX_SENTENCES));
    }
    words.join(", ")
}

/// That a block starts is told by what starts in it.
fn is_announced(plan: &Plan, event: &Event) -> bool {
    !matches!((&plan.step(event.step).work, event.kind), (Work::Block(_), EventKind::Started { .. }))
}

fn sentence(plan: &Plan, event: &Event) -> String {
    let step = plan.describe(event.step);
    match (event.kind, &plan.step(event.step).work) {
        (EventKind::Hazard(hazard), _) => describe_hazard(hazard),
        (EventKind::Failed(failure), _) => format!("{step} failed: {failure}"),
        (EventKind::Finished, Work::Block(_)) => format!("{step} finished after {} s", term(event.t)),
        (kind, _) => format!("{step} {}", kind.as_str()),
    }
}

#[cfg(test)]
mod tests {
    use super::announcement;
    use crate::{
        program::parse,
        runtime::{Plan, predict},
    };

    fn announced(text: &str) -> Vec<String> {
        let plan = Plan::new(&parse(text).unwrap(), 1);
        let log = predict(&plan);
        log.events().chunk_by(|one, other| one.t == other.t).map(|events| announcement(&plan, events)).collect()
    }

    #[test]
    fn what_changes_is_told_once() {
        assert_eq!(
            announced("parallel(light.switch_off, sequence(toilet.flush, toilet.clean))"),
            [
                "light switch off started, toilet flush started",
                "light switch off finished, toilet flush finished, toilet clean started",
                "toilet clean finished, sequence finished after 1.0 s, parallel finished after 1.0 s",
            ]
        );
    }

    #[test]
    fn what_goes_wrong_is_told_with_its_reason() {
        let announced = announced("speaker.play_song(\"So What\")");
        assert_eq!(announced[0], "speaker play song started, the song was sent to a speaker that is off: it is lost");
    }

    #[test]
    fn of_much_at_once_only_the_first_are_told() {
        assert_eq!(
            announced(&format!("parallel({})", "delay(1s),".repeat(50)))[0],
            "delay started, delay started, delay started, delay started, and 46 more"
        );
    }
}
