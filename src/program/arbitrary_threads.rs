//! Keeps what holds the thread out of random scenes that are not about it, and out of workers what they cannot run.

use std::time::Duration;

use super::super::{Arguments, BlockKind, Step};

/// Turns steps inside an `offload` that a worker cannot run into delays.
pub(super) fn replace_misplaced(step: &mut Step, is_offloaded: bool) {
    if is_offloaded && !step.runs_on_worker() {
        *step = Step::Delay(Duration::from_millis(10));
    }
    if let Step::Block(block) = step {
        let is_offloaded = is_offloaded || block.kind == BlockKind::Offload;
        block.children.iter_mut().for_each(|child| replace_misplaced(child, is_offloaded));
    }
}

/// Turns work into delays, and blocks that hold the thread or run beside it into sequences.
pub(super) fn without_threads(step: &mut Step) {
    match step {
        Step::Work(duration) => *step = Step::Delay(*duration),
        Step::Block(block) => {
            if matches!(block.kind, BlockKind::Blocking | BlockKind::Offload) {
                (block.kind, block.arguments) = (BlockKind::Sequence, Arguments::default());
            }
            block.children.iter_mut().for_each(without_threads);
        }
        _ => {}
    }
}
