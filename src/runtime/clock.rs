use std::{cell::Cell, time::Duration};

/// The passing of virtual time. All times count from the start of the run.
///
/// A run does all that is possible at one instant, then waits on its clock for the next deadline. A clock that returns at
/// once makes time jump; a clock that waits paces the run by real time.
pub trait Clock {
    /// Waits until virtual time may reach `deadline`. Returns the time up to which timers are due: `deadline` or later, but
    /// not after [`now`](Self::now).
    fn wait_until(&self, deadline: Duration) -> impl Future<Output = Duration>;

    /// Returns the virtual time.
    fn now(&self) -> Duration;

    /// Returns the real time that has passed, without pauses.
    fn wall(&self) -> Duration;
}

/// A clock that jumps from deadline to deadline.
#[derive(Debug, Default)]
pub struct VirtualClock {
    now: Cell<Duration>,
}

impl Clock for VirtualClock {
    async fn wait_until(&self, deadline: Duration) -> Duration {
        self.now.set(deadline);
        deadline
    }

    fn now(&self) -> Duration {
        self.now.get()
    }

    /// Returns the virtual time: a clock that jumps takes no real time.
    fn wall(&self) -> Duration {
        self.now.get()
    }
}
