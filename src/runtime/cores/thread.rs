use std::time::Duration;

use super::want::Want;
use crate::runtime::{Execution, TaskId};

/// A core.
#[derive(Clone, Debug, Default)]
pub(super) struct Core {
    pub(super) thread: Option<u32>,
    /// The thread that has had the core last.
    pub(super) last: Option<u32>,
}

/// A thread, as the scheduler sees it.
#[derive(Debug, Default)]
pub(super) struct Thread {
    pub(super) core: Option<usize>,
    pub(super) want: Option<Want>,
    /// The task that runs it and the execution with which it goes on, until it does; `None` for a cleanup.
    pub(super) place: Option<(TaskId, Execution)>,
    pub(super) was_picked: bool,
    /// True from when it was picked to its next micro-step: nothing is chosen before that.
    pub(super) is_fresh: bool,
    /// True while it keeps its core whoever wants it: it works, or the core is being switched to it.
    pub(super) is_busy: bool,
    /// The time for which it has worked since it got its core.
    pub(super) worked: Duration,
}
