use std::time::Duration;

use super::Schedule;

/// The way in which the steps of a program share the processor: a property of the run, not of the program.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Model {
    /// Tasks on one thread. They give way to each other where they wait, and nowhere else.
    #[default]
    Async,
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
    /// The longest time for which a thread works before another that could run gets its core: at least
    /// [`MIN_QUANTUM`](Self::MIN_QUANTUM).
    pub quantum: Duration,
    /// The time that a core needs to go on with another thread.
    pub switch: Duration,
    /// Who goes on where more than one thread could.
    pub schedule: Schedule,
}

impl Threads {
    pub const MAX_CORES: u32 = 64;
    pub const MIN_QUANTUM: Duration = Duration::from_millis(1);
    pub const MAX_QUANTUM: Duration = Duration::from_secs(60);
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
    pub fn threads(&self) -> Option<&Threads> {
        match self {
            Self::Threads(threads) => Some(threads),
            Self::Async | Self::Blocking => None,
        }
    }
}
