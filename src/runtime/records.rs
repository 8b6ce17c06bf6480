//! Records of what the event loop did, which are kept beside the events.

use std::time::Duration;

use super::{Execution, timer_key::TimerKey};

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
    /// The number of events in the log after the turn.
    pub events: u32,
}

/// One poll of a task by the executor, which took it from the ready queue or has just spawned it.
///
/// Polls of tasks with no step to go on with are not recorded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TaskPoll {
    /// The outermost step of the task, by which the task is known.
    pub task: Execution,
    /// The number of the turn, counted from 0.
    pub turn: u32,
    /// The number of events in the log before the poll.
    pub events: u32,
    /// The number of tasks in the ready queue when the poll begins. Its own task is no longer among them.
    pub ready: u32,
    /// The number of polls that this one is inside: a task that is spawned is polled within the poll of its spawner.
    pub depth: u32,
}

/// A choice between threads that could go on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Choice {
    /// Virtual time since the start of the run.
    pub t: Duration,
    /// The number of events in the log before it.
    pub events: u32,
    /// The thread that went on.
    pub thread: u32,
    /// The thread that could have gone on with the core it had. If another went on, it was preempted.
    pub running: Option<u32>,
    /// The first of the threads that could go on among those of all choices, and their number.
    pub(super) options: (u32, u32),
}

/// A thread has another state from now on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ThreadRecord {
    /// Virtual time since the start of the run.
    pub t: Duration,
    pub thread: u32,
    pub state: ThreadState,
}

/// The states of a thread.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ThreadState {
    /// It could go on, but has no core.
    Runnable,
    /// It has this core.
    Running(u16),
    /// It waits for a device, a lock, or another thread.
    Waiting,
    Ended,
}

/// A choice between threads that nobody has made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OpenChoice {
    /// Virtual time since the start of the run.
    pub t: Duration,
    /// The number of events in the log before it.
    pub events: u32,
    /// The thread that could go on with the core it has.
    pub running: Option<u32>,
    /// The threads that could go on, in ascending order; none if they are very many.
    pub threads: Vec<u32>,
}

impl Choice {
    /// True if a thread that could have gone on did not.
    pub fn preempts(&self) -> bool {
        self.running.is_some_and(|running| running != self.thread)
    }
}

/// The arming of a timer, or its end: it has fired or was dropped.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct TimerRecord {
    pub(super) key: TimerKey,
    /// The deadline of a timer that is armed; `None` at its end.
    pub(super) deadline: Option<Duration>,
    pub(super) t: Duration,
    /// The number of polls of tasks that had begun, and of events in the log.
    pub(super) polls: u32,
    pub(super) events: u32,
}

/// The place in which an execution runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct StartRecord {
    /// The outermost step of the task that runs it.
    pub(super) task: Execution,
    /// The execution around it: that of its block or, for a step of a future, that of the await.
    pub(super) around: Option<Execution>,
}
