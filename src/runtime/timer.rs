use std::{
    cell::{Cell, RefCell},
    collections::BTreeMap,
    pin::Pin,
    task::{Context, Poll, Waker},
    time::Duration,
};

/// The timers that are armed, by deadline, and the virtual time.
///
/// Each timer has a key that no other armed timer has. Timers with the same deadline fire in the order of their keys.
///
/// Firing wakes a task and runs nothing: whoever fires a timer polls the executor before firing the next one, since what
/// the woken task does may come before what other timers of the same instant cause.
///
/// # Examples
///
/// ```
/// use std::time::Duration;
/// use homeloop::runtime::{Executor, Timers};
///
/// let timers = Timers::default();
/// let executor = Executor::new();
/// for name in ["b", "a"] {
///     let sleep = timers.sleep(name, Duration::from_millis(5));
///     executor.spawn(sleep);
/// }
/// assert_eq!(timers.next_deadline(), Some(Duration::from_millis(5)));
/// assert_eq!(timers.fire_next(Duration::from_millis(4)), None);
/// assert_eq!(timers.fire_next(Duration::from_millis(5)), Some("a"));
/// assert_eq!(timers.fire_next(Duration::from_millis(5)), Some("b"));
/// assert_eq!(timers.now(), Duration::from_millis(5));
/// ```
#[derive(Debug)]
pub struct Timers<K: Copy> {
    armed: RefCell<BTreeMap<(Duration, K), Waker>>,
    now: Cell<Duration>,
    /// The timer that fired last.
    fired: Cell<Option<(Duration, K)>>,
}

impl<K: Copy + Ord> Timers<K> {
    /// Returns the deadline of the timer that fired last: the virtual time of a run.
    pub fn now(&self) -> Duration {
        self.now.get()
    }

    /// Makes a timer that fires after `duration`, counted from now. It is armed when it is first polled.
    pub fn sleep(&self, key: K, duration: Duration) -> Sleep<'_, K> {
        Sleep { timers: self, at: (self.now() + duration, key), is_armed: false }
    }

    /// Returns the number of armed timers.
    pub fn count(&self) -> usize {
        self.armed.borrow().len()
    }

    /// Returns the earliest deadline, or `None` if no timer is armed.
    pub fn next_deadline(&self) -> Option<Duration> {
        self.armed.borrow().first_key_value().map(|(&(deadline, _), _)| deadline)
    }

    /// Returns the timer that fires next.
    pub(super) fn next(&self) -> Option<(Duration, K)> {
        self.armed.borrow().first_key_value().map(|(&at, _)| at)
    }

    /// Returns the timers with the earliest deadline, in the order in which they fire.
    pub(super) fn due_together(&self) -> Vec<(Duration, K)> {
        let armed = self.armed.borrow();
        let first = armed.first_key_value().map(|(&(deadline, _), _)| deadline);
        armed.keys().take_while(|&&(deadline, _)| Some(deadline) == first).copied().collect()
    }

    /// Fires the first timer if its deadline is not after `due`: sets the time to that deadline and wakes the task that
    /// waits. Returns the key of the timer.
    pub fn fire_next(&self, due: Duration) -> Option<K> {
        let mut armed = self.armed.borrow_mut();
        let (at, waker) = armed.first_entry().filter(|first| first.key().0 <= due)?.remove_entry();
        drop(armed);
        self.fire(at, waker);
        Some(at.1)
    }

    /// Fires one timer, whatever others are due.
    pub(super) fn fire_only(&self, at: (Duration, K)) {
        let waker = self.armed.borrow_mut().remove(&at);
        if let Some(waker) = waker {
            self.fire(at, waker);
        }
    }

    /// A timer that fires late, since the thread was held, does not turn back the time.
    fn fire(&self, at: (Duration, K), waker: Waker) {
        self.pass(at.0);
        self.fired.set(Some(at));
        waker.wake();
    }

    /// Lets the time go on to `t` without firing a timer.
    pub(super) fn pass(&self, t: Duration) {
        self.now.set(self.now.get().max(t));
    }

    /// True if a timer should have fired before now.
    pub(super) fn has_late(&self) -> bool {
        self.next_deadline().is_some_and(|deadline| deadline < self.now())
    }
}

