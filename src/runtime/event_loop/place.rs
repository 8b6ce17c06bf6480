use std::time::Duration;

use super::timers::ArmedTimer;
use crate::runtime::Execution;

/// A place in a run: right after a poll, or between turns, while the thread sleeps.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place {
    /// The number of polls so far.
    pub polls: usize,
    pub t: Duration,
    /// True if the thread sleeps.
    pub is_rest: bool,
}

/// The state of a future that has been polled.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FutureState {
    /// Its poll goes on: it polls others.
    Polling,
    Pending,
    /// It was polled to its end.
    Ready,
    /// The same, and its result is a failure.
    Failed,
    /// It was dropped before its end.
    Cancelled,
}

/// A future that a poll has come to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PolledFuture {
    pub execution: Execution,
    pub state: FutureState,
    /// The number of futures around it that are being polled.
    pub level: usize,
}

/// A future that was polled at least once.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SeenFuture {
    pub execution: Execution,
    pub state: FutureState,
    /// The number of its polls if it is a task, which the executor polls by itself.
    pub polls: Option<usize>,
}

/// The state of the event loop at a place. Long lists are cut; the counts are not.
#[derive(Clone, Debug, PartialEq)]
pub struct LoopState {
    pub place: Place,
    /// The futures that the last poll came to, outermost first. Empty while the thread sleeps.
    pub thread: Vec<PolledFuture>,
    /// The task that was polled, by its outermost step.
    pub task: Option<Execution>,
    /// The execution whose timer has led to the poll.
    pub fired: Option<Execution>,
    /// The future that has spawned the polled task in a poll of its own.
    pub spawner: Option<Execution>,
    /// The tasks in the ready queue, by their outermost steps.
    pub ready: Vec<Execution>,
    pub ready_count: usize,
    /// The number of them, from the end, that the poll has woken.
    pub woken: usize,
    /// The timers that are set, in the order in which they will fire.
    pub timers: Vec<ArmedTimer>,
    pub timer_count: usize,
    /// The futures that were dropped in the poll, or since the last one, and how many of them had timers.
    pub dropped: Vec<Execution>,
    pub dropped_count: usize,
    pub dropped_timers: usize,
    /// The futures that were polled last, in the order of their first polls.
    pub futures: Vec<SeenFuture>,
    pub future_count: usize,
    /// The state of the whole program; `None` before its first poll.
    pub root: Option<FutureState>,
    /// The execution that holds the thread: nothing else is polled.
    pub holder: Option<Execution>,
    /// True if nothing can happen any more although something is open.
    pub is_stuck: bool,
}

impl FutureState {
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Polling => "polling",
            Self::Pending => "pending",
            Self::Ready => "ready",
            Self::Failed => "failed",
            Self::Cancelled => "cancelled",
        }
    }
}
