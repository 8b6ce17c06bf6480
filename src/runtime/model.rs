use std::{ops::RangeInclusive, time::Duration};

use super::Schedule;

/// The way in which the steps of a program share the processor: a property of the run, not of the program.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Model {
    /// Tasks on one thread. They give way to each other where they wait, and nowhere else. The schedule says which of several
    /// waits that end at the same time ends first, by their places in program order, counted from 0: that order if it is empty.
    Async(Schedule),
    /// One thread, and one step after another.
    Blocking,
    /// A thread for each branch and each task, which the scheduler of an operating system switches between.
    Threads(Threads),
}

/// The threads model: a deterministic simulation of preemptive threads.
///
/// A thread is preempted when its quantum is over during `work`, and may be at any boundary between two of its
/// *micro-steps*: a send or a read, a write, getting a lock, giving it back, starting a thread. A thread that waits for a
/// device has no core.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Threads {
    /// The number of threads that can run at the same time: 1 to [`MAX_CORES`](Self::MAX_CORES).
    pub cores: u32,
    /// The longest time for which a thread works before another that could run gets its core, one of
    /// [`QUANTA`](Self::QUANTA).
    pub quantum: Duration,
    /// The time that a core needs to go on with another thread: at most [`MAX_SWITCH`](Self::MAX_SWITCH).
    pub switch: Duration,
    /// The choices of the scheduler.
    pub schedule: Schedule,
}

impl Threads {
    /// The largest number of cores.
    pub const MAX_CORES: u32 = 64;
    /// The shortest and the longest quantum.
    pub const QUANTA: RangeInclusive<Duration> = Duration::from_millis(1)..=Duration::from_secs(60);
    /// The longest time that a switch takes.
    pub const MAX_SWITCH: Duration = Duration::from_secs(1);
}

impl Default for Threads {
    /// One core, 10 ms, and switches that cost nothing.
    fn default() -> Self {
        let (quantum, switch) = (Duration::from_millis(10), Duration::ZERO);
        Self { cores: 1, quantum, switch, schedule: Schedule::default() }
    }
}

impl Model {
    /// Async, with waits that end at the same time in program order.
    pub const ASYNC: Self = Self::Async(Schedule::Choices(Vec::new()));

    /// The words of the models, in the order in which they are offered.
    pub const WORDS: [&str; 3] = ["async", "blocking", "threads"];

    pub fn word(&self) -> &'static str {
        match self {
            Self::Async(_) => Self::WORDS[0],
            Self::Blocking => Self::WORDS[1],
            Self::Threads(_) => Self::WORDS[2],
        }
    }

    /// Returns the model of a word; `threads` are the settings of threads, of which async has the schedule.
    pub fn of(word: &str, threads: &Threads) -> Option<Self> {
        let models = [Self::Async(threads.schedule.clone()), Self::Blocking, Self::Threads(threads.clone())];
        models.into_iter().find(|model| model.word() == word)
    }

    /// True if a run follows a schedule of its own.
    pub fn has_schedule(&self) -> bool {
        match self {
            Self::Async(schedule) | Self::Threads(Threads { schedule, .. }) => !schedule.is_round_robin(),
            Self::Blocking => false,
        }
    }

    pub fn threads(&self) -> Option<&Threads> {
        match self {
            Self::Threads(threads) => Some(threads),
            Self::Async(_) | Self::Blocking => None,
        }
    }
}

impl Default for Model {
    fn default() -> Self {
        Self::ASYNC
    }
}
