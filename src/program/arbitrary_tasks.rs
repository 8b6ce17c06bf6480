//! Keeps tasks out of random scenes that are not about them, and awaits that would wait for ever.

use std::time::Duration;

use super::super::{Arguments, BlockKind, OnTask, Step, TaskVerb};

/// Returns the names that a step makes something of.
pub(super) fn made_names(step: &Step) -> Vec<String> {
    let mut names = Vec::new();
    step.for_each(&mut |step| match step {
        Step::Block(block) => names.extend(block.task().map(str::to_string)),
        Step::OnTask(OnTask { verb: TaskVerb::Resolve, name }) => names.push(name.to_string()),
        _ => {}
    });
    names
}

/// Turns awaits into delays but those of some names: most programs would get stuck.
pub(super) fn replace_awaits(step: &mut Step, keeps: &impl Fn(&str) -> bool) {
    match step {
        Step::OnTask(OnTask { verb: TaskVerb::Await, name }) if !keeps(name) => *step = Step::Delay(Duration::ZERO),
        Step::Block(block) => block.children.iter_mut().for_each(|child| replace_awaits(child, keeps)),
        _ => {}
    }
}

/// Turns tasks and futures into sequences, and all that has to do with them into delays.
pub(super) fn without_tasks(step: &mut Step) {
    match step {
        Step::OnTask(_) => *step = Step::Delay(Duration::from_millis(10)),
        Step::Block(block) => {
            if block.task().is_some() {
                (block.kind, block.arguments) = (BlockKind::Sequence, Arguments::default());
            }
            block.children.iter_mut().for_each(without_tasks);
        }
        _ => {}
    }
}
