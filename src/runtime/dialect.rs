use crate::program::{Control, Errors, ThreadUse};

/// The language by whose rules a plan is run, where it cannot do what the app does.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Dialect {
    /// The rules of the app.
    #[default]
    Cleans,
    /// Cancelling drops the future, as in Rust: what is dropped runs no cleanup, and a cleanup can be dropped.
    Drops,
    /// Nothing overlaps, and nothing stops a call before it returns.
    Blocks,
    /// Each branch and each task has a thread of its own, which may wait in any way.
    Threads,
}

impl Dialect {
    /// True if an `ensure` cleans up after what is cancelled.
    pub(super) fn cleans_up(self) -> bool {
        self != Self::Drops
    }

    /// True if a branch starts only when the one before has ended.
    pub(super) fn is_one_by_one(self) -> bool {
        self == Self::Blocks
    }

    /// Returns how a step uses the thread that it runs on. Without a thread that is shared, nothing holds it; what would run one
    /// by one because it does, still does with threads.
    pub(super) fn thread(self, thread: ThreadUse) -> ThreadUse {
        match (self, thread) {
            (Self::Blocks, _) | (Self::Threads, ThreadUse::Worker) => ThreadUse::Shared,
            _ => thread,
        }
    }

    /// Returns what a block is in the dialect. If nothing overlaps, a deadline cuts nothing; and when a branch fails nothing
    /// else is under way, so there is nothing to wait for, to cancel or to leave.
    pub(super) fn control(self, control: Control) -> Control {
        match control {
            Control::Parallel { errors: Errors::Collect, .. } if self.is_one_by_one() => {
                Control::Parallel { errors: Errors::Collect, limit: Some(1) }
            }
            Control::Parallel { .. } | Control::Timeout(_) | Control::Blocking | Control::Offload
                if self.is_one_by_one() =>
            {
                Control::Sequence
            }
            Control::Blocking | Control::Offload if self == Self::Threads => Control::Sequence,
            other => other,
        }
    }
}
