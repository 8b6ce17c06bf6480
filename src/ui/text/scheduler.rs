//! Text of the scheduler: the models, the choices of a person, and the search of schedules.

use std::time::Duration;

use super::{
    numbers::{count, exact, grouped, latency, seconds},
    transport::Label,
};
use crate::program::BlockKind;
use crate::runtime::{EventKind, Found, Lanes, Misfit, ScheduleError, Work};

pub const SCHEDULER: Label =
    Label { name: "Scheduler", title: "Threads: who goes on, who chooses, and which schedules go wrong" };
pub const MODEL: &str = "Model";
pub const MODEL_TITLE: &str = "Async tasks, one step after another, or threads: Scheduler shows more";
pub const CORES: &str = "Cores";
pub const QUANTUM: &str = "Quantum, ms";
pub const SWITCH: &str = "Switch, ms";
pub const SCHEDULE: &str = "Schedule";
pub const ROUND_ROBIN: &str = "round robin";
pub const PROGRAM_ORDER: &str = "program order";
pub const CHOICES: &str = "Choices";
pub const STEPS: &str = "Micro-steps";
pub const CORES_LANES: &str = "Cores and threads";

/// Stands in place of the event loop.
pub const NO_EVENT_LOOP: &str = "With threads there is no [event loop]: the scheduler of the operating system decides which [thread] goes on. \
                                 The view Scheduler shows what it does here.";

pub const BEGIN: &str = "Be the scheduler";
pub const UNDO: &str = "Back";
pub const AGAIN: &str = "From the start";
pub const LEAVE: &str = "Leave the rest to round robin";
pub const SEARCH: &str = "Find a bad schedule";
pub const SEARCH_ORDERS: &str = "Find a bad order of what ends at once";
pub const SEARCH_SEEDS: &str = "Try 1,000 seeds of jitter";
pub const STOP: &str = "Stop the search";
pub const SHOW: &str = "Show the shortest";
pub const PREEMPTIONS: &str = "Preemptions";
pub const RUN_WITH_THREADS: &str = "Run it with threads";

/// Stands where the threads are in a model without them.
pub fn no_threads(word: &str) -> &'static str {
    match word {
        "blocking" => "Blocking: one [thread], one step after another. Nothing can come between, and all waits add up.",
        _ => {
            "Async: tasks on one [thread] give way to each other where they [await], and nowhere else. Threads can be switched \
             anywhere between two micro-steps: a send or read, a write, getting a [lock] or giving it back, a start."
        }
    }
}

/// The stack that a thread reserves: the default of Linux, in megabytes.
const STACK_MB: usize = 8;

/// "1.03 s · 2.10 s of threads · 3 stacks, 24 MB at 8 MB each · 7 switches"
pub fn figures(lanes: &Lanes) -> String {
    let (threads, switches) = (lanes.threads.len(), lanes.switches);
    format!(
        "{} · {} of threads · {}, {} MB at {STACK_MB} MB each · {}",
        seconds(lanes.end),
        seconds(lanes.thread_time()),
        count(threads, "stack"),
        threads * STACK_MB,
        if switches == 1 { "1 switch".into() } else { format!("{switches} switches") },
    )
}

/// The question at a choice.
pub fn question(number: usize, t: Duration, running: Option<u32>) -> String {
    let could = match running {
        Some(thread) => format!("thread {thread} has the core and could go on"),
        None => "the core is free".into(),
    };
    format!("Choice {number}, at {}: {could}. Who goes on?", seconds(t))
}

/// The line of a person's run that has ended.
pub fn outcome(is_stuck: bool, has_lost: bool, has_failed: bool) -> &'static str {
    match (is_stuck, has_lost, has_failed) {
        (true, ..) => "You have reached a deadlock: nobody can ever go on.",
        (_, true, _) => "You have lost an update: one thread wrote over what another had written.",
        (_, _, true) => "The program has failed with these choices.",
        _ => "Nothing went wrong with these choices. Go back, and let another thread come between.",
    }
}

/// Stands in place of the question where too many could go on for a button each.
pub const TOO_MANY: &str = "Too many threads could go on here for a button each. Leave the rest to round robin.";
pub const INVITATION: &str =
    "You choose who goes on wherever several threads could. Can you lose an update, or reach a deadlock?";

/// The last thing that a thread did, for a button.
pub fn next(work: Option<&Work>, last: Option<EventKind>) -> String {
    match (last, work) {
        (None, _) => "has not begun".into(),
        (Some(EventKind::Read(value)), _) => format!("has read {value}, would write"),
        (Some(EventKind::Written(value)), _) => format!("has written {value}"),
        (Some(EventKind::Acquired), _) => "has the lock".into(),
        (Some(EventKind::Released), _) => "has given the lock back".into(),
        (Some(EventKind::Started { .. }), Some(Work::Busy(_))) => "works".into(),
        (Some(EventKind::Started { .. }), Some(Work::Block(BlockKind::Lock))) => "wants it".into(),
        (Some(EventKind::Started { .. }), _) => "has started it".into(),
        (Some(EventKind::Delivered | EventKind::Finished), _) => "has an answer".into(),
        (Some(kind), _) => kind.as_str().into(),
    }
}

