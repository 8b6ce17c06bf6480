use std::{cell::Cell, time::Duration};

/// Lets virtual time pass. All times count from the start of the run.
///
/// A run does all it can at one instant, then asks its clock to wait for the next deadline. A clock that answers at
/// once makes time jump; one that waits paces it.
pub trait Clock {
    /// Waits until virtual time may reach `deadline`, and returns how far it may go by then: `deadline` or later,
    /// and never past [`now`](Self::now).
    fn wait_until(&self, deadline: Duration) -> impl Future<Output = Duration>;

    /// The virtual time.
    fn now(&self) -> Duration;

    /// The real time a person has waited so far.
    fn wall(&self) -> Duration;
}

/// Jumps from deadline to deadline.
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

    /// Nobody waits for a clock that jumps: wall time is virtual time.
    fn wall(&self) -> Duration {
        self.now.get()
    }
}
