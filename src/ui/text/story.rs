//! Text of the story: the lesson of a program, and the verdict on its run.

use std::time::Duration;

use super::{
    device::describe_hazard,
    numbers::{count, seconds},
    scheduler,
};
use crate::{home::Hazard, runtime::Failure};

pub const STORY: &str = "Story";
/// The place of the next preset in the story: "Next, 3 of 15".
pub fn next(number: usize, count: usize) -> String {
    format!("Next, {number} of {count}")
}

/// Stands in place of "Next" at the last preset, which leads back to the first.
pub const FROM_THE_START: &str = "Next, back to";

/// The lessons of programs that are no preset.
pub const EMPTY_PROGRAM: &str = "This program does nothing yet.";
/// Stands in place of the lesson while the text cannot be read.
pub const DRAFT: &str =
    "The text has an error, which Text shows. Until it is corrected, Run runs the last program without one.";
pub const NOT_PREDICTED: &str = "This program starts more than 100,000 steps. Only a run shows what they do.";
/// The field in place of the title of a program that is no preset, and the tip at the title.
pub const TITLE: &str = "Title";
pub const RENAME: &str = "Give the program another title";
pub const PRESS_RUN: &str = "Press Run and watch.";
pub const LOOK_AGAIN: &str = "Drag the line in the timeline to see any moment of the run again.";

/// Stands in place of the lesson of a preset that runs in another model than its own.
pub fn other_model(word: &str) -> &'static str {
    match word {
        "threads" => {
            "The same program with [threads|thread], one for each branch. Scheduler, below, shows who goes on; Compare has \
             all models side by side."
        }
        "blocking" => {
            "The same program without async: each step is [blocking], and holds the one [thread] until it has ended. Compare \
             has all models side by side."
        }
        _ => {
            "The same program in async: its branches are [tasks|task] on one [thread]. Compare has all models side by side."
        }
    }
}

/// The lesson of an edited preset whose run has shown that nothing goes wrong any more: what was before, and what is now.
pub fn repaired(before: Duration, was_stuck: bool, now: Duration) -> String {
    let (before, now) = (seconds(before), seconds(now));
    let before = if was_stuck { format!("stuck at {before}") } else { format!("{before}, and wrong") };
    format!("Repaired: nothing goes wrong any more. Before your changes: {before}. Now: {now}, and right.")
}

pub const RESET: &str = "Reset";
/// The rest of that label, for which there is no room: "Reset to the preset".
pub const TO_PRESET: &str = " to the preset";
pub const SLOWED: &str = "Slowed to 0.25× the first time, so that you can follow it.";
pub const PAUSED_BY_PAGE: &str = "The page paused the run while nobody could see it. Press Resume to go on.";

/// Stands in place of the verdict once an edit has made the program a preset.
pub fn made_preset(name: &str) -> String {
    format!("With your change it is the preset “{name}”. Run it.")
}

pub fn cancelled(end: Duration) -> String {
    format!("Cancelled after {}. What had not finished was stopped.", seconds(end))
}

pub fn done(end: Duration) -> String {
    format!("Done in {}.", seconds(end))
}

/// The verdict on a run that was shorter than its steps together.
pub fn done_sooner(end: Duration, one_by_one: Duration) -> String {
    format!("Done in {}. One after another it would have been {}.", seconds(end), seconds(one_by_one))
}

/// The verdict on a run that has ended well although steps of it have failed.
pub fn done_despite(end: Duration, step: &str, failures: usize) -> String {
    let failed = format!("{step} failed{}, and the program went on", and_more(failures, "failure"));
    format!("Done in {}. {}.", seconds(end), capitalized(&failed))
}

pub fn done_with_hazards(end: Duration, first: Hazard, count: usize) -> String {
    format!("Done in {}, but: {}{}.", seconds(end), describe_hazard(first), and_more(count, "hazard"))
}

/// The verdict on hazards of a run that has not ended.
pub fn hazards(first: Hazard, count: usize) -> String {
    capitalized(&format!("{}{}.", describe_hazard(first), and_more(count, "hazard")))
}

/// The verdict on a failed run: the step that failed first, the time, the reason, and the number of failures.
pub fn failed(step: &str, t: Duration, failure: Failure, count: usize) -> String {
    format!("{} failed at {}: {failure}{}.", capitalized(step), seconds(t), and_more(count, "failure"))
}

