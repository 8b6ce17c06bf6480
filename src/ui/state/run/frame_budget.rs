//! Decides which frames show a new picture, by a budget of milliseconds for each frame. Pure: the times are passed in.
//!
//! A picture that costs more than the budget of its frame is paid for by the frames after it, which show no new one: the
//! page goes on answering to input, and each picture is whole.
//!
//! Pages that are embedded in one host page share a thread and do not know of each other. There the budget adapts as the
//! senders of a network do (additive increase, multiplicative decrease: Chiu and Jain 1989): it shrinks by a part with
//! each frame that comes late, and grows by a little with each that comes in time.

/// The budget of a page that has its thread to itself: three quarters of a frame at 60 Hz.
const MAX_BUDGET_MS: f64 = 12.0;
/// The least budget of an embedded page. Painting is not measured and may cost several times what is.
const MIN_BUDGET_MS: f64 = 0.25;
/// A longer interval between frames, in ms, is late: a screen of 50 Hz is not.
const LATE_FRAME_MS: f64 = 20.5;
const INCREASE_MS: f64 = 0.02;
const DECREASE: f64 = 0.8;
/// A picture costs the budget of at most this many frames.
const MAX_FRAMES_PER_PICTURE: f64 = 4.0;
/// The fractional part of the golden ratio: its multiples are spread evenly over the fractions.
const GOLDEN_RATIO: f64 = 0.618_033_988_749_895;
/// After so many late frames in a row with the least budget, the page looks whether that has helped at all.
const MAX_LATE_FRAMES: u32 = 60;
/// It has helped if the mean interval is down to this part. Otherwise the screen is slow, not the page.
const MIN_IMPROVEMENT: f64 = 0.9;
/// A few very long intervals must not decide.
const MAX_INTERVAL_MS: f64 = 50.0;
/// The weight of one interval in the mean.
const INTERVAL_WEIGHT: f64 = 0.1;

pub struct FrameBudget {
    /// The budget of one frame.
    budget_ms: f64,
    /// The unspent part of the budget; negative while an expensive picture is being paid for.
    balance_ms: f64,
    last_ms: Option<f64>,
    /// The mean interval between the last frames; and before the first frame without a new picture.
    mean_ms: f64,
    mean_before_ms: Option<f64>,
    /// The number of frames in a row that came late while the budget was least.
    late_frames: u32,
    /// True for a page that shares its thread.
    is_shared: bool,
    /// From 0 to 1, another one for each picture, so that pages which begin together do not go on together.
    phase: f64,
}

impl FrameBudget {
    /// The budget of a page that has its thread to itself.
    pub fn alone() -> Self {
        Self {
            budget_ms: MAX_BUDGET_MS,
            balance_ms: 0.0,
            last_ms: None,
            mean_ms: 0.0,
            mean_before_ms: None,
            late_frames: 0,
            is_shared: false,
            phase: 0.5,
        }
    }

    /// The budget of a page that shares its thread. Pages with different phases, from 0 to 1, come to use different frames.
    pub fn shared(phase: f64) -> Self {
        Self { is_shared: true, phase, ..Self::alone() }
    }

    /// Begins a frame at a time in ms. Returns true if it may show a new picture.
    pub fn begin(&mut self, now_ms: f64) -> bool {
        if let Some(last_ms) = self.last_ms.replace(now_ms)
            && self.is_shared
        {
            self.adapt(now_ms - last_ms);
        }
        self.balance_ms = (self.balance_ms + self.budget_ms).min(self.budget_ms);
        let may_show = self.balance_ms > 0.0;
        if !may_show {
            self.mean_before_ms.get_or_insert(self.mean_ms);
        }
        may_show
    }

    /// Pays for the picture of the present frame.
    pub fn spend(&mut self, cost_ms: f64) {
        let mut cost_ms = cost_ms.min(MAX_FRAMES_PER_PICTURE * self.budget_ms);
        if self.is_shared && cost_ms > self.budget_ms {
            self.phase = (self.phase + GOLDEN_RATIO).fract();
            cost_ms *= 0.5 + self.phase;
        }
        self.balance_ms -= cost_ms;
    }

