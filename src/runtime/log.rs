use std::{fmt, time::Duration};

use super::{Execution, StepId};
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
    /// The execution whose end let this happen. `None` if the step starts together with its block, or if only time had
    /// to pass.
    pub woken_by: Option<Execution>,
    pub kind: EventKind,
}

/// The kinds of events. Each `Started` is followed by exactly one of `Finished`, `Failed` and `Cancelled`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EventKind {
    /// The step has started; a message is on its way, and arrives after its latency.
    Started {
        latency: Option<Duration>,
    },
    /// Recorded right after the start of the message that is hazardous.
    Hazard(Hazard),
    Finished,
    Failed(Failure),
    Cancelled,
    /// Recorded for the root when nothing can happen any more although something is open.
    Stuck,
}

/// The reason why a step failed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Failure {
    /// The message's device is not connected.
    NotConnected,
    /// The home has no device of that name.
    NoSuchDevice,
    /// A step inside the block failed: this one, the first to do so.
    Child(Execution),
}

/// One turn of the event loop: a timer fires and wakes a task, and ready tasks are polled until every task waits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Turn {
    /// Virtual time since the start of the run.
    pub t: Duration,
    /// Real time since the start of the run, without pauses.
    pub wall: Duration,
    /// The execution whose timer fired; `None` for the first turn, in which the run starts.
    pub woken: Option<Execution>,
    /// The number of polls of futures of steps.
    pub polls: u32,
    /// The number of timers that are armed after the turn.
    pub timers: u32,
    /// The polls of this turn and all before it.
    pub polls_so_far: u64,
}

/// The events of a run so far, in order, and the turns of the event loop. It only grows.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct EventLog {
    events: Vec<Event>,
    turns: Vec<Turn>,
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
        Self { t, wall, step, occurrence, parent_occurrence, woken_by, kind }
    }

    pub fn execution(&self) -> Execution {
        Execution { step: self.step, occurrence: self.occurrence }
    }
}

impl EventLog {
    pub fn events(&self) -> &[Event] {
        &self.events
    }

    /// Returns the events up to `t`.
    pub fn until(&self, t: Duration) -> &[Event] {
        &self.events[..self.events.partition_point(|event| event.t <= t)]
    }

    /// Returns the turns of the event loop. All but the first have a timer that fired.
    pub fn turns(&self) -> &[Turn] {
        &self.turns
    }

    /// Returns the turns up to `t`. The last one knows the polls of all of them.
    pub fn turns_until(&self, t: Duration) -> &[Turn] {
        &self.turns[..self.turns.partition_point(|turn| turn.t <= t)]
    }

    /// Returns the time of the last event; once a run has ended, that is its makespan.
    pub fn end(&self) -> Duration {
        self.events.last().map_or(Duration::ZERO, |event| event.t)
    }

    /// Reserves room for the run of `steps` steps: a start and an end each, and a turn for most.
    pub(super) fn reserve(&mut self, steps: usize) {
        self.events.reserve(2 * steps);
        self.turns.reserve(steps);
    }

    pub(super) fn push(&mut self, event: Event) {
        debug_assert!(event.t >= self.end(), "time does not run backwards");
        self.events.push(event);
    }

    /// Appends a turn and counts the polls so far.
    pub(super) fn push_turn(&mut self, turn: Turn) {
        let before = self.turns.last().map_or(0, |last| last.polls_so_far);
        self.turns.push(Turn { polls_so_far: before + u64::from(turn.polls), ..turn });
    }
}

impl EventKind {
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Started { .. } => "started",
            Self::Hazard(_) => "hazard",
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

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::NotConnected => "the device is not connected; connect it first",
            Self::NoSuchDevice => "the home has no device of that name",
            Self::Child(_) => "a step inside failed",
        })
    }
}
