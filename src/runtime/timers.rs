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
    sleepers: RefCell<BTreeSet<Alarm>>,
    /// The alarm that was served last. Its time is the virtual time for the steps of the run.
    served: Cell<Alarm>,
}

/// A deadline and who waits for it, in one number that sorts by both: seconds, nanoseconds, step. Alarms are compared
/// some twenty times for each step that sleeps, and numbers compare quicker than tuples do.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
struct Alarm(u128);

impl Alarm {
    fn new(deadline: Duration, step: StepId) -> Self {
        let nanos = u64::from(deadline.subsec_nanos()) << 32 | u64::from(step.0);
        Self(u128::from(deadline.as_secs()) << 64 | u128::from(nanos))
    }

    fn deadline(self) -> Duration {
        Duration::new((self.0 >> 64) as u64, (self.0 >> 32) as u32)
    }

    fn step(self) -> StepId {
        StepId(self.0 as u32)
    }
}

impl Timers {
    pub(super) fn now(&self) -> Duration {
        self.served.get().deadline()
    }

    /// The step whose sleep is over, and who is therefore polled.
    pub(super) fn served(&self) -> StepId {
        self.served.get().step()
    }

    /// Sleeps for `duration` from now on. A step sleeps once at a time.
    pub(super) fn sleep(&self, step: StepId, duration: Duration) -> Sleep<'_> {
        Sleep { timers: self, alarm: Alarm::new(self.now() + duration, step), sleeping: false }
    }

    /// How many steps sleep.
    pub(super) fn count(&self) -> usize {
        self.sleepers.borrow().len()
    }

    pub(super) fn next_deadline(&self) -> Option<Duration> {
        self.sleepers.borrow().first().map(|alarm| alarm.deadline())
    }

    /// Serves the first deadline if it is due by `due`. One at a time: what its step does next may come before what
    /// others with the same deadline do.
    pub(super) fn serve_next(&self, due: Duration) -> bool {
        let mut sleepers = self.sleepers.borrow_mut();
        let is_due = sleepers.first().is_some_and(|alarm| alarm.deadline() <= due);
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
    alarm: Alarm,
    sleeping: bool,
}

impl Future for Sleep<'_> {
    type Output = ();

    fn poll(mut self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<()> {
        if !self.sleeping {
            self.timers.sleepers.borrow_mut().insert(self.alarm);
            self.sleeping = true;
            return Poll::Pending;
        }
        if self.timers.served.get() != self.alarm {
            return Poll::Pending;
        }
        self.sleeping = false;
        Poll::Ready(())
    }
}

impl Drop for Sleep<'_> {
    fn drop(&mut self) {
        if self.sleeping {
            self.timers.sleepers.borrow_mut().remove(&self.alarm);
        }
    }
}
