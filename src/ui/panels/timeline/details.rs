//! The part of an execution in its program: which attempt it is, whose cleanup, what cancelled it. Knows no drawing.

use std::time::Duration;

use crate::{
    program::Control,
    runtime::{Execution, History, StepState, Work},
    ui::text::{program::NEVER_ENDS, timeline as text},
};

/// Returns the number of an execution among the rounds that it is one of, if its bar shows it: that of a message or of a
/// whole round.
pub fn shown_round(history: &History, execution: Execution) -> Option<u32> {
    let plan = history.plan();
    let is_direct = plan.step(execution.step).parent == Some(plan.repeater(execution.step)?);
    let is_shown = is_direct || !matches!(plan.step(execution.step).work, Work::Block(_));
    Some(history.span(execution).round).filter(|&round| is_shown && round > 0)
}

/// Returns the time at which a `timeout` gives up.
pub fn deadline(history: &History, execution: Execution) -> Option<Duration> {
    match history.plan().step(execution.step).control {
        Some(Control::Timeout(limit)) => Some(history.span(execution).start? + limit),
        _ => None,
    }
}

/// Returns the time at which a cancelled step would have ended.
pub fn planned_end(history: &History, execution: Execution) -> Option<Duration> {
    let span = history.span(execution);
    let is_cancelled = span.state() == StepState::Cancelled;
    Some(span.start? + history.plan().wait(execution)?).filter(|_| is_cancelled)
}

/// True if `next` is the execution of a step after `first`: the gap between them belongs to both.
pub fn is_next_round(first: Execution, next: Execution) -> bool {
    next == Execution { occurrence: first.occurrence + 1, ..first }
}

/// Returns the state of an execution at a time in words, with what cancelled it: "cancelled by timeout".
pub fn state(history: &History, execution: Execution, moment: Duration) -> String {
    let span = history.span_until(execution, moment);
    if is_stuck(history, execution, moment) {
        let wait = history.waits().iter().find(|wait| wait.block == execution);
        let holder = wait.and_then(|wait| wait.held_by).map(|holder| history.plan().describe(holder.step));
        return match wait {
            Some(wait) => text::waits_for_ever(history.plan().name_of(wait.on), holder.as_deref()),
            None => NEVER_ENDS.into(),
        };
    }
    match (span.state(), span.ended_by) {
        (StepState::Cancelled, Some(by)) if by != execution => text::cancelled_by(&history.plan().describe(by.step)),
        (state, _) => text::step_state(state).into(),
    }
}

/// True if an execution is to be shown as one that can never end.
pub fn is_stuck(history: &History, execution: Execution, moment: Duration) -> bool {
    moment >= history.end() && history.never_ends(execution)
}

/// Returns the part of an execution in its program, in words. `prediction` knows of it before it has started.
pub fn details(prediction: &History, history: &History, execution: Execution, moment: Duration) -> Vec<String> {
    let plan = prediction.plan();
    let round = Some(prediction.span(execution).round).filter(|&round| round > 0);
    let round = round.zip(plan.repeater(execution.step)).map(|(round, block)| match plan.step(block).control {
        Some(Control::Retry { .. }) => text::attempt(round),
        _ => text::round(round),
    });
    let cleanup = plan.is_in_cleanup(execution.step).then(|| text::CLEANUP.to_string());
    let deadline = deadline(prediction, execution).map(text::deadline);
    let stray = history.stray_since(execution).filter(|&since| since <= moment).map(text::stray_since);
    let lock = plan.step(execution.step).lock.and_then(|_| held(history, execution, moment));
    let own = history.span_until(execution, moment);
    let arrived = own.delivered.map(|delivered| text::arrived(delivered, own.end.is_some()));
    [round, cleanup, deadline, stray, lock, arrived].into_iter().flatten().collect()
}

