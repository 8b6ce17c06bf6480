use std::{
    cell::{Cell, RefCell},
    collections::BTreeSet,
    pin::Pin,
    task::{Context, Poll},
    time::Duration,
};

use super::StepId;

/// The sleeping steps of a run, by deadline; steps with the same deadline in program order.
#[derive(Debug, Default)]
pub(super) struct Timers {
    sleepers: RefCell<BTreeSet<(Duration, StepId)>>,
    /// The deadline that was served last. Its time is the virtual time for the steps of the run.
    served: Cell<(Duration, StepId)>,
}

impl Timers {
    pub(super) fn now(&self) -> Duration {
        self.served.get().0
    }

    /// The step whose sleep is over, and who is therefore polled.
    pub(super) fn served(&self) -> StepId {
        self.served.get().1
    }

    /// Sleeps for `duration` from now on. A step sleeps once at a time.
    pub(super) fn sleep(&self, step: StepId, duration: Duration) -> Sleep<'_> {
        Sleep { timers: self, key: (self.now() + duration, step), sleeping: false }
    }

    pub(super) fn next_deadline(&self) -> Option<Duration> {
        self.sleepers.borrow().first().map(|&(deadline, _)| deadline)
    }

    /// Serves the first deadline if it is due by `due`. One at a time: what its step does next may come before what
    /// others with the same deadline do.
    pub(super) fn serve_next(&self, due: Duration) -> bool {
        let mut sleepers = self.sleepers.borrow_mut();
        let is_due = sleepers.first().is_some_and(|&(deadline, _)| deadline <= due);
        if is_due && let Some(first) = sleepers.pop_first() {
            self.served.set(first);
        }
        is_due
    }
}

/// Ready once its deadline is served. Dropping it takes it off the list of sleepers.
///
/// It needs no waker: whoever serves the deadline polls the step right after.
#[must_use = "a sleep does nothing until it is awaited"]
pub(super) struct Sleep<'a> {
    timers: &'a Timers,
    key: (Duration, StepId),
    sleeping: bool,
}

impl Future for Sleep<'_> {
    type Output = ();

    fn poll(mut self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<()> {
        if !self.sleeping {
            self.timers.sleepers.borrow_mut().insert(self.key);
            self.sleeping = true;
            return Poll::Pending;
        }
        if self.timers.served.get() != self.key {
            return Poll::Pending;
        }
        self.sleeping = false;
        Poll::Ready(())
    }
}

impl Drop for Sleep<'_> {
    fn drop(&mut self) {
        if self.sleeping {
            self.timers.sleepers.borrow_mut().remove(&self.key);
        }
    }
}