/// A lock or a task that somebody waits for in a ring.
pub struct Awaited<'a> {
    pub name: &'a str,
    pub is_lock: bool,
    /// The thread that holds the lock, in the threads model.
    pub thread: Option<u32>,
}

/// The verdict on a run in which nothing can go on. `ring` has what those wait for who wait for each other; without a ring,
/// `first` is the name that somebody awaits for ever.
pub fn stuck(t: Duration, ring: &[Awaited], first: Option<&str>) -> String {
    let waits = ring.iter().enumerate().map(|(place, Awaited { name, is_lock, thread })| {
        let after = ring[(place + 1) % ring.len()].name;
        match (is_lock, thread, place) {
            (true, Some(thread), _) => format!("{} holds {name}, wants {after}", scheduler::thread(*thread)),
            (true, None, 0) => format!("one holds {name}, wants {after}"),
            (true, None, _) => format!("another holds {name}, wants {after}"),
            (false, ..) => format!("{name} waits for {after}"),
        }
    });
    let waits: Vec<_> = waits.collect();
    match (&*waits, first) {
        ([], Some(name)) => format!("Stuck at {}: somebody awaits {name}, for ever.", seconds(t)),
        ([], None) => format!("Stuck at {}: nothing can ever go on.", seconds(t)),
        _ => format!("Stuck at {}: {}.", seconds(t), waits.join("; ")),
    }
}

/// " (and 2 more hazards)", of three.
fn and_more(found: usize, noun: &str) -> String {
    if found <= 1 { String::new() } else { format!(" (and {})", count(found - 1, &format!("more {noun}"))) }
}

fn capitalized(sentence: &str) -> String {
    let mut letters = sentence.chars();
    letters.next().map_or_else(String::new, |first| first.to_ascii_uppercase().to_string() + letters.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ui::text::with_plain_spaces;

    #[test]
    fn a_verdict_names_the_first_hazard_and_counts_the_others() {
        assert_eq!(hazards(Hazard::FlushDuringClean, 1), "The toilet is flushed with the brush inside.");
        assert_eq!(
            done_with_hazards(Duration::from_secs(1), Hazard::FlushDuringClean, 3),
            "Done in 1.00\u{a0}s, but: the toilet is flushed with the brush inside (and 2 more hazards)."
        );
    }

    #[test]
    fn a_stuck_run_says_who_waits_for_whom() {
        let awaited = |&(name, is_lock): &(&'static str, bool)| Awaited { name, is_lock, thread: None };
        let words = |ring: &[(&'static str, bool)]| {
            let ring: Vec<_> = ring.iter().map(awaited).collect();
            with_plain_spaces(&stuck(Duration::from_secs(1), &ring, None))
        };
        let in_threads =
            [("a", 1), ("b", 2)].map(|(name, thread)| Awaited { name, is_lock: true, thread: Some(thread) });
        assert_eq!(
            with_plain_spaces(&stuck(Duration::ZERO, &in_threads, None)),
            "Stuck at 0.00 s: thread 1 holds a, wants b; thread 2 holds b, wants a."
        );
        assert_eq!(
            words(&[("a", true), ("b", true)]),
            "Stuck at 1.00 s: one holds a, wants b; another holds b, wants a."
        );
        assert_eq!(words(&[("a", true), ("t", false)]), "Stuck at 1.00 s: one holds a, wants t; t waits for a.");
        assert_eq!(words(&[("t", false)]), "Stuck at 1.00 s: t waits for t.");
        assert_eq!(words(&[]), "Stuck at 1.00 s: nothing can ever go on.");
        let alone = with_plain_spaces(&stuck(Duration::from_secs(1), &[], Some("done")));
        assert_eq!(alone, "Stuck at 1.00 s: somebody awaits done, for ever.");
    }

    #[test]
    fn a_run_that_went_on_after_a_failure_says_so() {
        let end = Duration::from_secs(2);
        assert_eq!(
            with_plain_spaces(&done_despite(end, "speaker switch off", 1)),
            "Done in 2.00 s. Speaker switch off failed, and the program went on."
        );
        assert!(done_despite(end, "timeout", 3).contains("Timeout failed (and 2 more failures), and"));
    }

    #[test]
    fn a_failed_run_names_the_step_the_time_and_the_reason() {
        assert_eq!(
            failed("light switch on", Duration::from_millis(500), Failure::NoSuchDevice, 2),
            "Light switch on failed at 0.50\u{a0}s: the home has no device of that name (and 1 more failure)."
        );
    }
}
