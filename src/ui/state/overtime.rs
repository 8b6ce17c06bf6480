//! The time after the end of a run, while only others go on that it is compared with.

use std::time::Duration;

use leptos::prelude::*;

use super::{Phase, Preferences, Run};
use crate::browser::{FrameLoop, now_ms};

/// The way in which time passes after the end of the run.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Pace {
    /// It does not.
    Still,
    Playing,
    Paused,
}

/// The time after the end of the run, while only another run goes on.
#[derive(Clone, Copy)]
pub struct Overtime {
    run: Run,
    preferences: Preferences,
    /// The time by which the longest of the other runs is longer.
    rest: Memo<Duration>,
    past: RwSignal<Duration>,
    /// Lets it pass.
    frames: StoredValue<Option<FrameLoop>, LocalStorage>,
    pace: RwSignal<Pace>,
    /// True if the cursor was moved to the end of the run or beyond. Then the time stands still.
    is_still: StoredValue<bool>,
}

impl Overtime {
    /// The time after the end of a run, up to the end of the longest of those that it is compared with.
    pub fn new(longest: Memo<Duration>, run: Run, preferences: Preferences) -> Self {
        let rest = Memo::new(move |_| {
            let end = run.history.read().end();
            let has_ended = run.is_over() && run.phase.get() != Phase::Cancelled && run.cursor.get() >= end;
            if has_ended { longest.get().saturating_sub(end) } else { Duration::ZERO }
        });
        let overtime = Self {
            run,
            preferences,
            rest,
            past: RwSignal::new(Duration::ZERO),
            frames: StoredValue::new_local(None),
            pace: RwSignal::new(Pace::Still),
            is_still: StoredValue::new(false),
        };
        overtime.play_on();
        overtime
    }

    /// The time since the end of the run.
    pub fn passed(self) -> Duration {
        self.past.get()
    }

    pub fn pace(self) -> Pace {
        self.pace.get()
    }

    /// Shows another time after the end of the run.
    pub fn go_to(self, past: Duration) {
        self.past.set(past);
    }

    /// Keeps the time from passing by itself, or no longer.
    pub fn stand_still(self, is_still: bool) {
        self.is_still.set_value(is_still);
    }

    /// Lets the time go on after the end of the run, for as long as another run takes longer.
    fn play_on(self) {
        Effect::new(move || {
            let goes_on = !self.rest.get().is_zero();
            if !(goes_on && self.is_still.get_value()) {
                self.stop(Pace::Still);
                self.past.set(Duration::ZERO);
                if goes_on {
                    self.play();
                }
            }
        });
    }

    pub fn play(self) {
        let rest = self.rest.get_untracked();
        let speed = self.run.ran_at.get_untracked().unwrap_or_else(|| self.preferences.speed.get_untracked());
        let mut before = now_ms();
        self.pace.set(Pace::Playing);
        self.frames.set_value(Some(FrameLoop::new(move || {
            let now = now_ms();
            let passed = Duration::from_secs_f64((now - before).max(0.0) / 1000.0 * speed);
            before = now;
            let past = (self.past.get_untracked() + passed).min(rest);
            self.past.set(past);
            if past == rest {
                self.stop(Pace::Still);
            }
        })));
    }

    pub fn stop(self, pace: Pace) {
        self.frames.set_value(None);
        self.pace.set(pace);
    }
}
