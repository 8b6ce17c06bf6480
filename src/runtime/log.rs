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

/// One turn of the event loop: a timer fires, the root is polled down to the step that slept, and what can go on goes
/// on until everything sleeps again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Turn {
    /// Virtual time since the start of the run.
    pub t: Duration,
    /// Real time since the start of the run, pauses left out.
    pub wall: Duration,
    /// The step whose timer fired; `None` for the first turn, in which the run starts.
    pub woken: Option<StepId>,
    /// How many futures of steps were polled, each once for each poll.
    pub polls: u32,
    /// How many steps sleep after the turn: the timers that are set.
    pub timers: u32,
    /// The polls of this turn and all before it.
    pub polls_so_far: u64,
}

/// What happened in a run so far, in order, and what the event loop did for it. It only grows.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct EventLog {
    events: Vec<Event>,
    turns: Vec<Turn>,
}

impl EventLog {
    pub fn events(&self) -> &[Event] {
        &self.events
    }

    /// What had happened by `t`.
    pub fn until(&self, t: Duration) -> &[Event] {
        &self.events[..self.events.partition_point(|event| event.t <= t)]
    }

    /// The turns of the event loop. All but the first have a timer that fired.
    pub fn turns(&self) -> &[Turn] {
        &self.turns
    }

    /// The turns that the event loop had taken by `t`. The last one knows the polls of all of them.
    pub fn turns_until(&self, t: Duration) -> &[Turn] {
        &self.turns[..self.turns.partition_point(|turn| turn.t <= t)]
    }

    /// The time of the last event; once a run has ended, its makespan.
    pub fn end(&self) -> Duration {
        self.events.last().map_or(Duration::ZERO, |event| event.t)
    }

    /// Makes room for what so many steps will tell: a start and an end each, and a turn for most.
    pub(super) fn expect_steps(&mut self, steps: usize) {
        self.events.reserve(2 * steps);
        self.turns.reserve(steps);
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

    /// Writes down a turn. How many polls there were so far is not for the turn to know.
    pub(super) fn push_turn(&mut self, turn: Turn) {
        let before = self.turns.last().map_or(0, |last| last.polls_so_far);
        self.turns.push(Turn { polls_so_far: before + u64::from(turn.polls), ..turn });
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
