//! Moving through time: the run goes on or rests, and the cursor follows it or goes where a person wants.

use std::time::Duration;

use leptos::prelude::*;

use super::{Phase, Session};
use crate::browser::{PacedClock, between_frames, now_ms};

/// How long the end of a run is seen before a loop begins anew.
const REST: Duration = Duration::from_millis(900);

impl Session {
    /// Stops virtual time where it is.
    pub fn pause(self) {
        self.stop_replay();
        if self.phase.get_untracked() == Phase::Running {
            self.with_clock(PacedClock::pause);
            self.follow();
            self.phase.set(Phase::Paused);
        }
    }

    /// Lets a paused run go on from where it stopped, whatever was looked at meanwhile.
    pub fn resume(self) {
        self.hidden.set(false);
        self.with_clock(PacedClock::resume);
        self.phase.set(Phase::Running);
    }

    /// What the one big button does: run, pause or resume.
    pub fn run_or_pause(self) {
        match self.phase.get_untracked() {
            Phase::Running => self.pause(),
            Phase::Paused => self.resume(),
            // The button shows that it is pressed before a long program takes its time to start.
            _ if untrack(|| self.is_long()) => between_frames(move || {
                if !self.phase.is_disposed() {
                    self.run();
                }
            }),
            _ => self.run(),
        }
    }

    /// Goes to the next event: one that has been, or else lets the run get to it. From before a run, that is its start.
    pub fn step(self) {
        self.stop_replay();
        match self.phase.get_untracked() {
            Phase::Idle => {
                self.run();
                self.pause();
                // What takes no time is part of the start.
                self.with_clock(PacedClock::step);
                return self.follow_later();
            }
            Phase::Running => self.pause(),
            _ => {}
        }
        let cursor = self.cursor.get_untracked();
        let next = self.history.with_untracked(|history| {
            let past = history.moments().partition_point(|&moment| moment <= cursor);
            history.moments().get(past).copied()
        });
        match next {
            Some(next) if next <= self.edge() => self.cursor.set(next),
            _ if self.phase.get_untracked() == Phase::Paused => {
                self.with_clock(PacedClock::step);
                self.follow_later();
            }
            _ => {}
        }
    }

    /// Goes to the event before.
    pub fn step_back(self) {
        self.pause();
        let cursor = self.cursor.get_untracked();
        let history = self.history.read_untracked();
        let before = history.moments().partition_point(|&moment| moment < cursor);
        let to = before.checked_sub(1).map_or(Duration::ZERO, |before| history.moments()[before]);
        drop(history);
        self.cursor.set(to);
    }

    /// Looks at another time of the run, as far as it has come; a run under way is paused for that.
    pub fn seek(self, t: Duration) {
        self.pause();
        let t = t.min(self.edge());
        if *self.cursor.read_untracked() != t {
            self.cursor.set(t);
        }
    }

    /// How far the run has come.
    pub fn edge(self) -> Duration {
        let live = self.live.with_value(|live| live.as_ref().map(|live| live.clock.position()));
        live.unwrap_or_else(|| self.history.read_untracked().end())
    }

    /// Whether the cursor is before what is known of the run. While that goes on by itself it is not: the run is further
    /// than the last frame was by the time that anybody asks.
    pub fn is_in_past(self) -> bool {
        self.history.track();
        self.phase.get() != Phase::Running && self.cursor.get() < self.edge()
    }

    /// Returns from the past of a run to where it is.
    pub fn go_live(self) {
        self.cursor.set(self.edge());
    }

    /// Lets a run that is over be seen again from the cursor on, or from its start; or stops that.
    pub fn replay(self) {
        if self.replaying.get_untracked() {
            return self.stop_replay();
        }
        if !untrack(|| self.is_over()) {
            return;
        }
        if self.cursor.get_untracked() >= self.edge() {
            self.cursor.set(Duration::ZERO);
        }
        let mut before = now_ms();
        self.replaying.set(true);
        self.replay.set_value(Some(self.animate(move || {
            let now = now_ms();
            let passed = Duration::from_secs_f64((now - before).max(0.0) / 1000.0 * self.speed.get_untracked());
            before = now;
            let (cursor, edge) = (self.cursor.get_untracked() + passed, self.edge());
            self.cursor.set(cursor.min(edge));
            if cursor >= edge {
                self.stop_replay();
                self.loop_again();
            }
        })));
    }

    pub(super) fn stop_replay(self) {
        self.replay.set_value(None);
        if self.replaying.get_untracked() {
            self.replaying.set(false);
        }
    }

    pub(super) fn loop_again(self) {
        let end = self.edge();
        let again = move || {
            // Unless something else has been done meanwhile.
            let is_there = !self.cursor.is_disposed() && self.cursor.get_untracked() == end;
            if is_there && self.looping.get_untracked() && !self.replaying.get_untracked() {
                self.replay();
            }
        };
        if self.looping.get_untracked() {
            set_timeout(again, REST);
        }
    }

    /// Turns the loop on, or off after this round.
    pub fn toggle_loop(self) {
        self.looping.update(|looping| *looping = !*looping);
        if untrack(|| self.is_over() && !self.is_in_past()) {
            self.loop_again();
        }
    }

    /// Nobody sees a page that is hidden: what would happen meanwhile waits.
    pub fn hide(self) {
        if self.phase.get_untracked() == Phase::Running {
            self.pause();
            self.hidden.set(true);
        }
        self.stop_replay();
    }

    /// The same, once the run has got to what it was told: that is when this task is over.
    fn follow_later(self) {
        set_timeout(move || self.follow(), Duration::ZERO);
    }

    /// Brings the page up to the time of the live run.
    pub(super) fn follow(self) {
        self.live.with_value(|live| {
            if let Some(live) = live {
                self.history.maybe_update(|history| history.read(&live.log.borrow()));
                self.cursor.set(live.clock.position());
            }
        });
    }
}
