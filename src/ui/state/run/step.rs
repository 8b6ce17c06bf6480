//! Steps of the cursor from event to event, forward and back.

use std::time::Duration;

use leptos::prelude::*;

use super::{Phase, Run};
use crate::browser::PacedClock;

impl Run {
    /// Moves the cursor to the next event. At the edge, a paused run goes on to its next deadline; an idle one starts.
    pub fn step(self) {
        self.stop_replay();
        match self.phase.get_untracked() {
            Phase::Idle => {
                self.start();
                self.pause();
                // Steps that take no time are part of the start.
                return self.step_clock();
            }
            Phase::Running => self.pause(),
            _ => {}
        }
        let cursor = self.cursor.get_untracked();
        let next = self.history.with_untracked(|history| {
            let next = history.moments().partition_point(|&moment| moment <= cursor);
            history.moments().get(next).copied()
        });
        match next {
            Some(next) if next <= self.edge() => self.write.cursor.set(next),
            _ if self.phase.get_untracked() == Phase::Paused => self.step_clock(),
            _ => {}
        }
    }

    /// Moves the cursor to the previous event.
    pub fn step_back(self) {
        self.pause();
        let cursor = self.cursor.get_untracked();
        let previous = self.history.with_untracked(|history| {
            let before = history.moments().partition_point(|&moment| moment < cursor);
            before.checked_sub(1).map_or(Duration::ZERO, |before| history.moments()[before])
        });
        self.write.cursor.set(previous);
    }

    /// Lets the paused clock go to its next deadline. The run serves it at the end of the present task, or in some later
    /// one if it is busy; the cursor follows.
    fn step_clock(self) {
        self.with_clock(PacedClock::step);
        self.follow_step();
    }

    fn follow_step(self) {
        let follow = move || {
            if self.phase.is_disposed() {
                return;
            }
            self.follow();
            if self.with_clock(PacedClock::is_stepping) == Some(true) {
                self.follow_step();
            }
        };
        set_timeout(follow, Duration::ZERO);
    }
}