    fn adapt(&mut self, interval_ms: f64) {
        self.mean_ms += INTERVAL_WEIGHT * (interval_ms.min(MAX_INTERVAL_MS) - self.mean_ms);
        if interval_ms <= LATE_FRAME_MS {
            self.late_frames = 0;
            self.budget_ms = (self.budget_ms + INCREASE_MS).min(MAX_BUDGET_MS);
            return;
        }
        self.budget_ms = (self.budget_ms * DECREASE).max(MIN_BUDGET_MS);
        if self.budget_ms == MIN_BUDGET_MS {
            self.late_frames += 1;
        }
        if self.late_frames > MAX_LATE_FRAMES {
            self.late_frames = 0;
            let has_helped = self.mean_before_ms.is_none_or(|before| self.mean_ms < MIN_IMPROVEMENT * before);
            if !has_helped {
                (self.budget_ms, self.is_shared) = (MAX_BUDGET_MS, false);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const FRAME_MS: f64 = 1000.0 / 60.0;

    /// A browser with a screen of 60 Hz, and pages that share its thread.
    struct Browser {
        pages: Vec<FrameBudget>,
        now_ms: f64,
    }

    impl Browser {
        fn new(pages: Vec<FrameBudget>) -> Self {
            Self { pages, now_ms: 0.0 }
        }

        /// Runs frames in which each picture takes some ms. Returns the pages that showed a new one, for each frame.
        fn frames(&mut self, frames: usize, picture_ms: f64, refresh_ms: f64) -> Vec<Vec<bool>> {
            let frame = |_| {
                let shown: Vec<_> = self.pages.iter_mut().map(|page| page.begin(self.now_ms)).collect();
                let mut busy_ms = 0.0;
                for (page, _) in self.pages.iter_mut().zip(&shown).filter(|(_, is_shown)| **is_shown) {
                    page.spend(picture_ms);
                    busy_ms += picture_ms;
                }
                self.now_ms += refresh_ms * f64::max((busy_ms / refresh_ms).ceil(), 1.0);
                shown
            };
            (0..frames).map(frame).collect()
        }
    }

    fn count(shown: &[Vec<bool>], page: usize) -> usize {
        shown.iter().filter(|shown| shown[page]).count()
    }

    #[test]
    fn every_frame_shows_a_picture_that_is_within_the_budget() {
        for budget in [FrameBudget::alone(), FrameBudget::shared(0.0)] {
            assert_eq!(count(&Browser::new(vec![budget]).frames(100, 10.0, FRAME_MS), 0), 100);
        }
    }

    #[test]
    fn an_expensive_picture_is_paid_for_by_the_frames_after_it() {
        let shown = Browser::new(vec![FrameBudget::alone()]).frames(9, 36.0, FRAME_MS);
        assert_eq!(shown.concat(), [true, false, false, true, false, false, true, false, false]);
    }

    #[test]
    fn one_very_expensive_picture_stops_the_motion_for_three_frames_only() {
        let mut browser = Browser::new(vec![FrameBudget::alone()]);
        browser.frames(1, 1000.0, FRAME_MS);
        let shown = browser.frames(100, 1.0, FRAME_MS).concat();
        assert_eq!(shown.iter().position(|is_shown| *is_shown), Some(3));
        assert!(shown[3..].iter().all(|is_shown| *is_shown));
    }

    #[test]
    fn ten_pages_on_one_thread_leave_frames_to_each_other() {
        let pages = (0..10).map(|page| FrameBudget::shared(f64::from(page) / 10.0)).collect();
        let mut browser = Browser::new(pages);
        browser.frames(300, 4.0, FRAME_MS);
        let start_ms = browser.now_ms;
        let shown = browser.frames(300, 4.0, FRAME_MS);
        let per_second = 300.0 * 1000.0 / (browser.now_ms - start_ms);
        assert!(per_second > 50.0, "{per_second} frames per second; if each page used all of them, there would be 20");
        for page in 0..10 {
            assert!((70..110).contains(&count(&shown, page)), "page {page} shows {} pictures", count(&shown, page));
        }
    }

    #[test]
    fn a_page_shows_every_frame_again_once_the_others_have_stopped() {
        let pages = (0..10).map(|page| FrameBudget::shared(f64::from(page) / 10.0)).collect();
        let mut browser = Browser::new(pages);
        browser.frames(300, 4.0, FRAME_MS);
        browser.pages.truncate(1);
        browser.frames(300, 4.0, FRAME_MS);
        assert_eq!(count(&browser.frames(100, 4.0, FRAME_MS), 0), 100);
    }

    #[test]
    fn pages_whose_pictures_are_always_too_many_show_every_fourth_frame_or_so() {
        let pages = (0..10).map(|page| FrameBudget::shared(f64::from(page) / 10.0)).collect();
        let mut browser = Browser::new(pages);
        browser.frames(600, 12.0, FRAME_MS);
        let shown = browser.frames(400, 12.0, FRAME_MS);
        for page in 0..10 {
            assert!((70..140).contains(&count(&shown, page)), "page {page} shows {} pictures", count(&shown, page));
        }
    }

    #[test]
    fn on_a_slow_screen_an_embedded_page_comes_to_use_every_frame() {
        let mut browser = Browser::new(vec![FrameBudget::shared(0.0)]);
        browser.frames(180, 3.0, 2.0 * FRAME_MS);
        assert_eq!(count(&browser.frames(100, 3.0, 2.0 * FRAME_MS), 0), 100);
    }
}
