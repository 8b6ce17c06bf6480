//! Text of the search of schedules, and of what it finds in a program of the same change twice.

use super::numbers::grouped;
use crate::runtime::Found;

pub const SEARCH: &str = "Find a bad schedule";
pub const SEARCH_ORDERS: &str = "Find a bad order of what ends at once";
pub const SEARCH_SEEDS: &str = "Try 1,000 seeds of jitter";
pub const STOP: &str = "Stop the search";
pub const SHOW: &str = "Show the shortest";
pub const PREEMPTIONS: &str = "Preemptions";

pub const RACES: &str = "The same change twice, in a program of its own";
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

/// "37 of 1,204 schedules within 2 preemptions go wrong: 31 lose an update, 6 get stuck." With a word of the glossary.
pub fn found(found: &Found, preemptions: u32, is_over: bool) -> String {
    let word = if preemptions == 1 { "preemption" } else { "preemptions" };
    let within = format!(" within {preemptions} [{word}|preempt]");
    found_within("schedules", &within, found, is_over)
}

/// "1 of 2 orders goes wrong: 1 has a hazard."
pub fn found_among(things: &str, found: &Found, is_over: bool) -> String {
    found_within(things, "", found, is_over)
}

fn found_within(things: &str, within: &str, found: &Found, is_over: bool) -> String {
    if is_over && found.schedules == 0 {
        return "Nothing was tried: one run of this program is too long to be predicted.".into();
    }
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_search_has_found_says_within_which_bound() {
        let some =
            Found { schedules: 1204, wrong: 37, lose_update: 31, get_stuck: 6, is_complete: true, ..Found::default() };
        assert_eq!(
            found(&some, 2, true),
            "37 of 1,204 schedules within 2 [preemptions|preempt] go wrong: 6 get stuck, 31 lose an update."
        );
        let none = Found { schedules: 1204, is_complete: true, ..Found::default() };
        assert_eq!(found(&none, 1, true), "None of the 1,204 schedules within 1 [preemption|preempt] goes wrong.");
        let cut = Found { schedules: 20_000, ..Found::default() };
        assert!(found(&cut, 2, true).ends_with("These are not all: the search stopped before."));
        assert_eq!(found(&some, 2, false), "1,204 schedules so far, 37 go wrong …");
        assert!(found(&Found::default(), 2, true).starts_with("Nothing was tried"));
    }
}
