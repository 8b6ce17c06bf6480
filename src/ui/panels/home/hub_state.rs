//! The state of the hub: which kinds of blocks decide at one time what goes on. Knows no drawing.

use std::time::Duration;

use super::endings::MAX_ENDING;
use crate::{
    program::Control,
    runtime::{Failure, History, RoundPause},
};

/// The blocks that are looked at. Thousands may run at the same time.
const MAX_BLOCKS: usize = 200;

/// The state of the hub at one time.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct HubState {
    /// The time limit that is over first, of those that run.
    pub deadline: Option<Deadline>,
    /// The time at which a limit was over a short while ago, and cut something off.
    pub rang: Option<Duration>,
    /// The pause before another attempt that is over first.
    pub pause: Option<RoundPause>,
    pub is_racing: bool,
    pub is_cleaning: bool,
    /// True while a step holds the thread.
    pub is_held: bool,
}

/// A time limit that runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Deadline {
    pub start: Duration,
    pub limit: Duration,
    /// True if the time is over, and only cleanups still run.
    pub is_over: bool,
}

impl HubState {
    pub fn at(history: &History, moment: Duration) -> Self {
        let is_held = history.held_at(moment).is_some();
        let mut state = Self { rang: last_ring(history, moment), is_held, ..Self::default() };
        for execution in history.in_charge_at(moment).take(MAX_BLOCKS) {
            let start = history.span(execution).start.unwrap_or_default();
            match history.plan().step(execution.step).control {
                Some(Control::Timeout(limit)) => {
                    let own = Deadline { start, limit, is_over: start + limit <= moment };
                    let is_first = state.deadline.is_none_or(|other| start + limit < other.start + other.limit);
                    state.deadline = if is_first { Some(own) } else { state.deadline };
                }
                Some(control) if control.repeats() => {
                    let end = |pause: RoundPause| pause.start + pause.length;
                    let own = history.pause_at(execution, moment);
                    let both = [state.pause, own].into_iter().flatten();
                    state.pause = both.min_by_key(|&pause| end(pause));
                }
                Some(Control::Race { .. }) => state.is_racing = true,
                _ => {}
            }
            state.is_cleaning |= history.plan().is_cleanup_step(execution.step);
        }
        state
    }
}

/// The time of the last time limit that was over so shortly ago that the clock still rings.
fn last_ring(history: &History, moment: Duration) -> Option<Duration> {
    let recent = history.failures_until(moment).iter().rev().take(MAX_BLOCKS);
    let mut recent = recent.take_while(|&&(t, ..)| t + MAX_ENDING > moment);
    recent.find(|&&(.., failure)| failure == Failure::TimedOut).map(|&(t, ..)| t)
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::{
        program::{parse, presets},
        runtime::{Plan, predict},
    };

    fn ms(ms: u64) -> Duration {
        Duration::from_millis(ms)
    }

    fn at(history: &History, t_ms: u64) -> HubState {
        HubState::at(history, history.moment_at(ms(t_ms)))
    }

    fn preset(id: &str) -> History {
        let plan = Arc::new(Plan::new(&presets::find(id).unwrap().scene(), 1));
        History::of(plan.clone(), &predict(&plan))
    }

    #[test]
    fn the_clock_runs_until_the_deadline_and_rings_for_a_while() {
        let history = preset("nobody-answers");
        let running = Deadline { start: ms(0), limit: ms(1000), is_over: false };
        assert_eq!(at(&history, 999), HubState { deadline: Some(running), ..HubState::default() });
        assert_eq!(at(&history, 1000), HubState { rang: Some(ms(1000)), ..HubState::default() });
        assert_eq!(at(&history, 1700), HubState::default());
    }

    #[test]
    fn while_a_cleanup_runs_after_the_deadline_the_clock_has_rung() {
        let history = preset("close-the-lid");
        let state = at(&history, 1200);
        assert!(state.is_cleaning && state.deadline.is_some_and(|deadline| deadline.is_over));
        assert!(!at(&history, 900).is_cleaning);
    }

    #[test]
    fn between_two_attempts_there_is_a_pause() {
        let history = preset("third-time-lucky");
        assert_eq!(at(&history, 299).pause, None);
        assert_eq!(at(&history, 300).pause, Some(RoundPause { start: ms(300), length: ms(200), next_round: 2 }));
        assert_eq!(at(&history, 500).pause, None);
    }

    #[test]
    fn of_two_deadlines_the_nearer_one_is_shown() {
        let plan =
            Arc::new(Plan::new(&parse("timeout(1s, sequence(delay(100ms), timeout(200ms, delay(5s))))").unwrap(), 1));
        let history = History::of(plan.clone(), &predict(&plan));
        assert_eq!(at(&history, 50).deadline.map(|it| it.limit), Some(ms(1000)));
        assert_eq!(at(&history, 150).deadline.map(|it| it.limit), Some(ms(200)));
    }

    #[test]
    fn the_hub_turns_its_back_while_the_thread_is_held() {
        let plan =
            Arc::new(Plan::new(&parse("sequence(delay(1s), work(1s), blocking(delay(1s)), delay(1s))").unwrap(), 1));
        let history = History::of(plan.clone(), &predict(&plan));
        let held: Vec<_> = [999, 1000, 1999, 2000, 2999, 3000].map(|t| at(&history, t).is_held).into();
        assert_eq!(held, [false, true, true, true, true, false]);
    }

    #[test]
    fn a_race_is_on_until_it_is_decided() {
        let history = preset("first-to-answer");
        assert!(at(&history, 299).is_racing && !at(&history, 300).is_racing);
    }
}
