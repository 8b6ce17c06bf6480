use std::time::Duration;

use super::{
    Execution, Failure, Plan, Settled, StepId, TaskPoll, Turn, Wait,
    records::{StartRecord, TimerRecord},
    timer_key::TimerKey,
};
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
    pub kind: EventKind,
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

/// The events of a run so far, in order, and what the event loop did: its turns, in each the polls of tasks, and the
/// timers. It only grows.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct EventLog {
    events: Vec<Event>,
    turns: Vec<Turn>,
    polls: Vec<TaskPoll>,
    timers: Vec<TimerRecord>,
    starts: Vec<StartRecord>,
    waits: Vec<Wait>,
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

    /// Returns the execution of the block that the step is in; `None` for the root.
    pub(super) fn parent(&self, plan: &Plan) -> Option<Execution> {
        let step = plan.step(self.step).parent?;
        Some(Execution { step, occurrence: self.parent_occurrence })
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

    /// Returns the turns up to `t`.
    pub fn turns_until(&self, t: Duration) -> &[Turn] {
        &self.turns[..self.turns.partition_point(|turn| turn.t <= t)]
    }

    /// Returns the polls of tasks.
    pub fn polls(&self) -> &[TaskPoll] {
        &self.polls
    }

    /// Returns the records of timers, in order.
    pub(super) fn timers(&self) -> &[TimerRecord] {
        &self.timers
    }

    /// Returns the places of the executions, in the order of their starts.
    pub(super) fn starts(&self) -> &[StartRecord] {
        &self.starts
    }

    pub(super) fn push_start(&mut self, start: StartRecord) {
        self.starts.push(start);
    }

    /// Returns who waits for what, in program order; empty for a run that is not stuck.
    pub fn waits(&self) -> &[Wait] {
        &self.waits
    }

    pub(super) fn set_waits(&mut self, waits: Vec<Wait>) {
        self.waits = waits;
    }

    /// Returns the time of the last event; once a run has ended, that is its makespan.
    pub fn end(&self) -> Duration {
        self.events.last().map_or(Duration::ZERO, |event| event.t)
    }

    /// Reserves room for the run of `steps` steps: a start and an end each, a turn for most, and a poll or two.
    pub(super) fn reserve(&mut self, steps: usize) {
        self.events.reserve(2 * steps);
        self.starts.reserve(steps);
        self.turns.reserve(steps);
        self.polls.reserve(2 * steps);
        self.timers.reserve(2 * steps);
    }

    pub(super) fn push(&mut self, event: Event) {
        debug_assert!(event.t >= self.end(), "time does not run backwards");
        self.events.push(event);
    }

    #[cfg(test)]
    pub(super) fn copy_turns_and_polls(&mut self, other: &Self, turns: usize) {
        self.turns.extend_from_slice(&other.turns[..turns]);
        self.polls.extend(other.polls.iter().filter(|poll| (poll.turn as usize) < turns));
        let starts = self.events.iter().filter(|event| event.kind.is_start()).count();
        self.starts.extend_from_slice(&other.starts[..starts]);
        self.timers.extend(other.timers.iter().filter(|timer| timer.polls as usize <= self.polls.len()));
    }

    /// Appends a turn, which is over.
    pub(super) fn push_turn(&mut self, turn: Turn) {
        let events = self.events.len() as u32;
        self.turns.push(Turn { events, ..turn });
    }

    /// Appends the arming of a timer with its deadline, or without one its end.
    pub(super) fn push_timer(&mut self, key: TimerKey, deadline: Option<Duration>, t: Duration) {
        let (polls, events) = (self.polls.len() as u32, self.events.len() as u32);
        self.timers.push(TimerRecord { key, deadline, t, polls, events });
    }

    /// Appends a poll of a task in the present turn.
    pub(super) fn push_poll(&mut self, task: Execution, ready: usize, depth: u32) {
        let (turn, events) = (self.turns.len() as u32, self.events.len() as u32);
        self.polls.push(TaskPoll { task, turn, events, ready: ready as u32, depth });
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
