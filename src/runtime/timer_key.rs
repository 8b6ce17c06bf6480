use std::cmp::Reverse;

use super::{Execution, Plan, StepId};

/// The order of the timers of a run that have the same deadline.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum TimerKey {
    /// The step waits for its device, or just waits: in program order, then by occurrence.
    Wait(Execution),
    /// A core goes on with another thread, and needs time for that. The thread goes on with this execution.
    Switch { thread: u32, execution: Execution },
    /// The time of a block is over: after all waits of that instant, in program order, but inner blocks before outer ones,
    /// then by occurrence.
    Deadline { end: u32, step: Reverse<StepId>, occurrence: u32 },
}

impl TimerKey {
    /// The key of the deadline of a block. Blocks that end at the same place are inside each other.
    pub(super) fn deadline(plan: &Plan, Execution { step, occurrence }: Execution) -> Self {
        Self::Deadline { end: plan.end_of(step), step: Reverse(step), occurrence }
    }

    pub(super) fn is_deadline(self) -> bool {
        matches!(self, Self::Deadline { .. })
    }

    /// Returns the execution that armed the timer.
    pub(super) fn execution(self) -> Execution {
        match self {
            Self::Wait(execution) | Self::Switch { execution, .. } => execution,
            Self::Deadline { step: Reverse(step), occurrence, .. } => Execution { step, occurrence },
        }
    }
}