impl<K: Copy> Default for Timers<K> {
    fn default() -> Self {
        Self { armed: RefCell::default(), now: Cell::default(), fired: Cell::new(None) }
    }
}

/// A timer as a future: ready once the timer has fired. Dropping it disarms the timer.
#[derive(Debug)]
#[must_use = "a timer is armed when it is first polled"]
pub struct Sleep<'a, K: Copy + Ord> {
    timers: &'a Timers<K>,
    at: (Duration, K),
    is_armed: bool,
}

impl<K: Copy + Ord + Unpin> Future for Sleep<'_, K> {
    type Output = ();

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<()> {
        // Nearly always a poll comes right after the timer has fired, and needs no search.
        if self.is_armed && self.timers.fired.get() == Some(self.at) {
            self.is_armed = false;
            return Poll::Ready(());
        }
        let mut armed = self.timers.armed.borrow_mut();
        if !self.is_armed {
            // It may have the time and the key of this one.
            self.timers.fired.take();
            armed.insert(self.at, context.waker().clone());
            drop(armed);
            self.is_armed = true;
            return Poll::Pending;
        }
        match armed.get_mut(&self.at) {
            // Polled for another reason. The task that polls may have changed since.
            Some(waker) => {
                waker.clone_from(context.waker());
                Poll::Pending
            }
            None => {
                drop(armed);
                self.is_armed = false;
                Poll::Ready(())
            }
        }
    }
}

impl<K: Copy + Ord> Drop for Sleep<'_, K> {
    fn drop(&mut self) {
        if self.is_armed {
            self.timers.armed.borrow_mut().remove(&self.at);
        }
    }
}

#[cfg(test)]
mod tests {
    use std::pin::pin;

    use futures::FutureExt;

    use super::*;

    const SECOND: Duration = Duration::from_secs(1);

    fn poll(sleep: Pin<&mut Sleep<'_, u32>>) -> Poll<()> {
        sleep.poll(&mut Context::from_waker(Waker::noop()))
    }

    #[test]
    fn timers_fire_by_deadline_and_then_by_key() {
        let timers = Timers::default();
        let mut sleeps = [(2, SECOND), (1, 2 * SECOND), (0, SECOND)].map(|(key, after)| timers.sleep(key, after));
        sleeps.iter_mut().for_each(|sleep| assert_eq!(poll(Pin::new(sleep)), Poll::Pending));
        let fired = [(); 4].map(|()| timers.fire_next(2 * SECOND));
        assert_eq!(fired, [Some(0), Some(2), Some(1), None]);
    }

    #[test]
    fn a_timer_is_ready_only_after_it_has_fired() {
        let timers = Timers::default();
        let mut sleep = pin!(timers.sleep(1, Duration::ZERO));
        assert_eq!([poll(sleep.as_mut()), poll(sleep.as_mut())], [Poll::Pending; 2]);
        assert_eq!(timers.fire_next(Duration::ZERO), Some(1));
        assert_eq!(poll(sleep.as_mut()), Poll::Ready(()));
    }

    #[test]
    fn a_timer_that_is_armed_at_the_time_and_with_the_key_of_one_that_fired_has_not_fired_itself() {
        let timers = Timers::default();
        let mut first = timers.sleep(1, Duration::ZERO);
        assert_eq!(poll(Pin::new(&mut first)), Poll::Pending);
        assert_eq!(timers.fire_next(Duration::ZERO), Some(1));
        let mut second = timers.sleep(1, Duration::ZERO);
        assert_eq!([poll(Pin::new(&mut second)), poll(Pin::new(&mut second))], [Poll::Pending; 2]);
    }

    #[test]
    fn a_deadline_counts_from_the_timer_that_fired_last() {
        let timers = Timers::default();
        let mut first = timers.sleep(1, SECOND);
        assert_eq!(poll(Pin::new(&mut first)), Poll::Pending);
        timers.fire_next(5 * SECOND);
        let mut second = timers.sleep(2, SECOND);
        assert_eq!(poll(Pin::new(&mut second)), Poll::Pending);
        assert_eq!(timers.next_deadline(), Some(2 * SECOND));
    }

    #[test]
    fn dropping_a_sleep_disarms_its_timer() {
        let timers = Timers::default();
        assert_eq!(timers.sleep(1, SECOND).now_or_never(), None);
        assert_eq!((timers.count(), timers.next_deadline()), (0, None));
    }
}
