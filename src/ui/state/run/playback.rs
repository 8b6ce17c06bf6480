//! Pause, resume, seek and speed. The cursor follows a running run; during a pause a person moves it.

use std::time::Duration;

use leptos::prelude::*;

use super::{Phase, Run};
use crate::browser::{PacedClock, next_task};
use crate::ui::state::visit::FIRST_RUN_SPEED;

impl Run {
    /// Stops virtual time.
    pub fn pause(self) {
        self.stop_replay();
        if self.phase.get_untracked() == Phase::Running {
            self.write.ran_at.set(None);
            self.with_clock(PacedClock::pause);
            self.follow();
            self.write.phase.set(Phase::Paused);
        }
    }

    /// Lets a paused run go on from its edge, wherever the cursor is.
    pub fn resume(self) {
        self.write.is_paused_by_page.set(false);
        self.with_clock(PacedClock::resume);
        self.write.phase.set(Phase::Running);
    }

    /// Starts, pauses or resumes the run: the action of the main button.
    pub fn start_or_pause(self) {
        match self.phase.get_untracked() {
            Phase::Running => self.pause(),
            Phase::Paused => self.resume(),
            // The button shows that it is pressed before a long program takes its time to start.
            _ if self.is_long() => next_task(move || {
                if !self.phase.is_disposed() {
                    self.start();
                }
            }),
            _ => self.start(),
        }
    }

    /// Pauses a run on a page that is hidden: nobody would see the rest.
    pub fn pause_hidden_page(self) {
        if self.phase.get_untracked() == Phase::Running {
            self.pause();
            self.write.is_paused_by_page.set(true);
        }
        self.stop_replay();
    }

    /// Moves the cursor to another time, up to the edge. Pauses the run.
    pub fn seek(self, t: Duration) {
        self.pause();
        let t = t.min(self.edge());
        if *self.cursor.read_untracked() != t {
            self.write.cursor.set(t);
        }
    }

    /// Moves the cursor from the past to the edge.
    pub fn go_live(self) {
        self.write.cursor.set(self.edge());
    }

    /// Slows the run that starts now down, unless a person has chosen a slower one.
    pub(super) fn slow_down(self) {
        let speed = self.preferences.speed.get_untracked();
        if speed > FIRST_RUN_SPEED {
            self.speed_before.set_value(speed);
            self.preferences.set_speed(FIRST_RUN_SPEED);
            self.write.is_slowed.set(true);
        }
    }

    /// Goes back to the speed from before the page slowed the run down.
    pub(super) fn restore_speed(self) {
        if self.is_slowed.get_untracked() {
            self.write.is_slowed.set(false);
            self.preferences.set_speed(self.speed_before.get_value());
        }
    }

    /// Changes the speed, also of the present run.
    pub fn set_speed(self, speed: f64) {
        // A person's choice stays.
        self.write.is_slowed.set(false);
        self.preferences.set_speed(speed);
        if self.phase.get_untracked().is_live() {
            self.write.ran_at.set(None);
        }
        self.with_clock(|clock| clock.set_speed(speed));
    }

    /// Reads the log's new events into the history, and moves the cursor to the clock's time.
    pub(super) fn follow(self) {
        self.active.with_value(|active| {
            if let Some(active) = active {
                self.write.history.maybe_update(|history| history.read(&active.log.borrow()));
                self.write.cursor.set(active.clock.position());
            }
        });
    }
}
