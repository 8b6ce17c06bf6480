//! Replay of a run that is over: the cursor moves through its history again, once or in a loop.

use std::time::Duration;

use leptos::prelude::*;

use super::Run;
use crate::browser::now_ms;

/// The end of a run stays visible for this time before a loop starts again.
const LOOP_PAUSE: Duration = Duration::from_millis(900);

impl Run {
    /// Replays a run that is over, from the cursor or from its start; or stops the replay.
    pub fn replay(self) {
        if self.replaying.get_untracked() {
            return self.stop_replay();
        }
        if !self.phase.get_untracked().is_over() {
            return;
        }
        if self.cursor.get_untracked() >= self.edge() {
            self.write.cursor.set(Duration::ZERO);
        }
        let mut before = now_ms();
        self.write.replaying.set(true);
        self.replay.set_value(Some(self.animate(move || {
            let now = now_ms();
            let speed = self.preferences.speed.get_untracked();
            let passed = Duration::from_secs_f64((now - before).max(0.0) / 1000.0 * speed);
            before = now;
            let (cursor, edge) = (self.cursor.get_untracked() + passed, self.edge());
            self.write.cursor.set(cursor.min(edge));
            if cursor >= edge {
                self.stop_replay();
                self.loop_again();
            }
        })));
    }

    pub(super) fn stop_replay(self) {
        self.replay.set_value(None);
        if self.replaying.get_untracked() {
            self.write.replaying.set(false);
        }
    }

    /// Replays again after a pause, if the loop is on and nothing else was done meanwhile.
    pub(super) fn loop_again(self) {
        let is_on = move || self.preferences.looping.get_untracked();
        let end = self.edge();
        let again = move || {
            let is_at_end = !self.cursor.is_disposed() && self.cursor.get_untracked() == end;
            if is_at_end && is_on() && !self.replaying.get_untracked() {
                self.replay();
            }
        };
        if is_on() {
            set_timeout(again, LOOP_PAUSE);
        }
    }

    /// Turns the loop on, or off after this round.
    pub fn toggle_loop(self) {
        self.preferences.toggle_looping();
        if untrack(|| self.is_over() && !self.is_in_past()) {
            self.loop_again();
        }
    }
}
