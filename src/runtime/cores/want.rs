use std::task::Waker;

use super::chooser::Options;
use crate::runtime::{Execution, LockId};

/// The request of a thread to go on.
#[derive(Debug)]
pub(super) struct Want {
    /// The number of requests before it.
    pub(super) number: u64,
    pub(super) need: Need,
    pub(super) waker: Waker,
    /// True if the thread may not go on, since it is being cancelled.
    pub(super) is_stopped: bool,
}

/// The reason why a thread wants to go on.
#[derive(Clone, Copy, Debug)]
pub(in crate::runtime) struct Need {
    /// The execution that goes on.
    pub(in crate::runtime) execution: Execution,
    /// The lock of which it needs a permit.
    pub(in crate::runtime) lock: Option<LockId>,
    pub(in crate::runtime) at: At,
    /// True for the cleanup of the execution, which nobody can cancel.
    pub(in crate::runtime) is_cleanup: bool,
}

impl Need {
    pub(in crate::runtime) fn new(execution: Execution, at: At) -> Self {
        Self { execution, lock: None, at, is_cleanup: false }
    }

    /// True unless the thread is in the middle of work, or cleans up.
    pub(in crate::runtime) fn can_stop(self) -> bool {
        self.at != At::QuantumEnd && !self.is_cleanup
    }
}

/// The place in which a thread wants to go on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::runtime) enum At {
    /// Before a micro-step.
    MicroStep,
    /// After a wait, or at its start.
    Wait,
    /// In the middle of its work, since its quantum is over.
    QuantumEnd,
}

impl Want {
    /// True if the thread could go on if it had a core.
    pub(super) fn could(&self, is_free: impl Fn(LockId) -> bool) -> bool {
        !self.is_stopped && self.need.lock.is_none_or(is_free)
    }
}

/// The thread that goes on next.
#[derive(Debug)]
pub(in crate::runtime) enum Pick {
    /// The only thread that could.
    Only,
    /// One of several.
    Chosen(u32, Options),
    /// Whoever somebody else chooses.
    Asks(Options),
}
