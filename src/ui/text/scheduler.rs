//! Text of the scheduler: the models and their figures, and the choices of a person.

use std::time::Duration;

use super::{
    numbers::{count, exact, grouped, latency, seconds},
    transport::Label,
};
use crate::{
    program::BlockKind,
    runtime::{Cost, EventKind, Goal, Misfit, ScheduleError, Work},
};

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

/// The stack that a thread reserves, in megabytes: the default of Linux, which CPython takes. Rust reserves 2 unless told
/// otherwise.
const STACK_MB: usize = 8;

/// "takes 1.03 s · 3 threads, together 2.10 s · 24 MB for stacks of 8 MB · 7 switches"
pub fn figures(cost: &Cost) -> String {
    let Cost { end, thread_time, threads, at_once, switches } = *cost;
    let takes = format!("takes {}", seconds(end));
    let memory = memory(at_once * STACK_MB);
    let (alive, stacks) = match threads {
        1 => ("1\u{a0}thread".into(), format!("{memory} for its stack")),
        _ => (
            format!("{}\u{a0}threads, together {}", grouped(threads as u32), seconds(thread_time)),
            format!("{memory} for stacks of {STACK_MB}\u{a0}MB"),
        ),
    };
    let switches = match switches {
        0 => "no\u{a0}switch".into(),
        1 => "1\u{a0}switch".into(),
        _ => format!("{}\u{a0}switches", grouped(switches as u32)),
    };
    // A line breaks after a dot.
    [takes, alive, stacks, switches].join("\u{a0}· ")
}

/// "24 MB", "80 GB"
fn memory(mb: usize) -> String {
    if mb < 1000 { format!("{mb}\u{a0}MB") } else { format!("{}\u{a0}GB", grouped((mb / 1000) as u32)) }
}

/// The question at a choice.
pub fn question(number: usize, t: Duration, running: Option<u32>) -> String {
    let could = match running {
        Some(thread) => format!("thread {thread} has the core and could go on"),
        None => "the core is free".into(),
    };
    format!("Choice {number}, at {}: {could}. Who goes on?", seconds(t))
}

pub const GOAL: &str = "Goal";

pub fn goal(goal: Goal) -> &'static str {
    match goal {
        Goal::LoseUpdate => "lose an update",
        Goal::Deadlock => "reach a deadlock",
    }
}

/// The line of a person's run that has ended after so many choices: what was reached, and how to get to the goal.
pub fn outcome(goal: Option<Goal>, reached: Option<Goal>, choices: usize, has_failed: bool) -> String {
    let what = match reached {
        Some(Goal::Deadlock) => "you have reached a deadlock, and nobody can ever go on",
        Some(Goal::LoseUpdate) => "you have lost an update, as one thread wrote over what another had written",
        None if has_failed => "the program has failed",
        None => "nothing has gone wrong",
    };
    let way = match goal.or(reached) {
        _ if reached == goal && goal.is_some() => {
            return format!("Goal reached with {}: {what}.", count(choices, "choice"));
        }
        Some(Goal::LoseUpdate) if reached == Some(Goal::LoseUpdate) => {
            "Go back to before the second one has read to keep both."
        }
        Some(Goal::Deadlock) if reached == Some(Goal::Deadlock) => {
            "Go back to before the second one got a lock to avoid it."
        }
        Some(Goal::LoseUpdate) => "Go back to where one has read and not written, and let another thread read.",
        Some(Goal::Deadlock) => "Go back to where one has a lock, and let another thread get the other.",
        None => "Go back, and let another thread come between.",
    };
    format!("With {} {what}. {way}", count(choices, "choice"))
}

/// The description of the button of the thread that goes on next in the schedule that is stepped through.
pub const IS_NEXT: &str = "next in the schedule";

/// The label of the button that steps through a schedule, of which it says the first choices.
pub fn step_through(schedule: &str) -> String {
    match schedule.char_indices().nth(MOST_LETTERS) {
        None => format!("Step through {schedule}"),
        Some((end, _)) => format!("Step through {}…", &schedule[..end]),
    }
}

const MOST_LETTERS: usize = 20;

pub const SHOW_REST: &str = "Show the rest";

/// Stands in place of the question where too many could go on for a button each.
pub const TOO_MANY: &str = "Too many threads could go on here for a button each. Leave the rest to round robin.";
pub const INVITATION: &str = "The threads are simulated: the same choices give the same run. Wherever several could go on, you choose one. \
     Thread 0 is the program itself, which starts the others.";

/// Stands before a run whose schedule is given: by a link, or by who has chosen it.
pub const GIVEN_SCHEDULE: &str =
    "The run has a schedule: Run shows all of it, and Step through one choice after another.";

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
        _ => return None,
    })
}

/// The text of a wait that never ends in the grid.
pub fn wants(name: &str) -> String {
    format!("wants {name}, for ever")
}

/// The micro-steps of steps that have two.
pub const READ_AND_WRITE: [&str; 2] = ["read", "write"];
pub const GET_AND_GIVE_BACK: [&str; 2] = ["get", "give back"];
pub const BETWEEN: &str = "Threads can be switched here";

pub fn thread(number: u32) -> String {
    format!("thread {number}")
}

/// Stands below the lanes of the first threads.
pub fn more_threads(hidden: usize) -> String {
    format!("and {} more", count(hidden, "thread"))
}

pub fn core(number: usize) -> String {
    format!("core {number}")
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
    use crate::ui::text::with_plain_spaces;

    #[test]
    fn the_figures_of_a_run_are_its_time_its_threads_their_stacks_and_the_switches() {
        let second = Duration::from_secs(1);
        let cost = |threads: usize, switches| Cost {
            end: second,
            thread_time: second * threads as u32,
            threads,
            at_once: threads,
            switches,
        };
        let words = |cost| with_plain_spaces(&figures(&cost));
        assert_eq!(words(cost(1, 0)), "takes 1.00 s · 1 thread · 8 MB for its stack · no switch");
        let many = "takes 1.00 s · 10,001 threads, together 10001.00 s · 80 GB for stacks of 8 MB · 1 switch";
        assert_eq!(words(cost(10_001, 1)), many);
        assert!(figures(&cost(1, 0)).contains("8\u{a0}MB for its stack\u{a0}· no\u{a0}switch"));
    }
}
