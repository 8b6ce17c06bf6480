//! Names of steps, and of places between steps.

use super::numbers::{count, latency, with_plain_spaces};
use crate::{
    home::Action,
    program::{Control, Errors, First, Losers, Number, Pauses, Place, Step},
    runtime::{Plan, StepId, Work},
};

/// The place that a step would be added to: "into parallel, after toilet flush".
pub fn place(root: &Step, place: &Place) -> String {
    if let Some(block) = root.as_block().filter(|_| place.is_after_root(root)) {
        return format!("after the whole {}", block.kind.as_str());
    }
    let Some(Step::Block(block)) = root.at(&place.block) else {
        return format!("{} this step", if place.index == 0 { "before" } else { "after" });
    };
    let kind = block.kind.as_str();
    match place.index.checked_sub(1).and_then(|before| block.children.get(before)) {
        Some(before) => format!("into {kind}, after {}", before.describe()),
        None if block.children.is_empty() => format!("into the empty {kind}"),
        None => format!("into {kind}, as the first"),
    }
}

/// A step with its data, or with the reason for which it fails: "speaker play song “So What”", "fail “no”".
pub fn step_with_data(plan: &Plan, id: StepId) -> String {
    let name = plan.describe(id);
    let work = &plan.step(id).work;
    match work.data().or(work.reason()) {
        Some(data) => format!("{name} “{data}”"),
        None => name,
    }
}

/// The full name of a step: "parallel, 3 steps", "retry, at most 3 attempts, 2 steps", "toilet flush, 500 ms".
pub fn step_name(plan: &Plan, id: StepId) -> String {
    let step = plan.step(id);
    match &step.work {
        Work::Block(_) => {
            let arguments = step.control.map(arguments).unwrap_or_default();
            let arguments = arguments.iter().map(|argument| with_plain_spaces(argument));
            let parts = std::iter::once(plan.describe(id)).chain(arguments);
            let parts: Vec<_> = parts.chain([count(step.child_count as usize, "step")]).collect();
            parts.join(", ")
        }
        Work::OnTask(_) | Work::Increment(_) => plan.describe(id),
        Work::UnknownDevice { .. } => format!("{}, no such device", plan.describe(id)),
        Work::Message { latency: time, .. } | Work::Delay(time) | Work::Busy(time) | Work::Fail { after: time, .. } => {
            format!("{}, {}", step_with_data(plan, id), with_plain_spaces(&latency(*time)))
        }
    }
}

/// The arguments of a block that are not the default, in words: "at most 3 attempts", "wait 200 ms".
pub fn arguments(control: Control) -> Vec<String> {
    let mut words = Vec::new();
    match control {
        Control::Parallel { errors, limit } => {
            words.extend((errors != Errors::Wait).then(|| format!("errors: {}", errors.as_str())));
            words.extend(limit.map(|limit| format!("at most {limit} at once")));
        }
        Control::Race { first, losers } => {
            words.extend((first != First::Settled).then(|| format!("first: {}", first.as_str())));
            words.extend((losers != Losers::Cancel).then(|| format!("losers: {}", losers.as_str())));
        }
        Control::Timeout(limit) => words.push(format!("at most {}", latency(limit))),
        Control::Retry { count: attempts, pauses } => {
            words.push(format!("at most {}", count(attempts as usize, "attempt")));
            words.extend(pauses_between(pauses));
        }
        Control::Repeat { count: rounds, pauses } => {
            words.push(count(rounds as usize, "time"));
            words.extend(pauses_between(pauses));
        }
        Control::Sequence
        | Control::Fallback
        | Control::Ensure
        | Control::Lock
        | Control::Start
        | Control::Future
        | Control::Blocking
        | Control::Offload => {}
    }
    words
}

fn pauses_between(pauses: Pauses) -> Vec<String> {
    if pauses.wait.is_zero() {
        return Vec::new();
    }
    let grow = (pauses.grow != Number::whole(1)).then(|| format!("each wait {} times as long", pauses.grow));
    std::iter::once(format!("wait {}", latency(pauses.wait))).chain(grow).collect()
}

/// A step's short name, without its device: "flush", "on", "delay", "lock door". What tells two names apart comes first, since
/// there may be room for no more.
pub fn short_name(plan: &Plan, id: StepId) -> String {
    match &plan.step(id).work {
        Work::Message { action: Action::SwitchOn, .. } => "on".into(),
        Work::Message { action: Action::SwitchOff, .. } => "off".into(),
        Work::Message { action, .. } | Work::UnknownDevice { action, .. } => action.name().describe(),
        Work::Delay(_) | Work::Busy(_) | Work::Fail { .. } | Work::OnTask(_) | Work::Increment(_) | Work::Block(_) => {
            plan.describe(id)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::program::parse;

    #[test]
    fn a_place_is_described_by_the_block_it_is_in_or_after() {
        let words = |text: &str| {
            let root = parse(text).unwrap().step;
            let places = std::iter::successors(Some(Place::default()), |place| place.next(&root));
            places.map(|at| place(&root, &at)).collect::<Vec<_>>()
        };
        assert_eq!(
            words("parallel(toilet.flush)"),
            ["into parallel, as the first", "into parallel, after toilet flush", "after the whole parallel"]
        );
        assert_eq!(words("sequence()"), ["into the empty sequence"]);
        assert_eq!(words("delay(1s)"), ["before this step", "after this step"]);
    }

    #[test]
    fn the_name_of_a_block_has_its_arguments_unless_they_are_the_default() {
        let name = |text: &str| step_name(&Plan::new(&parse(text).unwrap(), 1), StepId::ROOT);
        assert_eq!(name("retry(3, delay(1s), delay(1s))"), "retry, at most 3 attempts, 2 steps");
        assert_eq!(
            name("retry(2, wait: 200ms, grow: 1.5, delay(1s))"),
            "retry, at most 2 attempts, wait 200 ms, each wait 1.5 times as long, 1 step"
        );
        assert_eq!(name("repeat(1, wait: 1s)"), "repeat, 1 time, wait 1 s, 0 steps");
        assert_eq!(name("timeout(1.5s, delay(1s))"), "timeout, at most 1.5 s, 1 step");
        assert_eq!(name("parallel(errors: wait)"), "parallel, 0 steps");
        assert_eq!(name("parallel(errors: cancel, limit: 2)"), "parallel, errors: cancel, at most 2 at once, 0 steps");
        assert_eq!(name("race(first: success, losers: leave)"), "race, first: success, losers: leave, 0 steps");
        assert_eq!(name("ensure(delay(1s), delay(2s))"), "ensure, 2 steps");
    }

    #[test]
    fn a_step_name_has_the_data_and_the_latency_of_the_step() {
        let text = "parallel(toilet.flush, delay(1.5s), speaker.play_song(\"So What\"), sequence(light.connect @ 2s))";
        let plan = Plan::new(&parse(text).unwrap(), 1);
        let names: Vec<_> = plan.ids().map(|id| step_name(&plan, id)).collect();
        assert_eq!(
            names,
            [
                "parallel, 4 steps",
                "toilet flush, 500 ms",
                "delay, 1.5 s",
                "speaker play song “So What”, 500 ms",
                "sequence, 1 step",
                "light connect, 2 s",
            ]
        );
    }
}
