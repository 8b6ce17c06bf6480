use std::{fmt, time::Duration};

use super::StepId;
use crate::home::Hazard;

/// Something that happened to a step during a run.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Event {
    /// Virtual time since the start of the run.
    pub t: Duration,
    /// Real time since the start of the run, pauses left out, when the event loop got to it.
    pub wall: Duration,
    pub step: StepId,
    pub kind: EventKind,
}

/// What can happen to a step. Each `Started` is followed by exactly one of `Finished`, `Failed` and `Cancelled`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EventKind {
    Started,
    /// Told right after the start of the message that is hazardous.
    Hazard(Hazard),
    Finished,
    Failed(Failure),
    Cancelled,
}

/// Why a step failed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Failure {
    /// The message's device is not connected.
    NotConnected,
    /// The home has no device of that name.
    NoSuchDevice,
    /// A step inside the block failed: this one, the first to do so.
    Child(StepId),
}

/// What happened in a run so far, in order. It only grows.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct EventLog {
    events: Vec<Event>,
}

impl EventLog {
    pub fn events(&self) -> &[Event] {
        &self.events
    }

    /// The time of the last event; once a run has ended, its makespan.
    pub fn end(&self) -> Duration {
        self.events.last().map_or(Duration::ZERO, |event| event.t)
    }

    /// Makes room for what so many steps will tell: a start and an end each.
    pub(super) fn expect_steps(&mut self, steps: usize) {
        self.events.reserve(2 * steps);
    }

    /// Whether the run has come to its end.
    pub(super) fn has_ended(&self) -> bool {
        self.events.last().is_some_and(|last| last.step == StepId::ROOT && last.kind.is_end())
    }

    /// Which of so many steps have started and not ended.
    pub(super) fn open_steps(&self, steps: usize) -> Vec<bool> {
        let mut open = vec![false; steps];
        for event in &self.events {
            open[event.step.index()] = !event.kind.is_end();
        }
        open
    }

    pub(super) fn push(&mut self, event: Event) {
        debug_assert!(event.t >= self.end(), "time does not run backwards");
        self.events.push(event);
    }
}

impl EventKind {
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Started => "started",
            Self::Hazard(_) => "hazard",
            Self::Finished => "finished",
            Self::Failed(_) => "failed",
            Self::Cancelled => "cancelled",
        }
    }

    /// Whether the step is over with this.
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
