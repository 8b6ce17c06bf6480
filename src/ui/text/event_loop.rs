//! Text of the picture of the event loop, below the timeline.

use std::time::Duration;

use super::{
    numbers::{count, seconds},
    transport::Label,
};
use crate::{
    program::ThreadUse,
    runtime::{Execution, FutureState, LoopState, Plan},
};

pub const PREVIOUS: Label = Label { name: "Previous poll", title: "Back by one poll" };
pub const NEXT: Label = Label { name: "Next poll", title: "On by one poll" };

/// The places, with words of the glossary.
pub const READY_QUEUE: Place = Place { name: "Ready queue", heading: "[Ready queue|ready queue]" };
pub const THREAD: Place = Place { name: "The one thread", heading: "The one [thread]" };
pub const TIMERS: Place = Place { name: "Timers", heading: "[Timers|timer]" };
pub const FUTURES: Place = Place { name: "Futures", heading: "Polled [futures|future]" };

pub struct Place {
    pub name: &'static str,
    pub heading: &'static str,
}

/// The content of a place where nothing is.
pub const EMPTY: &str = "empty";
pub const NONE_YET: &str = "none yet";
pub const ASLEEP: &str = "asleep";

/// The states of a timer that no longer runs.
pub const FIRED: &str = "fired";
pub const DUE: &str = "due";
pub const DROPPED: &str = "dropped";

/// "poll 5"; how many there were, while the thread sleeps. With a word of the glossary. `last` is the last poll at the same
/// time, after which all other panels show the program.
pub fn poll_number(polls: usize, is_rest: bool, last: usize) -> String {
    match last {
        _ if is_rest => format!("[{}|poll]", count(polls, "poll")),
        last if last > polls => format!("[poll] {polls}; the blocks are after poll {last}"),
        _ => format!("[poll] {polls}"),
    }
}

/// The state of a future; of a task with the number of its polls: "pending, 3 polls".
pub fn state_of(future: FutureState, polls: Option<usize>) -> String {
    let polls = polls.map(|polls| format!(", {}", count(polls, "poll"))).unwrap_or_default();
    format!("{}{polls}", future.as_str())
}

/// "0.25 s left"
pub fn left(time: Duration) -> String {
    if time.is_zero() { DUE.into() } else { format!("{} left", seconds(time)) }
}

/// "and 4,980 more"
pub fn more(count: usize) -> String {
    let digits = count.to_string();
    let mut number = String::new();
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            number.push(',');
        }
        number.push(digit);
    }
    format!("and {number} more")
}

/// Describes the last action of the event loop, or its wait, in two sentences at most.
pub fn describe(plan: &Plan, state: &LoopState) -> String {
    match state.task {
        Some(task) => describe_poll(plan, state, task),
        None => describe_rest(plan, state),
    }
}

fn describe_rest(plan: &Plan, state: &LoopState) -> String {
    if state.is_stuck {
        return "Nothing is ready and no timer is set: the run is stuck.".into();
    }
    if state.dropped_count > 0 {
        let futures = count(state.dropped_count, "future");
        let (were, them) = if state.dropped_count == 1 { ("was", "it") } else { ("were", "them") };
        return match state.dropped_timers {
            0 => format!("Cancelled: {futures} {were} dropped."),
            timers => format!("Cancelled: {futures} {were} dropped, and {} with {them}.", count(timers, "timer")),
        };
    }
    if let Some(holder) = state.holder {
        return format!("{} holds the thread: nobody else is polled before it has ended.", plan.describe(holder.step));
    }
    match (state.root, state.timers.first()) {
        (None, _) => "Nothing has been polled yet. The first poll starts the run.".into(),
        (Some(FutureState::Failed), None) => "The whole program has failed: nothing is left to poll.".into(),
        (Some(_), None) => "The whole program has finished: nothing is left to poll.".into(),
        (Some(_), Some(timer)) => {
            format!("Nothing is ready: the thread sleeps until the next timer, at {}.", seconds(timer.deadline))
        }
    }
}

