//! Causes and effects: the executions that let others start or end, or cancelled them. Knows no drawing.

use std::time::Duration;

use crate::runtime::{Execution, History, Span, StepState};

/// The effects of one execution that are shown. A block may start thousands of steps.
const MAX_EFFECTS: usize = 24;

/// An effect of one execution on another.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Cause {
    pub from: Execution,
    pub to: Execution,
    /// The time at which the cause had its effect, and the time at which the effect is seen: a pause may be between them.
    pub left: Duration,
    pub arrived: Duration,
    pub is_cancelling: bool,
}

/// Returns what let an execution start and end, and what its own end let start or end.
pub fn causes_of(history: &History, execution: Execution) -> Vec<Cause> {
    let executions = history.plan().ids().flat_map(|step| history.executions(step));
    let effects = executions.filter(|&other| other != execution).flat_map(|other| causes(history, other));
    let effects = effects.filter(|cause| cause.from == execution).take(MAX_EFFECTS);
    causes(history, execution).chain(effects).collect()
}

/// Returns what let an execution start, get its lock, and end, or what cancelled it.
fn causes(history: &History, to: Execution) -> impl Iterator<Item = Cause> + '_ {
    let Span { start, started_by, acquired, acquired_by, ended_by, end, .. } = history.span(to);
    let started = start.zip(started_by).map(|(start, from)| (from, start, false));
    let acquired = acquired.zip(acquired_by).map(|(acquired, from)| (from, acquired, false));
    let ended = end.zip(ended_by).map(|((end, state), from)| (from, end, state == StepState::Cancelled));
    [started, acquired, ended].into_iter().flatten().map(move |(from, arrived, is_cancelling)| {
        let end = history.span(from).end.map_or(arrived, |(end, _)| end);
        Cause { from, to, left: if is_cancelling { arrived } else { end.min(arrived) }, arrived, is_cancelling }
    })
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::{
        program::parse,
        runtime::{Plan, StepId, predict},
    };

    /// The causes of an execution as text: from, to, times in ms, and a mark for a cancellation.
    fn causes_in(text: &str, step: u32, occurrence: u32) -> Vec<String> {
        let plan = Arc::new(Plan::new(&parse(text).unwrap(), 1));
        let history = History::of(plan.clone(), &predict(&plan));
        let name = |execution: Execution| format!("{}/{}", execution.step.0, execution.occurrence);
        let causes = causes_of(&history, Execution { step: StepId(step), occurrence });
        let text = |cause: &Cause| {
            let (left, arrived) = (cause.left.as_millis(), cause.arrived.as_millis());
            let mark = if cause.is_cancelling { " cancels" } else { "" };
            format!("{} {left} > {} {arrived}{mark}", name(cause.from), name(cause.to))
        };
        causes.iter().map(text).collect()
    }

    #[test]
    fn the_end_of_a_step_lets_the_next_one_start_and_the_last_ends_its_block() {
        let text = "sequence(delay(100ms), delay(200ms))";
        assert_eq!(causes_in(text, 2, 1), ["1/1 100 > 2/1 100", "2/1 300 > 0/1 300"]);
    }

    #[test]
    fn a_pause_is_between_the_end_of_an_attempt_and_the_next() {
        let text = "retry(2, wait: 300ms, fail(\"no\") @ 100ms)";
        assert_eq!(causes_in(text, 1, 1), ["1/1 100 > 1/2 400"]);
    }

    #[test]
    fn who_cancels_is_a_cause_of_what_is_cancelled() {
        let text = "race(delay(100ms), delay(200ms))";
        assert_eq!(causes_in(text, 2, 1), ["1/1 100 > 2/1 100 cancels"]);
        assert_eq!(causes_in(text, 1, 1), ["1/1 100 > 0/1 100", "1/1 100 > 2/1 100 cancels"]);
    }

    #[test]
    fn who_releases_a_lock_lets_the_next_one_have_it() {
        let text = "parallel(lock(a, delay(100ms)), lock(a, delay(200ms)))";
        assert_eq!(causes_in(text, 3, 1), ["1/1 100 > 3/1 100", "4/1 300 > 3/1 300", "3/1 300 > 0/1 300"]);
    }

    #[test]
    fn of_very_many_effects_a_few_are_shown() {
        let text = format!("race(delay(10ms), {})", "delay(1s), ".repeat(300));
        assert_eq!(causes_in(&text, 1, 1).len(), MAX_EFFECTS);
    }
}