/// The text of a micro-step in the grid.
pub fn micro_step(kind: EventKind) -> Option<String> {
    Some(match kind {
        EventKind::Read(value) => format!("read {value}"),
        EventKind::Written(value) => format!("write {value}"),
        EventKind::Acquired => "get lock".into(),
        EventKind::Released => "give back".into(),
        EventKind::Stuck => "stuck".into(),
        _ => return None,
    })
}

/// The micro-steps of steps that have two.
pub const READ_AND_WRITE: [&str; 2] = ["read", "write"];
pub const GET_AND_GIVE_BACK: [&str; 2] = ["get", "give back"];
pub const BETWEEN: &str = "Threads can be switched here";

pub fn thread(number: u32) -> String {
    format!("thread {number}")
}

pub fn core(number: usize) -> String {
    format!("core {number}")
}

pub const RACES: &str = "The same change twice";
pub const TWICE: &str = "twice, side by side";
pub const IN_ASYNC: &str = "async";
pub const WITH_THREADS: &str = "threads";

/// The findings of a search in a program of the same change twice: "safe", "always lost", "lost in 5 of 9 schedules".
pub fn race(found: &Found) -> String {
    match found.wrong {
        0 if found.schedules == 1 => "safe".into(),
        0 => format!("safe in all {} schedules", grouped(found.schedules)),
        wrong if wrong == found.schedules => "one is always lost".into(),
        wrong => format!("one is lost in {} of {} schedules", grouped(wrong), grouped(found.schedules)),
    }
}

/// The things that a search tries in async.
pub const ORDERS: &str = "orders";
pub const SEEDS: &str = "seeds";

/// "37 of 1,204 schedules within 2 preemptions go wrong: 31 lose an update, 6 get stuck."
pub fn found(found: &Found, preemptions: u32, is_over: bool) -> String {
    found_within("schedules", &format!(" within {}", count(preemptions as usize, "preemption")), found, is_over)
}

/// "1 of 2 orders goes wrong: 1 has a hazard."
pub fn found_among(things: &str, found: &Found, is_over: bool) -> String {
    found_within(things, "", found, is_over)
}

fn found_within(things: &str, within: &str, found: &Found, is_over: bool) -> String {
    let number = grouped(found.schedules);
    if !is_over {
        return format!("{number} {things} so far, {} go wrong …", grouped(found.wrong));
    }
    let bound = if found.is_complete { "" } else { " These are not all: the search stopped before." };
    if found.wrong == 0 {
        return format!("None of the {number} {things}{within} goes wrong.{bound}");
    }
    let kinds = [
        (found.get_stuck, "get stuck", "gets stuck"),
        (found.fail, "fail", "fails"),
        (found.lose_update, "lose an update", "loses an update"),
        (found.have_hazard, "have a hazard", "has a hazard"),
    ];
    let kinds = kinds.into_iter().filter(|(number, ..)| *number > 0);
    let kinds: Vec<_> = kinds
        .map(|(number, many, one)| format!("{} {}", grouped(number), if number == 1 { one } else { many }))
        .collect();
    let go = if found.wrong == 1 { "goes" } else { "go" };
    format!("{} of {number} {things}{within} {go} wrong: {}.{bound}", grouped(found.wrong), kinds.join(", "))
}

pub fn misfit(misfit: &Misfit, has_threads: bool) -> String {
    let (number, thread) = (misfit.choice + 1, misfit.thread);
    match has_threads {
        true => format!(
            "The schedule does not fit from choice {number} on: thread {thread} could not go on there. The rest is round \
             robin."
        ),
        false => format!(
            "The schedule does not fit from choice {number} on: there is no place {thread} among what ends there. The rest is \
             in program order."
        ),
    }
}

pub fn bad_schedule(error: &ScheduleError) -> String {
    match error {
        ScheduleError::NoThread { place, part } => {
            format!("Part {place} of the schedule, “{part}”, is not the number of a thread: write 0.1.2, or seed:7.")
        }
        ScheduleError::NoSeed(seed) => format!("“{seed}” is not a seed: write a whole number, such as seed:7."),
        ScheduleError::TooLong => "A schedule has 10,000 choices at most.".into(),
    }
}

pub fn bad_cores(max: u32) -> String {
    format!("Cores: a whole number from 1 to {max}.")
}

pub fn bad_time(name: &str, min: Duration, max: Duration) -> String {
    format!("{name}: from {} to {}.", exact(min), latency(max))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_search_has_found_says_within_which_bound() {
        let some =
            Found { schedules: 1204, wrong: 37, lose_update: 31, get_stuck: 6, is_complete: true, ..Found::default() };
        assert_eq!(
            found(&some, 2, true),
            "37 of 1,204 schedules within 2 preemptions go wrong: 6 get stuck, 31 lose an update."
        );
        let none = Found { schedules: 1204, is_complete: true, ..Found::default() };
        assert_eq!(found(&none, 1, true), "None of the 1,204 schedules within 1 preemption goes wrong.");
        let cut = Found { schedules: 20_000, ..Found::default() };
        assert!(found(&cut, 2, true).ends_with("These are not all: the search stopped before."));
        assert_eq!(found(&some, 2, false), "1,204 schedules so far, 37 go wrong …");
    }
}
