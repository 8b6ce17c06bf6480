use std::time::Duration;

use super::{Execution, Failure, Plan, Settled, StepId};
use crate::home::Hazard;

/// Something that happened to an execution of a step during a run.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Event {
    /// Virtual time since the start of the run.
    pub t: Duration,
    /// Real time since the start of the run, without pauses, at which the event loop recorded it.
    pub wall: Duration,
    pub step: StepId,
    /// Counts the starts of the step, from 1 on.
    pub occurrence: u32,
    /// The occurrence of the block that the step is in.
    pub parent_occurrence: u32,
    /// The execution whose end let this happen; for what is cancelled, the execution because of which it is. `None` if
    /// the step starts together with its block, or if only time had to pass.
    pub woken_by: Option<Execution>,
    /// The thread to which it happened; `None` but in the threads model.
    pub on: Option<OnThread>,
    pub kind: EventKind,
}

/// A thread, and the core it has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct OnThread {
    /// Threads are numbered in the order of their starts; the first is 0.
    pub thread: u32,
    /// `None` for a thread that waits.
    pub core: Option<u16>,
}

/// The kinds of events. Each `Started` is followed by exactly one of `Finished`, `Failed` and `Cancelled`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EventKind {
    /// The step has started; a message is on its way, and arrives after its latency.
    Started {
        latency: Option<Duration>,
    },
    /// Recorded right after the start of the message that is hazardous, after what it has written over, after the failure
    /// that nobody saw, or at the end of the run for what nobody has awaited.
    Hazard(Hazard),
    /// The message has arrived while the thread was held, so that its step could not go on.
    Delivered,
    /// The message has read this value when it was sent.
    Read(u32),
    /// A core goes on with this thread, and has had another before.
    Switched,
    /// The message has written this value when it arrived.
    Written(u32),
    /// The block has got a permit of its lock; it is woken by the execution because of which that was released.
    Acquired,
    /// The block has given it back. Recorded after the cleanups inside, perhaps after the block was cancelled.
    Released,
    /// The task, future or promise that the step has made has ended. Recorded after the step itself has.
    Settled(Settled),
    Finished,
    Failed(Failure),
    Cancelled,
    /// Recorded for the root when nothing can happen any more although something is open.
    Stuck,
}

impl Event {
    pub(super) fn new(
        t: Duration,
        wall: Duration,
        execution: Execution,
        parent: Option<Execution>,
        woken_by: Option<Execution>,
        kind: EventKind,
    ) -> Self {
        let Execution { step, occurrence } = execution;
        let parent_occurrence = parent.map_or(1, |parent| parent.occurrence);
        Self { t, wall, step, occurrence, parent_occurrence, woken_by, on: None, kind }
    }

    pub fn execution(&self) -> Execution {
        Execution { step: self.step, occurrence: self.occurrence }
    }

    /// Returns the execution of the block that the step is in; `None` for the root.
    pub(super) fn parent(&self, plan: &Plan) -> Option<Execution> {
        let step = plan.step(self.step).parent?;
        Some(Execution { step, occurrence: self.parent_occurrence })
    }
}

impl EventKind {
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Started { .. } => "started",
            Self::Hazard(_) => "hazard",
            Self::Delivered => "delivered",
            Self::Read(_) => "read",
            Self::Written(_) => "written",
            Self::Switched => "switched",
            Self::Acquired => "acquired",
            Self::Released => "released",
            Self::Settled(_) => "settled",
            Self::Finished => "finished",
            Self::Failed(_) => "failed",
            Self::Cancelled => "cancelled",
            Self::Stuck => "stuck",
        }
    }

    /// True if an execution starts with this event.
    pub fn is_start(self) -> bool {
        matches!(self, Self::Started { .. })
    }

    /// True if an execution ends with this event.
    pub fn is_end(self) -> bool {
        matches!(self, Self::Finished | Self::Failed(_) | Self::Cancelled)
    }
}
