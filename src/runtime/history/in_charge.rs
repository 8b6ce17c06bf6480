//! Blocks that decide when their steps go on or end, and steps that outlive their blocks.

use std::time::Duration;

use super::{History, StepState};
use crate::{
    program::Control,
    runtime::{Event, Execution, Plan, StepId},
};

/// The wait of a `retry` or a `repeat` between two rounds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RoundPause {
    pub start: Duration,
    pub length: Duration,
    /// The number of the round that comes after it.
    pub next_round: u32,
}

impl History {
    pub(super) fn index_in_charge(&mut self, event: &Event) {
        if !is_in_charge(&self.plan, event.step) {
            return;
        }
        match event.kind {
            kind if kind.is_start() => self.in_charge.start(event.execution()),
            kind if kind.is_end() => self.in_charge.end(event.execution(), event.t),
            _ => {}
        }
    }

    /// Returns the round that an execution which starts belongs to.
    pub(super) fn round_of(&mut self, event: &Event) -> u32 {
        let Some(block) = event.parent(&self.plan) else { return 0 };
        if !self.plan.step(block.step).control.is_some_and(Control::repeats) {
            return self.spans.get(block).round;
        }
        let rounds = self.rounds.get_mut(block);
        *rounds += u32::from(self.plan.step(event.step).index == 0);
        *rounds
    }

    /// Returns the executions that are open at `t` of blocks that time, repeat or race their steps, and of cleanup steps.
    pub fn in_charge_at(&self, t: Duration) -> impl Iterator<Item = Execution> + '_ {
        let has_started = move |execution: Execution| self.span(execution).start.is_some_and(|start| start <= t);
        let candidates = self.in_charge.candidates(t, has_started);
        candidates.filter(move |&execution| self.span(execution).state_at(t) == StepState::Running)
    }

    /// Returns the pause that an execution of a `retry` or a `repeat` is in at `t`.
    pub fn pause_at(&self, block: Execution, t: Duration) -> Option<RoundPause> {
        let (Control::Retry { pauses, .. } | Control::Repeat { pauses, .. }) = self.plan.step(block.step).control?
        else {
            return None;
        };
        let last = self.plan.children(block.step).map(|child| self.execution_at(child, t));
        let spans = last.map(|execution| self.span(execution));
        let own = spans.filter(|span| span.start.is_some() && span.parent_occurrence == block.occurrence);
        let (start, round) = own.map(|span| (span.end.map_or(Duration::MAX, |(end, _)| end), span.round)).max()?;
        let length = pauses.iter().nth(round as usize - 1)?;
        let has_begun = start <= t && !length.is_zero();
        has_begun.then_some(RoundPause { start, length, next_round: round + 1 })
    }

    /// Returns the time from which on an execution was a stray: a block around it had ended, and nobody waited for it any
    /// more. `None` for one that never was.
    pub fn stray_since(&self, execution: Execution) -> Option<Duration> {
        let own = self.span(execution);
        let own_start = own.start?;
        let mut since: Option<Duration> = None;
        let mut inner = execution;
        // A cleanup is never a stray: the canceller of its block waits for it.
        while let Some(step) = self.plan.step(inner.step).parent.filter(|_| !self.plan.is_cleanup_step(inner.step)) {
            let span = self.span(inner);
            let block = Execution { step, occurrence: span.parent_occurrence };
            if let Some((end, _)) = self.span(block).end
                && span.end.is_none_or(|(own_end, _)| own_end > end)
            {
                since = Some(since.map_or(end, |since| since.min(end)));
            }
            inner = block;
        }
        let is_open = |since: &Duration| own.end.is_none_or(|(end, _)| end > *since);
        since.map(|since| since.max(own_start)).filter(is_open)
    }
}

fn is_in_charge(plan: &Plan, step: StepId) -> bool {
    use Control::{Race, Repeat, Retry, Timeout};
    let control = plan.step(step).control;
    matches!(control, Some(Timeout(_) | Retry { .. } | Repeat { .. } | Race { .. })) || plan.is_cleanup_step(step)
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::{program::parse, runtime::predict};

    fn history(text: &str) -> History {
        let plan = Arc::new(Plan::new(&parse(text).unwrap(), 1));
        History::of(plan.clone(), &predict(&plan))
    }

    fn ms(ms: u64) -> Duration {
        Duration::from_millis(ms)
    }

    fn execution(step: u32, occurrence: u32) -> Execution {
        Execution { step: StepId(step), occurrence }
    }

    #[test]
    fn attempts_are_numbered_by_the_innermost_block_that_repeats() {
        let history = history("repeat(2, retry(3, sequence(delay(100ms), fail(\"no\"))))");
        let rounds = |step| history.executions(StepId(step)).map(|it| history.span(it).round).collect::<Vec<_>>();
        assert_eq!(rounds(0), [0]);
        assert_eq!(rounds(1), [1], "the first round fails, and there is no other");
        assert_eq!(rounds(3), [1, 2, 3]);
    }

    #[test]
    fn a_pause_lasts_from_the_end_of_an_attempt_to_the_start_of_the_next() {
        let history = history("retry(3, wait: 200ms, grow: 2, fail(\"no\") @ 300ms)");
        let pause = |t| history.pause_at(execution(0, 1), ms(t));
        let expected =
            |start, length, next_round| Some(RoundPause { start: ms(start), length: ms(length), next_round });
        assert_eq!([pause(0), pause(299)], [None, None]);
        assert_eq!([pause(300), pause(499)], [expected(300, 200, 2); 2]);
        assert_eq!(pause(500), None);
        assert_eq!([pause(800), pause(1199)], [expected(800, 400, 3); 2]);
        assert_eq!(pause(1200), None);
    }

    #[test]
    fn what_outlives_its_block_is_a_stray_from_then_on() {
        let history =
            history("sequence(race(losers: leave, delay(300ms), sequence(delay(200ms), delay(400ms))), delay(900ms))");
        let since = |step| history.stray_since(execution(step, 1));
        assert_eq!([since(1), since(2), since(4)], [None; 3]);
        assert_eq!([since(3), since(5)], [Some(ms(300)); 2]);
    }

    #[test]
    fn a_cleanup_is_no_stray_though_its_block_was_cancelled() {
        let history = history("timeout(100ms, ensure(delay(1s), sequence(delay(200ms))))");
        assert!(history.plan().ids().all(|step| history.stray_since(step.into()).is_none()));
        let in_charge = |t| history.in_charge_at(ms(t)).map(|it| it.step.0).collect::<Vec<_>>();
        assert_eq!(in_charge(50), [0]);
        assert_eq!(in_charge(150), [0, 3], "the timeout waits for the cleanup");
        assert_eq!(in_charge(300), [0; 0]);
    }

    #[test]
    fn who_let_a_step_start_and_who_cancelled_it_is_known() {
        let history = history("timeout(250ms, sequence(delay(100ms), delay(1s)))");
        assert_eq!(history.span(execution(3, 1)).started_by, Some(execution(2, 1)));
        assert_eq!(history.span(execution(3, 1)).ended_by, Some(execution(0, 1)));
        assert_eq!(history.broken_off(ms(0), ms(250)), [(ms(250), execution(3, 1))]);
        assert_eq!(history.broken_off(ms(251), ms(900)), []);
    }
}
