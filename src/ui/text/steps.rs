//! Names of steps, and of places between steps.

use super::numbers::{count, latency, with_plain_spaces};
use crate::{
    program::{Place, Step},
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

/// A step with its data: "speaker play song “So What”".
pub fn step_with_data(plan: &Plan, id: StepId) -> String {
    let name = plan.describe(id);
    match plan.step(id).work.data() {
        Some(data) => format!("{name} “{data}”"),
        None => name,
    }
}

/// The full name of a step: "parallel, 3 steps", "toilet flush, 500 ms".
pub fn step_name(plan: &Plan, id: StepId) -> String {
    match &plan.step(id).work {
        Work::Block(kind) => format!("{}, {}", kind.as_str(), count(plan.step(id).child_count as usize, "step")),
        Work::UnknownDevice { .. } => format!("{}, no such device", plan.describe(id)),
        Work::Message { latency: time, .. } | Work::Delay(time) | Work::Fail { after: time, .. } => {
            format!("{}, {}", step_with_data(plan, id), with_plain_spaces(&latency(*time)))
        }
    }
}

/// A step's short name, without its device: "flush", "delay", "parallel".
pub fn work_name(work: &Work) -> String {
    match work {
        Work::Message { action, .. } | Work::UnknownDevice { action, .. } => action.name().describe(),
        Work::Delay(_) => "delay".into(),
        Work::Fail { .. } => "fail".into(),
        Work::Block(kind) => kind.as_str().into(),
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
