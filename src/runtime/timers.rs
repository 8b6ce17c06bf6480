use std::{
    cell::{Cell, RefCell},
    collections::BTreeMap,
    pin::Pin,
    task::{Context, Poll, Waker},
    time::Duration,
};

use super::StepId;

/// The sleeping steps of a run, by deadline; steps with the same deadline in program order.
#[derive(Debug, Default)]
pub(super) struct Timers {
    sleepers: RefCell<BTreeMap<(Duration, StepId), Waker>>,
    /// The deadline that was served last: the virtual time for the steps of the run.
    now: Cell<Duration>,
}

impl Timers {
    pub(super) fn now(&self) -> Duration {
        self.now.get()
    }

    /// Sleeps for `duration` from now on. A step sleeps once at a time.
    pub(super) fn sleep(&self, step: StepId, duration: Duration) -> Sleep<'_> {
        Sleep { timers: self, key: (self.now() + duration, step), state: SleepState::New }
    }

    pub(super) fn next_deadline(&self) -> Option<Duration> {
        self.sleepers.borrow().first_key_value().map(|(&(deadline, _), _)| deadline)
    }

    /// Wakes the first sleeper if it is due by `due`. One at a time: what it does next may come before what others
    /// with the same deadline do.
    pub(super) fn wake_next(&self, due: Duration) -> bool {
        let mut sleepers = self.sleepers.borrow_mut();
        let Some(first) = sleepers.first_entry().filter(|first| first.key().0 <= due) else {
            return false;
        };
        self.now.set(first.key().0);
        let waker = first.remove();
        drop(sleepers);
        waker.wake();
        true
    }
}

/// Ready once its deadline has been served. Dropping it takes it off the list of sleepers.
#[must_use = "a sleep does nothing until it is awaited"]
pub(super) struct Sleep<'a> {
    timers: &'a Timers,
    key: (Duration, StepId),
    state: SleepState,
}

enum SleepState {
    New,
    Sleeping,
    Done,
}

impl Future for Sleep<'_> {
    type Output = ();

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<()> {
        match self.state {
            SleepState::New => {
                self.timers.sleepers.borrow_mut().insert(self.key, context.waker().clone());
                self.state = SleepState::Sleeping;
                Poll::Pending
            }
            // Served sleepers are off the list; one that is polled without being woken is still on it.
            SleepState::Sleeping if self.timers.sleepers.borrow().contains_key(&self.key) => Poll::Pending,
            SleepState::Sleeping | SleepState::Done => {
                self.state = SleepState::Done;
                Poll::Ready(())
            }
        }
    }
}

impl Drop for Sleep<'_> {
    fn drop(&mut self) {
        if let SleepState::Sleeping = self.state {
            self.timers.sleepers.borrow_mut().remove(&self.key);
        }
    }
}
