//! The steps that share the thread of the event loop, those that hold it while they wait, and those that run beside it.

use super::{Block, BlockKind, Step};

/// The way in which a step runs, by the blocks around it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ThreadUse {
    /// On the thread, which others have while the step waits.
    #[default]
    Shared,
    /// On the thread, which nobody else has while the step waits: inside `blocking`.
    Held,
    /// On a worker, beside the thread: inside `offload`.
    Worker,
}

impl ThreadUse {
    /// Returns the way in which the steps of a block run, which runs itself in this way. Tasks and futures are no part of what
    /// has made them. A worker that is waited for without giving way is no other than a call.
    pub fn inside(self, kind: BlockKind) -> Self {
        match kind {
            BlockKind::Blocking => Self::Held,
            BlockKind::Offload if self == Self::Shared => Self::Worker,
            BlockKind::Start | BlockKind::Future => Self::Shared,
            _ => self,
        }
    }
}

/// Returns the number, in program order, of the first step inside an `offload` that a worker cannot run.
pub(super) fn misplaced(root: &Step) -> Option<usize> {
    fn search(step: &Step, is_offloaded: bool, number: &mut usize) -> bool {
        if is_offloaded && !step.runs_on_worker() {
            return true;
        }
        *number += 1;
        let is_offloaded = is_offloaded || step.as_block().is_some_and(|block| block.kind == BlockKind::Offload);
        step.children().iter().any(|child| search(child, is_offloaded, number))
    }
    let mut number = 0;
    search(root, false, &mut number).then_some(number)
}

impl Step {
    /// True if a worker can run the step, leaving aside those inside it. A worker has no event loop: it sends messages and
    /// works, one after another.
    pub fn runs_on_worker(&self) -> bool {
        match self {
            Self::Message(_) | Self::Delay(_) | Self::Fail(_) | Self::Work(_) => true,
            Self::OnTask(_) | Self::Increment(_) => false,
            Self::Block(Block { kind, .. }) => *kind == BlockKind::Sequence,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::program::parse;

    #[test]
    fn a_worker_runs_messages_and_work_one_after_another_and_nothing_else() {
        let expected = "a step that a worker can run: a message, delay, fail, work or sequence";
        assert!(parse("offload(light.switch_on, sequence(work(1s), delay(1s)), fail(\"no\"))").is_ok());
        for step in
            ["parallel()", "await(ticket)", "offload()", "blocking()", "lock(door)", "retry(3)", "increment(count)"]
        {
            let error = parse(&format!("sequence(offload(\n  sequence({step})))")).unwrap_err();
            assert_eq!((error.line, error.column, &*error.expected), (2, 12, expected), "{step}");
        }
    }

    #[test]
    fn what_a_block_makes_is_no_part_of_it_and_a_worker_that_is_waited_for_is_a_call() {
        use ThreadUse::{Held, Shared, Worker};
        assert_eq!(Shared.inside(BlockKind::Offload), Worker);
        assert_eq!(Held.inside(BlockKind::Offload), Held);
        assert_eq!(Held.inside(BlockKind::Parallel), Held);
        assert_eq!(Held.inside(BlockKind::Start), Shared);
    }
}
