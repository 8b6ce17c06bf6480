use std::time::Duration;

use super::{Execution, Failure, History, Span, StepId, StepState, WorstCase};
use crate::program::{BlockKind, Control};

/// The terms that make up the duration of a block in a run: `0.5 + 0.5 = 1.0 s`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DurationFormula {
    pub join: Join,
    /// Durations of steps that ran, pauses between them, and for a race those of branches that were not seen to end.
    pub terms: Vec<Duration>,
    /// The time for which the block waited for cleanups after that.
    pub cleanups: Duration,
    pub total: Duration,
    /// True if a failure kept later steps from running.
    pub is_cut_short: bool,
    /// The longest that the block can take.
    pub at_most: Duration,
}

/// The way in which terms are joined to a duration.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Join {
    Sum,
    Max,
    Min,
}

impl DurationFormula {
    /// Returns the formula of the first execution of a block in a prediction; `None` for a step that is no block, or that
    /// never runs.
    pub fn of(prediction: &History, worst: &WorstCase, block: StepId) -> Option<Self> {
        let plan = prediction.plan();
        let control = plan.step(block).control?;
        let span = prediction.span(block);
        let (start, (_, state)) = (span.start?, span.end?);
        let children = Children::of(prediction, block);
        let (join, terms) = children.terms(control, span, worst);
        let joined = match join {
            Join::Sum => terms.iter().fold(Duration::ZERO, |sum, term| sum.saturating_add(*term)),
            Join::Max => terms.iter().max().copied().unwrap_or_default(),
            Join::Min => terms.iter().min().copied().unwrap_or_default(),
        };
        let is_sequence = matches!(control.kind(), BlockKind::Sequence | BlockKind::Timeout | BlockKind::Repeat);
        let all_ran = plan.children(block).all(|child| children.0.iter().any(|(execution, _)| execution.step == child));
        Some(Self {
            join,
            cleanups: span.duration().saturating_sub(joined),
            terms,
            total: span.end_or(start) - start,
            is_cut_short: is_sequence && matches!(state, StepState::Failed(_)) && !all_ran,
            at_most: worst.duration(block),
        })
    }
}

/// The executions inside the first execution of a block, in the order of their starts.
struct Children(Vec<(Execution, Span)>);

impl Children {
    fn of(prediction: &History, block: StepId) -> Self {
        let executions = prediction.plan().children(block).flat_map(|child| prediction.executions(child));
        let spans = executions.map(|execution| (execution, prediction.span(execution)));
        let mut inside: Vec<_> =
            spans.filter(|(_, span)| span.start.is_some() && span.parent_occurrence == 1).collect();
        inside.sort_by_key(|(execution, span)| (span.start, span.round, execution.step));
        Self(inside)
    }

    fn terms(&self, control: Control, block: Span, worst: &WorstCase) -> (Join, Vec<Duration>) {
        if block.state() == StepState::Cancelled {
            return (Join::Sum, vec![block.duration()]);
        }
        let was_cut = self.0.iter().any(|(_, span)| span.state() == StepState::Cancelled);
        match control {
            Control::Timeout(limit) if block.state() == StepState::Failed(Failure::TimedOut) => {
                (Join::Sum, vec![limit])
            }
            Control::Sequence
            | Control::Timeout(_)
            | Control::Retry { .. }
            | Control::Repeat { .. }
            | Control::Fallback
            | Control::Ensure => (Join::Sum, self.with_pauses()),
            Control::Race { .. } if self.0.iter().any(|(_, span)| has_lost(span, block)) => {
                let term = |(execution, span): &(Execution, Span)| match has_lost(span, block) {
                    true => worst.duration(execution.step).max(span.duration()),
                    false => span.duration(),
                };
                (Join::Min, self.0.iter().map(term).collect())
            }
            Control::Race { .. } | Control::Parallel { .. } => {
                let is_chained = self.0.iter().any(|(_, span)| span.start != block.start);
                match is_chained || was_cut || self.0.iter().any(|(_, span)| has_lost(span, block)) {
                    true => (Join::Sum, self.chain(block)),
                    false => (Join::Max, self.0.iter().map(|(_, span)| span.duration()).collect()),
                }
            }
        }
    }

    /// The durations of steps that ran one after another, and the times between them.
    fn with_pauses(&self) -> Vec<Duration> {
        let mut terms = Vec::new();
        let mut end = None;
        for (_, span) in &self.0 {
            terms.extend(end.zip(span.start).map(|(end, start)| start - end).filter(|pause| !pause.is_zero()));
            terms.push(span.duration());
            end = span.end.map(|(end, _)| end);
        }
        terms
    }

    /// The durations of the branch that decided, and of those before it, each of which made room for the next.
    fn chain(&self, block: Span) -> Vec<Duration> {
        let end_of = |span: &Span| span.end.map(|(end, _)| end);
        let is_decisive = |span: &Span| !has_lost(span, block);
        let mut chain = Vec::new();
        let mut last = self.0.iter().filter(|(_, span)| is_decisive(span)).max_by_key(|(_, span)| end_of(span));
        while let Some((execution, span)) = last {
            chain.insert(0, span.duration());
            let is_before = |(other, it): &&(Execution, Span)| {
                other != execution && end_of(it) == span.start && it.start < span.start
            };
            last = self.0.iter().find(is_before).filter(|_| span.start != block.start);
        }
        chain
    }
}