fn describe_poll(plan: &Plan, state: &LoopState, task: Execution) -> String {
    let name = |execution: Execution| plan.describe(execution.step);
    let state_of = |execution| {
        let polled = state.thread.iter().find(|polled| polled.execution == execution);
        polled.map_or(FutureState::Pending, |polled| polled.state)
    };
    let (cause, subject) = match (state.fired, state.spawner) {
        (Some(fired), _) => {
            let holds = |execution: Execution| {
                let step = plan.step(execution.step);
                step.thread == ThreadUse::Held || plan.holds_thread(execution.step)
            };
            let cause = match holds(fired) {
                true => format!("{} has held the thread until now", name(fired)),
                false => format!("The timer of {} has fired", name(fired)),
            };
            match state_of(fired) {
                FutureState::Ready if fired != task => (cause + ": it is ready.", format!("Now {}", name(task))),
                _ => (cause + ".", "It".into()),
            }
        }
        (None, Some(spawner)) => {
            (format!("Spawned by {}, {} is polled at once.", name(spawner), name(task)), "It".into())
        }
        _ if state.place.polls == 1 => (format!("The run starts with the first poll of {}.", name(task)), "It".into()),
        _ => (format!("Woken, {} is polled again.", name(task)), "It".into()),
    };
    let woken = match (state.woken, state.ready.last()) {
        (0, _) | (_, None) => String::new(),
        (1, Some(&woken)) => format!(", and wakes {}", name(woken)),
        (many, Some(_)) => format!(", and wakes {}", count(many, "task")),
    };
    let pending = state.thread.iter().rev().find(|polled| polled.state == FutureState::Pending);
    let result = match (state_of(task), pending) {
        (FutureState::Ready, _) => format!(" {subject} is ready{woken}."),
        (FutureState::Failed, _) => format!(" {subject} has failed{woken}."),
        (FutureState::Pending, Some(pending)) => {
            let subject = if pending.execution == task { subject } else { format!("Now {}", name(pending.execution)) };
            match plan.wait(pending.execution) {
                Some(wait) => format!(" {subject} is pending until {}.", seconds(state.place.t + wait)),
                None => format!(" {subject} is pending."),
            }
        }
        _ => String::new(),
    };
    cause + &result
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::super::numbers::with_plain_spaces;
    use super::*;
    use crate::{
        program::parse,
        runtime::{EventLog, EventLoop, predict},
    };

    fn sentences(text: &str) -> Vec<String> {
        let plan = Arc::new(Plan::new(&parse(text).unwrap(), 1));
        let log = predict(&plan);
        let event_loop = EventLoop::of(plan.clone(), &log);
        let after = |number| event_loop.state_at(&log, event_loop.after_poll(&log, number).unwrap(), 9);
        (0..log.polls().len()).map(|number| with_plain_spaces(&describe(&plan, &after(number)))).collect()
    }

    fn at_rest(text: &str, ms: u64) -> String {
        let plan = Arc::new(Plan::new(&parse(text).unwrap(), 1));
        let log = predict(&plan);
        let event_loop = EventLoop::of(plan.clone(), &log);
        with_plain_spaces(&describe(
            &plan,
            &event_loop.state_at(&log, event_loop.rest_at(&log, Duration::from_millis(ms)), 9),
        ))
    }

    const GOOD_NIGHT: &str = "parallel(light.switch_off, speaker.switch_off, sequence(toilet.flush, toilet.clean))";

    #[test]
    fn each_poll_is_told_with_its_cause_and_its_result() {
        let sentences = sentences(GOOD_NIGHT);
        assert_eq!(
            [0, 1, 3, 4, 5, 8, 9, 10].map(|number| &*sentences[number]),
            [
                "The run starts with the first poll of parallel.",
                "Spawned by parallel, light switch off is polled at once. It is pending until 0.50 s.",
                "Spawned by parallel, sequence is polled at once. Now toilet flush is pending until 0.50 s.",
                "The timer of light switch off has fired. It is ready, and wakes parallel.",
                "Woken, parallel is polled again. It is pending.",
                "The timer of toilet flush has fired: it is ready. Now toilet clean is pending until 1.00 s.",
                "The timer of toilet clean has fired: it is ready. Now sequence is ready, and wakes parallel.",
                "Woken, parallel is polled again. It is ready.",
            ]
        );
    }

    #[test]
    fn between_polls_the_thread_sleeps_until_a_timer_or_is_done() {
        assert_eq!(at_rest(GOOD_NIGHT, 250), "Nothing is ready: the thread sleeps until the next timer, at 0.50 s.");
        assert_eq!(at_rest(GOOD_NIGHT, 1000), "The whole program has finished: nothing is left to poll.");
        let off = "device lamp = light(state: disconnected) sequence(lamp.switch_on, delay(1s))";
        assert_eq!(at_rest(off, 0), "The whole program has failed: nothing is left to poll.");
        assert_eq!(sentences(off), ["The run starts with the first poll of sequence. It has failed."]);
    }

    #[test]
    fn before_the_run_nothing_was_polled() {
        let plan = Arc::new(Plan::new(&parse(GOOD_NIGHT).unwrap(), 1));
        let (event_loop, log) = (EventLoop::new(plan.clone()), EventLog::default());
        let state = event_loop.state_at(&log, event_loop.rest_at(&log, Duration::ZERO), 9);
        assert_eq!(describe(&plan, &state), "Nothing has been polled yet. The first poll starts the run.");
    }

    #[test]
    fn cancelling_drops_futures_and_their_timers() {
        let plan = Arc::new(Plan::new(&parse(GOOD_NIGHT).unwrap(), 1));
        let (event_loop, log) = (EventLoop::new(plan.clone()), EventLog::default());
        let state = event_loop.state_at(&log, event_loop.rest_at(&log, Duration::ZERO), 9);
        let dropped = |dropped_count, dropped_timers| {
            describe(&plan, &LoopState { dropped_count, dropped_timers, ..state.clone() })
        };
        assert_eq!(dropped(3, 1), "Cancelled: 3 futures were dropped, and 1 timer with them.");
        assert_eq!(dropped(1, 1), "Cancelled: 1 future was dropped, and 1 timer with it.");
        assert_eq!(dropped(2, 0), "Cancelled: 2 futures were dropped.");
    }

    #[test]
    fn large_counts_are_grouped() {
        assert_eq!(
            [5, 999, 4980, 100_000].map(more),
            ["and 5 more", "and 999 more", "and 4,980 more", "and 100,000 more"]
        );
    }
}
