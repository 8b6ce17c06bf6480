use std::cmp::Reverse;

use super::{Execution, Plan};

/// The order of the timers of a run that have the same deadline.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum TimerKey {
    /// The step waits for its device, or just waits: in program order, then by occurrence.
    Wait(Execution),
    /// The time limit of a block is over: after all waits of that instant, inner blocks before outer ones.
    Limit { end: u32, execution: Reverse<Execution> },
}

impl TimerKey {
    /// The key of a block's time limit. Blocks that end at the same place are inside each other.
    #[cfg_attr(not(test), expect(dead_code, reason = "the language has no step with a time limit yet"))]
    pub(super) fn limit(plan: &Plan, execution: Execution) -> Self {
        Self::Limit { end: plan.end_of(execution.step), execution: Reverse(execution) }
    }

    /// Returns the execution that armed the timer.
    pub(super) fn execution(self) -> Execution {
        match self {
            Self::Wait(execution) | Self::Limit { execution: Reverse(execution), .. } => execution,
        }
    }
}