/// Returns the time for which a block holds or has held its lock, in words: "holds it from 0.50 s on".
fn held(history: &History, execution: Execution, moment: Duration) -> Option<String> {
    let span = history.span_until(execution, moment);
    match (span.acquired, span.released, span.end) {
        (Some(acquired), Some(released), _) => Some(text::held(acquired, released)),
        (Some(acquired), None, _) => Some(text::holds(acquired)),
        (None, _, None) => span.start.map(|_| text::WAITS_FOR_LOCK.to_string()),
        (None, _, Some(_)) => Some(text::NEVER_HAD_LOCK.into()),
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::{
        program::parse,
        runtime::{Plan, StepId, predict},
        ui::text::with_plain_spaces,
    };

    fn history(text: &str) -> History {
        let plan = Arc::new(Plan::new(&parse(text).unwrap(), 1));
        History::of(plan.clone(), &predict(&plan))
    }

    fn words(history: &History, step: u32, occurrence: u32, t_ms: u64) -> String {
        let execution = Execution { step: StepId(step), occurrence };
        let moment = Duration::from_millis(t_ms);
        let mut words = vec![state(history, execution, moment)];
        words.extend(details(history, history, execution, moment));
        with_plain_spaces(&words.join(", "))
    }

    #[test]
    fn an_attempt_is_numbered_and_a_deadline_is_told() {
        let history = history("retry(3, timeout(200ms, delay(1s)))");
        assert_eq!(words(&history, 1, 2, 450), "failed, 2nd attempt, deadline at 0.40 s");
        assert_eq!(words(&history, 2, 2, 450), "cancelled by timeout, 2nd attempt");
        assert_eq!(words(&history, 2, 3, 450), "running, 3rd attempt");
        let shown = |step, occurrence| shown_round(&history, Execution { step: StepId(step), occurrence });
        assert_eq!([shown(0, 1), shown(1, 2), shown(2, 3)], [None, Some(2), Some(3)]);
    }

    #[test]
    fn a_lock_is_waited_for_held_and_released() {
        let history =
            history("parallel(lock(a, delay(1s)), timeout(2s, lock(a, delay(1s))), timeout(1500ms, lock(a)))");
        assert_eq!(words(&history, 4, 1, 500), "running, waits for the lock");
        assert_eq!(words(&history, 4, 1, 1500), "running, holds the lock from 1.00 s on");
        assert_eq!(words(&history, 1, 1, 1500), "done, held the lock from 0.00 s to 1.00 s");
        assert_eq!(words(&history, 7, 1, 1700), "cancelled by timeout, never had the lock");
    }

    #[test]
    fn what_is_stuck_says_for_whom_it_waits() {
        let crossed = history("parallel(lock(a, delay(1s), lock(b)), lock(b, delay(1s), lock(a)))");
        assert_eq!(words(&crossed, 3, 1, 1000), "waits for b for ever, held by lock b, never had the lock");
        assert_eq!(words(&crossed, 1, 1, 1000), "never ends, holds the lock from 0.00 s on");
        assert_eq!(words(&crossed, 1, 1, 900), "running, holds the lock from 0.00 s on");
    }

    #[test]
    fn a_message_that_waits_for_the_thread_says_when_it_arrived() {
        let history = history("parallel(light.switch_on, work(2s))");
        assert_eq!(words(&history, 1, 1, 400), "running");
        assert_eq!(words(&history, 1, 1, 600), "running, arrived at 0.50 s, and waits for the thread");
        assert_eq!(words(&history, 1, 1, 2000), "done, arrived at 0.50 s, then waited for the thread");
    }

    #[test]
    fn a_cleanup_and_a_stray_are_called_so_from_their_time_on() {
        let cleanup = history("timeout(100ms, ensure(delay(1s), delay(200ms)))");
        assert_eq!(words(&cleanup, 3, 1, 150), "running, cleanup");
        let stray = history("sequence(race(losers: leave, delay(100ms), delay(300ms)), delay(500ms))");
        assert_eq!(words(&stray, 3, 1, 50), "running");
        assert_eq!(words(&stray, 3, 1, 100), "running, stray from 0.10 s on");
        assert_eq!(words(&stray, 3, 1, 400), "done, stray from 0.10 s on");
    }
}
