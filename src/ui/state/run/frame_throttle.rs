//! Skips frames on an embedded page where they come late: all pages on the host page share one thread, and a host page
//! that scrolls in jerks is worse than pictures that do. Pure: the times are passed in.

/// A longer interval between frames, in ms, is late: a screen of 50 Hz is not.
const LATE_FRAME_MS: f64 = 20.5;
const FRAME_MS: f64 = 1000.0 / 60.0;
/// The number of intervals in a sample, which is judged by its median: odd, so that one is in the middle.
const SAMPLE_FRAMES: usize = 7;
/// The number of intervals in a long sample, which is judged by its mean: where every third frame is missed, the median
/// shows nothing.
const LONG_SAMPLE_FRAMES: usize = 4 * SAMPLE_FRAMES;
/// At least every fourth frame is used, which is still a moving picture.
const MAX_FRAMES_PER_USE: u32 = 4;
/// The number of phases, a multiple of two, three and four.
const PHASES: f64 = 12.0;
/// Skipping frames must shorten the interval to this part of it. Otherwise something else makes frames late, such as the
/// screen.
const MIN_IMPROVEMENT: f64 = 0.95;

/// Measures the intervals between frames, and decides which frames are used.
pub struct FrameThrottle {
    /// One of this many frames is used.
    frames_per_use: u32,
    frame: u32,
    last_ms: Option<f64>,
    /// Intervals in ms, sorted.
    sample: Vec<f64>,
    /// The sum of the intervals in a longer sample, and their number.
    long_sample: (f64, usize),
    /// The interval that led to the last change, and `frames_per_use` before that change.
    last_change: Option<(f64, u32)>,
    is_settled: bool,
}

impl FrameThrottle {
    /// Creates a throttle with a phase from 0 to 1. Players with different phases use different frames.
    pub fn with_phase(phase: f64) -> Self {
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "less than PHASES")]
        let frame = (phase * PHASES) as u32;
        Self {
            frames_per_use: 1,
            frame,
            last_ms: None,
            sample: Vec::new(),
            long_sample: (0.0, 0),
            last_change: None,
            is_settled: false,
        }
    }

    /// Returns true if the frame that comes now, at a time in ms, is used.
    pub fn uses(&mut self, now_ms: f64) -> bool {
        if let Some(last_ms) = self.last_ms.replace(now_ms)
            && !self.is_settled
        {
            self.measure(now_ms - last_ms);
        }
        self.frame += 1;
        self.frame.is_multiple_of(self.frames_per_use)
    }

    /// Returns true if some frames are skipped.
    pub fn skips_frames(&self) -> bool {
        self.frames_per_use > 1
    }

    fn measure(&mut self, interval: f64) {
        let at = self.sample.partition_point(|shorter| *shorter < interval);
        self.sample.insert(at, interval);
        let (sum, count) = &mut self.long_sample;
        // A few very long intervals must not decide.
        *sum += interval.min(2.0 * FRAME_MS);
        *count += 1;
        if self.sample.len() == SAMPLE_FRAMES {
            let median = self.sample[SAMPLE_FRAMES / 2];
            self.sample.clear();
            self.adapt_to(median);
        }
        if let (sum, LONG_SAMPLE_FRAMES) = self.long_sample {
            self.long_sample = (0.0, 0);
            self.adapt_to(sum / LONG_SAMPLE_FRAMES as f64);
        }
    }

    /// Skips more frames if the interval is late. If the last change did not help, reverts it for good.
    fn adapt_to(&mut self, interval: f64) {
        if interval <= LATE_FRAME_MS {
            return;
        }
        self.long_sample = (0.0, 0);
        match self.last_change {
            Some((before, frames_per_use)) if interval > MIN_IMPROVEMENT * before => {
                (self.frames_per_use, self.is_settled) = (frames_per_use, true);
            }
            _ => {
                self.last_change = Some((interval, self.frames_per_use));
                #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a few frames")]
                let wanted = (f64::from(self.frames_per_use) * interval / FRAME_MS).ceil() as u32;
                self.frames_per_use = wanted.min(MAX_FRAMES_PER_USE);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Runs some frames, each of which takes `busy` ms if it is used and `idle` ms if not. Returns the used ones.
    fn used(throttle: &mut FrameThrottle, frames: usize, busy: f64, idle: f64) -> Vec<bool> {
        let mut now = throttle.last_ms.unwrap_or_default();
        let frame = |_| {
            let uses = throttle.uses(now);
            now += if uses { busy } else { idle };
            uses
        };
        (0..frames).map(frame).collect()
    }

    fn count(used: &[bool]) -> usize {
        used.iter().filter(|used| **used).count()
    }

    #[test]
    fn frames_in_time_are_all_used() {
        for interval in [8.3, 16.7, 20.0] {
            assert_eq!(count(&used(&mut FrameThrottle::with_phase(0.0), 100, interval, interval)), 100);
        }
    }

    #[test]
    fn one_late_frame_changes_nothing() {
        let mut throttle = FrameThrottle::with_phase(0.0);
        used(&mut throttle, 3, 300.0, 300.0);
        assert_eq!(count(&used(&mut throttle, 100, 16.7, 16.7)), 100);
    }

    #[test]
    fn late_frames_are_skipped() {
        let mut throttle = FrameThrottle::with_phase(0.0);
        used(&mut throttle, 20, 45.0, 8.0);
        assert_eq!(count(&used(&mut throttle, 120, 45.0, 8.0)), 40, "every third, since they took the time of three");
    }

    #[test]
    fn frames_are_skipped_if_every_third_refresh_is_missed() {
        let mut throttle = FrameThrottle::with_phase(0.0);
        let mut now = 0.0;
        for refresh in 0..=LONG_SAMPLE_FRAMES {
            throttle.uses(now);
            now += if refresh % 3 == 0 { 33.3 } else { 16.7 };
        }
        assert_eq!(count(&used(&mut throttle, 120, 16.7, 16.7)), 60, "every second is left to others");
    }

    #[test]
    fn players_with_different_phases_use_different_frames() {
        let first_used = |phase| {
            let mut throttle = FrameThrottle::with_phase(phase);
            used(&mut throttle, SAMPLE_FRAMES + 1, 60.0, 60.0);
            used(&mut throttle, 4, 60.0, 1.0).into_iter().position(|is_used| is_used)
        };
        let mut used: Vec<_> = [0.0, 0.1, 0.2, 0.3].into_iter().map(first_used).collect();
        used.sort_unstable();
        assert_eq!(used, [Some(0), Some(1), Some(2), Some(3)]);
    }

    #[test]
    fn a_screen_of_30_hertz_settles_on_all_frames() {
        let mut throttle = FrameThrottle::with_phase(0.0);
        used(&mut throttle, 30, 33.3, 33.3);
        assert_eq!(count(&used(&mut throttle, 100, 33.3, 33.3)), 100);
    }
}
