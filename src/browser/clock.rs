use std::{
    cell::{Cell, RefCell},
    future::poll_fn,
    pin::pin,
    task::{Poll, Waker},
    time::Duration,
};

use futures::future::{Either, select};
use gloo_timers::future::TimeoutFuture;
use web_sys::Performance;

use crate::runtime::Clock;

/// The speeds a person can choose: virtual seconds per real second.
pub const SPEEDS: [f64; 10] = [0.1, 0.2, 0.5, 1.0, 2.0, 5.0, 10.0, 20.0, 50.0, 100.0];

/// Paces a run by real time, with a speed and a pause.
///
/// One timer is armed at a time, for the earliest deadline. When it fires late, the run serves all that is due by
/// then, each deadline at its own virtual time: late timers bend no result, and the delays do not add up.
pub struct PacedClock {
    performance: Performance,
    pace: Cell<Pace>,
    /// The deadline the run waits for, and how to tell it that the pace has changed.
    deadline: Cell<Duration>,
    waiting: RefCell<Option<Waker>>,
    pace_changes: Cell<u32>,
    /// How far a person has stepped: what is due by then happens during a pause too.
    stepped_to: Cell<Option<Duration>>,
}

/// How time passes since the last change of pace.
#[derive(Clone, Copy)]
struct Pace {
    /// `performance.now()` at the change, in milliseconds.
    since_ms: f64,
    /// Virtual time at the change.
    now: Duration,
    /// Wall time at the change.
    wall: Duration,
    speed: f64,
    paused: bool,
}

impl PacedClock {
    /// A clock that starts at once.
    pub fn new(speed: f64) -> Self {
        let performance = super::window().performance().expect("browsers can measure time");
        let since_ms = performance.now();
        Self {
            performance,
            pace: Cell::new(Pace { since_ms, now: Duration::ZERO, wall: Duration::ZERO, speed, paused: false }),
            deadline: Cell::default(),
            waiting: RefCell::default(),
            pace_changes: Cell::default(),
            stepped_to: Cell::default(),
        }
    }

    /// Stops virtual time where it is. A deadline that real time has passed, but the event loop has not got to, is not
    /// served any more: what has not happened by now does not happen during the pause.
    pub fn pause(&self) {
        let now = self.position();
        self.change_pace(|pace| {
            pace.paused = true;
            pace.now = now;
        });
    }

    /// Lets virtual time go on from where it stopped.
    pub fn resume(&self) {
        self.change_pace(|pace| pace.paused = false);
    }

    /// Lets a paused run go on to its next deadline and no further.
    pub fn step(&self) {
        let deadline = self.deadline.get();
        self.stepped_to.set(Some(deadline));
        self.change_pace(|pace| pace.now = pace.now.max(deadline));
    }

    /// Lets virtual time pass `speed` times as fast as real time from now on.
    pub fn set_speed(&self, speed: f64) {
        self.change_pace(|pace| pace.speed = speed);
    }

    /// How far the run has come: virtual time, but not past a deadline that has not been served yet.
    pub fn position(&self) -> Duration {
        self.now().min(self.deadline.get())
    }

    fn change_pace(&self, change: impl FnOnce(&mut Pace)) {
        let mut pace = Pace { since_ms: self.performance.now(), now: self.now(), wall: self.wall(), ..self.pace.get() };
        change(&mut pace);
        self.pace.set(pace);
        self.pace_changes.set(self.pace_changes.get().wrapping_add(1));
        if let Some(waker) = self.waiting.take() {
            waker.wake();
        }
    }

    /// Real time since the last change of pace, pauses left out.
    fn elapsed_ms(&self) -> f64 {
        let pace = self.pace.get();
        if pace.paused { 0.0 } else { (self.performance.now() - pace.since_ms).max(0.0) }
    }

    /// Waits for the next change of pace.
    async fn pace_change(&self) {
        let seen = self.pace_changes.get();
        poll_fn(|context| {
            if self.pace_changes.get() != seen {
                return Poll::Ready(());
            }
            self.waiting.replace(Some(context.waker().clone()));
            Poll::Pending
        })
        .await;
    }

    /// Waits for as long as `virtual_time` takes at the present pace.
    async fn timeout(&self, virtual_time: Duration) {
        let ms = to_ms(virtual_time) / self.pace.get().speed;
        // Rounded up, since a timer that fires early would only have to be armed again.
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "clamped to what a timer takes")]
        let ms = ms.ceil().max(0.0).min(f64::from(i32::MAX)) as u32;
        TimeoutFuture::new(ms).await;
    }
}

impl Clock for PacedClock {
    async fn wait_until(&self, deadline: Duration) -> Duration {
        self.deadline.set(deadline);
        loop {
            if self.pace.get().paused {
                if self.stepped_to.get().is_some_and(|stepped_to| deadline <= stepped_to) {
                    return deadline;
                }
                self.pace_change().await;
                continue;
            }
            let now = self.now();
            let Some(rest) = deadline.checked_sub(now).filter(|rest| !rest.is_zero()) else {
                return now;
            };
            let timeout = pin!(self.timeout(rest));
            if let Either::Left(_) = select(timeout, pin!(self.pace_change())).await {
                self.waiting.take();
            }
        }
    }

    fn now(&self) -> Duration {
        let pace = self.pace.get();
        pace.now + from_ms(self.elapsed_ms() * pace.speed)
    }

    fn wall(&self) -> Duration {
        self.pace.get().wall + from_ms(self.elapsed_ms())
    }
}

fn to_ms(duration: Duration) -> f64 {
    duration.as_secs_f64() * 1000.0
}

fn from_ms(ms: f64) -> Duration {
    Duration::from_secs_f64(ms / 1000.0)
}
