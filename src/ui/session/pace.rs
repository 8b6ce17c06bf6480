//! How many of the frames a page uses that is in another one.

use std::{cell::RefCell, rc::Rc};

use leptos::prelude::*;

use super::Session;
use crate::browser::{FrameLoop, before_next_frame, host::Host, now_ms, random};

impl Session {
    /// Moves the picture on, before each frame that the page uses; that of a long program between frames, since both
    /// together would hold up the page for too long.
    pub(super) fn animate(self, step: impl FnMut() + 'static) -> FrameLoop {
        let step = Rc::new(RefCell::new(step));
        let mut pace = Host::around().map(|_| Pace::with_turn(random()));
        self.is_sparing.set(false);
        FrameLoop::new(move || {
            if pace.as_mut().is_none_or(|pace| pace.uses(now_ms())) {
                if untrack(|| self.is_long()) {
                    // The loop may have ended by then.
                    let step = Rc::downgrade(&step);
                    before_next_frame(move || _ = step.upgrade().map(|step| (step.borrow_mut())()));
                } else {
                    (step.borrow_mut())();
                }
            }
            if pace.as_ref().is_some_and(|pace| pace.every > 1) && !self.is_sparing.get_untracked() {
                self.is_sparing.set(true);
            }
        })
    }
}

/// How long a frame may take, in ms, before that counts as late: longer than on a screen of 50 Hz.
const LATE_MS: f64 = 20.5;
/// How long it should take, in ms.
const FRAME_MS: f64 = 1000.0 / 60.0;
/// How many frames it takes to tell that most are late: of an odd number, one is in the middle.
const SAMPLE: usize = 7;
/// How many it takes to tell that too many are, though most are in time: a page that misses every third turn of its
/// screen has an interval in the middle like any other.
const LONG_SAMPLE: usize = 4 * SAMPLE;
/// It uses at least every fourth, which is still a moving picture.
const MOST: u32 = 4;
/// What can be divided by two, three and four.
const TURNS: f64 = 12.0;
/// What leaving frames out has to win, or else it is no use: then something else makes them late, such as the screen.
const WORTH: f64 = 0.95;

/// Where frames come late, some are left to the page around and to the other players on it: all of them share one
/// thread, and a page that moves in jerks is worse than pictures that do.
struct Pace {
    /// Of how many frames one is used.
    every: u32,
    frame: u32,
    last: Option<f64>,
    /// Intervals, in ms, the shortest first.
    sample: Vec<f64>,
    /// The sum of a longer sample, and how many are in it.
    long_sample: (f64, usize),
    /// What was done about late frames last: how late they were, and which frames were used until then.
    tried: Option<(f64, u32)>,
    is_settled: bool,
}

impl Pace {
    /// Players take turns if they differ in this one, from 0 to 1.
    fn with_turn(turn: f64) -> Self {
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "one of a few")]
        let frame = (turn * TURNS) as u32;
        Self { every: 1, frame, last: None, sample: Vec::new(), long_sample: (0.0, 0), tried: None, is_settled: false }
    }

    /// Whether to use the frame that comes now, at a time in ms.
    fn uses(&mut self, now: f64) -> bool {
        if let Some(last) = self.last.replace(now)
            && !self.is_settled
        {
            self.sees(now - last);
        }
        self.frame += 1;
        self.frame.is_multiple_of(self.every)
    }

    fn sees(&mut self, interval: f64) {
        let at = self.sample.partition_point(|shorter| *shorter < interval);
        self.sample.insert(at, interval);
        let (sum, count) = &mut self.long_sample;
        // That a few take very long says nothing.
        *sum += interval.min(2.0 * FRAME_MS);
        *count += 1;
        if self.sample.len() == SAMPLE {
            let middle = self.sample[SAMPLE / 2];
            self.sample.clear();
            self.judge(middle);
        }
        if let (sum, LONG_SAMPLE) = self.long_sample {
            self.long_sample = (0.0, 0);
            self.judge(sum / LONG_SAMPLE as f64);
        }
    }

    fn judge(&mut self, interval: f64) {
        if interval <= LATE_MS {
            return;
        }
        self.long_sample = (0.0, 0);
        match self.tried {
            Some((before, every)) if interval > WORTH * before => (self.every, self.is_settled) = (every, true),
            _ => {
                self.tried = Some((interval, self.every));
                #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "some frames")]
                let wanted = (f64::from(self.every) * interval / FRAME_MS).ceil() as u32;
                self.every = wanted.min(MOST);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Which of some frames are used, where each takes as long as it is told: with the drawing, or without.
    fn used(pace: &mut Pace, frames: usize, busy: f64, idle: f64) -> Vec<bool> {
        let mut now = pace.last.unwrap_or_default();
        let frame = |_| {
            let uses = pace.uses(now);
            now += if uses { busy } else { idle };
            uses
        };
        (0..frames).map(frame).collect()
    }

    fn count(used: &[bool]) -> usize {
        used.iter().filter(|used| **used).count()
    }

    #[test]
    fn frames_that_come_in_time_are_all_used() {
        for interval in [8.3, 16.7, 20.0] {
            assert_eq!(count(&used(&mut Pace::with_turn(0.0), 100, interval, interval)), 100);
        }
    }

    #[test]
    fn one_late_frame_changes_nothing() {
        let mut pace = Pace::with_turn(0.0);
        used(&mut pace, 3, 300.0, 300.0);
        assert_eq!(count(&used(&mut pace, 100, 16.7, 16.7)), 100);
    }

    #[test]
    fn where_frames_are_late_some_are_left_to_others() {
        let mut pace = Pace::with_turn(0.0);
        used(&mut pace, 20, 45.0, 8.0);
        assert_eq!(count(&used(&mut pace, 120, 45.0, 8.0)), 40, "every third, since they took the time of three");
    }

    #[test]
    fn where_every_third_turn_of_the_screen_is_missed_frames_are_late() {
        let mut pace = Pace::with_turn(0.0);
        let mut now = 0.0;
        for turn in 0..=LONG_SAMPLE {
            pace.uses(now);
            now += if turn % 3 == 0 { 33.3 } else { 16.7 };
        }
        assert_eq!(count(&used(&mut pace, 120, 16.7, 16.7)), 60, "every second is left to others");
    }

    #[test]
    fn players_with_other_turns_use_other_frames() {
        let late = |turn| {
            let mut pace = Pace::with_turn(turn);
            used(&mut pace, SAMPLE + 1, 60.0, 60.0);
            used(&mut pace, 4, 60.0, 1.0).into_iter().position(|used| used)
        };
        let mut turns: Vec<_> = [0.0, 0.1, 0.2, 0.3].into_iter().map(late).collect();
        turns.sort_unstable();
        assert_eq!(turns, [Some(0), Some(1), Some(2), Some(3)]);
    }

    #[test]
    fn on_a_screen_of_30_hertz_all_are_used_in_the_end() {
        let mut pace = Pace::with_turn(0.0);
        used(&mut pace, 30, 33.3, 33.3);
        assert_eq!(count(&used(&mut pace, 100, 33.3, 33.3)), 100);
    }
}