/// True for a branch that was cancelled, or that has outlived its block.
fn has_lost(branch: &Span, block: Span) -> bool {
    branch.state() == StepState::Cancelled || branch.end_or(Duration::MAX) > block.end_or(Duration::ZERO)
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use proptest::prelude::*;

    use super::*;
    use crate::{
        program::{arbitrary, parse},
        runtime::{Plan, predict},
    };

    fn prediction(plan: Plan) -> History {
        let log = predict(&plan);
        History::of(Arc::new(plan), &log)
    }

    fn formula(text: &str) -> DurationFormula {
        let prediction = prediction(Plan::new(&parse(text).unwrap(), 1));
        DurationFormula::of(&prediction, &WorstCase::of(prediction.plan()), StepId::ROOT).unwrap()
    }

    /// "Min [300, 500] + 0 = 300 of 500"
    fn words(text: &str) -> String {
        let DurationFormula { join, terms, cleanups, total, at_most, .. } = formula(text);
        let ms = |duration: Duration| duration.as_millis();
        let terms: Vec<_> = terms.into_iter().map(ms).collect();
        format!("{join:?} {terms:?} + {} = {} of {}", ms(cleanups), ms(total), ms(at_most))
    }

    #[test]
    fn a_block_that_fails_early_is_cut_short() {
        let formula = formula("device light = light(state: disconnected) sequence(light.switch_on, delay(1s))");
        assert!(formula.is_cut_short && formula.terms.len() == 1);
    }

    #[test]
    fn a_race_takes_the_minimum_and_then_the_cleanups_of_the_losers() {
        assert_eq!(words("race(delay(300ms), delay(500ms))"), "Min [300, 500] + 0 = 300 of 300");
        let loser = "ensure(delay(500ms), delay(200ms))";
        assert_eq!(words(&format!("race(delay(300ms), {loser})")), "Min [300, 700] + 200 = 500 of 500");
        assert_eq!(
            words("race(first: success, fail(\"no\") @ 100ms, fail(\"no\") @ 200ms)"),
            "Max [100, 200] + 0 = 200 of 200"
        );
    }

    #[test]
    fn a_retry_takes_its_attempts_and_pauses_and_at_most_all_of_them() {
        let text = "device light = light(fails: 1, latency: 1s) retry(3, wait: 200ms, grow: 2, light.switch_on)";
        assert_eq!(words(text), "Sum [1000, 200, 1000] + 0 = 2200 of 3600");
    }

    #[test]
    fn attempts_that_take_no_time_are_terms_in_the_order_of_their_rounds() {
        let text = "device light = light(latency: 0ms, fails: 2) retry(3, light.switch_on, delay(50ms))";
        assert_eq!(formula(text).terms, [0, 0, 0, 50].map(Duration::from_millis));
    }

    #[test]
    fn a_timeout_takes_its_time_and_then_the_cleanups() {
        assert_eq!(words("timeout(1s, ensure(delay(2s), delay(100ms)))"), "Sum [1000] + 100 = 1100 of 1100");
        assert_eq!(words("timeout(3s, delay(2s))"), "Sum [2000] + 0 = 2000 of 2000");
    }

    #[test]
    fn with_a_limit_branches_make_room_for_others() {
        let text = "parallel(limit: 2, delay(300ms), delay(500ms), delay(400ms))";
        assert_eq!(words(text), "Sum [300, 400] + 0 = 700 of 850");
    }

    #[test]
    fn a_branch_that_fails_ends_its_block_early() {
        for (errors, cleanups) in [("cancel", 100), ("leave", 0)] {
            let text = format!("parallel(errors: {errors}, ensure(delay(1s), delay(100ms)), fail(\"no\") @ 300ms)");
            let formula = formula(&text);
            assert_eq!(
                (formula.terms, formula.cleanups),
                (vec![Duration::from_millis(300)], Duration::from_millis(cleanups))
            );
        }
    }

    proptest! {
        #[test]
        fn prop_a_sequence_takes_the_sum_and_a_parallel_the_maximum(scene in arbitrary::calm_scene()) {
            let prediction = prediction(Plan::new(&scene, 1));
            let worst = WorstCase::of(prediction.plan());
            for step in prediction.plan().ids() {
                let Some(formula) = DurationFormula::of(&prediction, &worst, step) else { continue };
                let total: Duration = match prediction.plan().step(step).control.unwrap() {
                    Control::Sequence => formula.terms.iter().sum(),
                    _ => formula.terms.iter().max().copied().unwrap_or_default(),
                };
                prop_assert_eq!((total, formula.at_most), (formula.total, formula.total));
                prop_assert_eq!((formula.cleanups, formula.is_cut_short), (Duration::ZERO, false));
            }
        }

        #[test]
        fn prop_no_block_takes_longer_than_its_worst_case(scene in arbitrary::steady_scene()) {
            let prediction = prediction(Plan::new(&scene, 1));
            let worst = WorstCase::of(prediction.plan());
            for step in prediction.plan().ids() {
                for execution in prediction.executions(step) {
                    prop_assert!(prediction.span(execution).duration() <= worst.duration(step));
                }
            }
        }

        #[test]
        fn prop_the_terms_make_up_the_total(scene in arbitrary::steady_scene()) {
            let prediction = prediction(Plan::new(&scene, 1));
            let worst = WorstCase::of(prediction.plan());
            for formula in prediction.plan().ids().filter_map(|step| DurationFormula::of(&prediction, &worst, step)) {
                let joined: Duration = match formula.join {
                    Join::Sum => formula.terms.iter().sum(),
                    Join::Max => formula.terms.iter().max().copied().unwrap_or_default(),
                    Join::Min => formula.terms.iter().min().copied().unwrap_or_default(),
                };
                prop_assert_eq!(joined + formula.cleanups, formula.total, "{:?}", formula);
            }
        }
    }
}
