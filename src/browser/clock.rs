//! [`PacedClock`]: virtual time that follows real time, with a speed and a pause.

use std::{
    cell::{Cell, RefCell},
    future::poll_fn,
    pin::pin,
    task::{Poll, Waker},
    time::Duration,
};

use futures::future::{Either, select};
use gloo_timers::future::TimeoutFuture;

use crate::runtime::Clock;

/// The speeds that the page offers, in virtual seconds per real second, in ascending order.
pub const SPEEDS: [f64; 10] = [0.1, 0.2, 0.5, 1.0, 2.0, 5.0, 10.0, 20.0, 50.0, 100.0];

/// The time after which a run that has always something due lets the browser do other work, such as drawing a frame.
const BUSY_MS: f64 = 10.0;

/// A [`Clock`] that follows real time, for runs that people watch.
///
/// At most one browser timer is armed, for the deadline that the run waits for. A timer that fires late does not bend
/// the result: the run then serves all deadlines that are due, each at its own virtual time. Since virtual time comes
/// from real time and not from a sum of timers, their delays do not add up either.
pub struct PacedClock {
    /// Monotonic real time, in milliseconds.
    real_ms: Box<dyn Fn() -> f64>,
    base: Cell<TimeBase>,
    /// Number of changes of `base`, by which a waiting future notices one.
    base_changes: Cell<u32>,
    /// Wakes the future that waits for a change of `base`.
    waker: RefCell<Option<Waker>>,
    /// The deadline that the run waits for.
    deadline: Cell<Duration>,
    /// The real time at which the run last gave way to the browser.
    busy_since_ms: Cell<f64>,
    /// Deadlines up to this one are served even during a pause.
    stepped_to: Cell<Option<Duration>>,
}

/// The state at the last change of speed or pause. From there on, virtual time and wall time grow linearly.
#[derive(Clone, Copy)]
struct TimeBase {
    real_ms: f64,
    virtual_time: Duration,
    wall: Duration,
    /// Virtual seconds per real second.
    speed: f64,
    paused: bool,
}

impl PacedClock {
    /// Creates a clock that starts now.
    ///
    /// # Panics
    /// If the browser has no `performance.now()`.
    pub fn new(speed: f64) -> Self {
        let performance = super::window().performance().expect("browsers can measure time");
        Self::with_time_source(speed, move || performance.now())
    }

    /// Creates a clock that reads real time from a function, in milliseconds that never decrease.
    ///
    /// The browser's timers still wake it; they only decide when it looks at the time again. A test that hands in a time
    /// of its own therefore gets exact virtual and wall times, however slow the machine is.
    pub fn with_time_source(speed: f64, real_ms: impl Fn() -> f64 + 'static) -> Self {
        let (virtual_time, wall) = (Duration::ZERO, Duration::ZERO);
        let now_ms = real_ms();
        let base = TimeBase { real_ms: now_ms, virtual_time, wall, speed, paused: false };
        Self {
            real_ms: Box::new(real_ms),
            base: Cell::new(base),
            base_changes: Cell::default(),
            waker: RefCell::default(),
            deadline: Cell::default(),
            busy_since_ms: Cell::new(now_ms),
            stepped_to: Cell::default(),
        }
    }

    /// Stops virtual time.
    ///
    /// A deadline that has passed in real time but has not been served waits for the end of the pause.
    pub fn pause(&self) {
        let position = self.position();
        self.change_base(|base| {
            base.paused = true;
            base.virtual_time = position;
        });
    }

    /// Lets virtual time go on from where it stopped.
    pub fn resume(&self) {
        self.change_base(|base| base.paused = false);
    }

    /// Lets a paused run go on to its next deadline and no further.
    pub fn step(&self) {
        let deadline = self.deadline.get();
        self.stepped_to.set(Some(deadline));
        self.change_base(|base| base.virtual_time = base.virtual_time.max(deadline));
    }

    /// Returns true from a step on until the run has come to the next deadline: it may give way to the browser before.
    pub fn is_stepping(&self) -> bool {
        self.base.get().paused && self.stepped_to.get().is_some_and(|stepped_to| self.deadline.get() <= stepped_to)
    }

    /// Changes the speed, in virtual seconds per real second, from now on.
    pub fn set_speed(&self, speed: f64) {
        self.change_base(|base| base.speed = speed);
    }

    /// Returns the virtual time up to which the run has come: never past a deadline that has not been served.
    pub fn position(&self) -> Duration {
        self.now().min(self.deadline.get())
    }

    fn change_base(&self, change: impl FnOnce(&mut TimeBase)) {
        let (virtual_time, wall) = (self.now(), self.wall());
        let mut base = TimeBase { real_ms: (self.real_ms)(), virtual_time, wall, ..self.base.get() };
        change(&mut base);
        self.base.set(base);
        self.base_changes.set(self.base_changes.get().wrapping_add(1));
        if let Some(waker) = self.waker.take() {
            waker.wake();
        }
    }

    /// Real milliseconds since the last change of the time base; 0 during a pause.
    fn elapsed_ms(&self) -> f64 {
        let base = self.base.get();
        if base.paused { 0.0 } else { ((self.real_ms)() - base.real_ms).max(0.0) }
    }

    async fn base_change(&self) {
        let seen = self.base_changes.get();
        poll_fn(|context| {
            if self.base_changes.get() != seen {
                return Poll::Ready(());
            }
            self.waker.replace(Some(context.waker().clone()));
            Poll::Pending
        })
        .await;
        self.busy_since_ms.set((self.real_ms)());
    }

    /// Lets the browser do other work if the run has not waited for long.
    async fn give_way(&self) {
        if (self.real_ms)() - self.busy_since_ms.get() > BUSY_MS {
            TimeoutFuture::new(0).await;
            self.busy_since_ms.set((self.real_ms)());
        }
    }

    /// Waits for as long as `virtual_time` takes at the present speed.
    async fn timeout(&self, virtual_time: Duration) {
        let ms = to_ms(virtual_time) / self.base.get().speed;
        // Rounded up, since a timer that fires early would have to be armed again.
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "clamped to what a timer takes")]
        let ms = ms.ceil().max(0.0).min(f64::from(i32::MAX)) as u32;
        TimeoutFuture::new(ms).await;
        self.busy_since_ms.set((self.real_ms)());
    }
}

impl Clock for PacedClock {
    async fn wait_until(&self, deadline: Duration) -> Duration {
        self.deadline.set(deadline);
        loop {
            self.give_way().await;
            if self.base.get().paused {
                if self.stepped_to.get().is_some_and(|stepped_to| deadline <= stepped_to) {
                    return deadline;
                }
                self.base_change().await;
                continue;
            }
            let now = self.now();
            let Some(remaining) = deadline.checked_sub(now).filter(|remaining| !remaining.is_zero()) else {
                return now;
            };
            let timeout = pin!(self.timeout(remaining));
            if let Either::Left(_) = select(timeout, pin!(self.base_change())).await {
                self.waker.take();
            }
        }
    }

    fn now(&self) -> Duration {
        let base = self.base.get();
        base.virtual_time + from_ms(self.elapsed_ms() * base.speed)
    }

    fn wall(&self) -> Duration {
        self.base.get().wall + from_ms(self.elapsed_ms())
    }
}

fn to_ms(duration: Duration) -> f64 {
    duration.as_secs_f64() * 1000.0
}

fn from_ms(ms: f64) -> Duration {
    Duration::from_secs_f64(ms / 1000.0)
}
