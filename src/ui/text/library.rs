//! Text of the dialog "My programs".

use std::{fmt::Display, time::Duration};

use super::numbers::{count, seconds};
use crate::{browser::StoreError, program::ParseError};

pub const TITLE: &str = "My programs";
pub const NAME_EXAMPLE: &str = "such as: quiet evening";
pub const SAVE: &str = "Save";
pub const EXPORT_THIS: &str = "Export this program";
pub const IMPORT: &str = "Import";

pub const SAVED_PROGRAMS: &str = "Saved programs";
pub const NOTHING_SAVED: &str = "Nothing saved yet. Give the program a name and press Save; it stays in this browser.";
pub const UNSAVED_PROGRAMS: &str = "Unsaved programs";
pub const UNSAVED_HEADING: &str = "Unsaved, from earlier or another tab";
/// The name of a draft within sentences.
pub const UNSAVED_PROGRAM: &str = "the unsaved program";

pub const OPEN: &str = "Open";
pub const OPEN_AS_TEXT: &str = "Open as text";
pub const RENAME: &str = "Rename";
pub const NEW_NAME: &str = "New name";
pub const CANCEL: &str = "Cancel";
pub const EXPORT: &str = "Export";
pub const UNDO_DELETE: &str = "Undo delete";
pub const REPLACE: &str = "Replace it";
pub const KEEP_BOTH: &str = "Keep both";

pub const NAME_MISSING: &str = "Give the program a name first.";
pub const NOT_A_TEXT_FILE: &str = "it is not a text file of at most 1 MiB";
pub const DRAFT_WOULD_BE_LOST: &str =
    "The text on the page cannot be read yet, and not be kept for later either. Export it or correct it first.";
/// The name of the edit that restores the program of a reloaded page.
pub const RESTORE_EDIT: &str = "bring back your work";

/// The reason why something was not stored, and what to do.
pub fn store_error(error: StoreError) -> &'static str {
    match error {
        StoreError::Refused => {
            "This browser stores nothing for this page: its storage is blocked. The program on the page is untouched, but \
             will be gone when you leave. Export it to keep it."
        }
        StoreError::Full => {
            "This browser's storage is full. The program on the page is untouched, but will be gone when you leave. Delete \
             something below, or export it to keep it."
        }
    }
}

/// The accessible name of a button in the row of a program: "Rename: good night".
pub fn of_program(action: &str, program: &str) -> String {
    format!("{action}: {program}")
}

/// "4 steps, 1.00 s"
pub fn summary(steps: usize, makespan: Duration) -> String {
    format!("{}, {}", count(steps, "step"), seconds(makespan))
}

/// The summary of a text that is too long to be parsed for the list.
pub fn text_size(bytes: usize) -> String {
    format!("{} KB of text", bytes / 1000)
}

pub fn unreadable(ParseError { line, column, found, .. }: &ParseError) -> String {
    format!("cannot be read: line {line}, column {column}: found {found}")
}

/// The name of a draft in the list: its title if it has one, and its age if that is known.
pub fn draft_name(title: &str, age_ms: Option<u64>) -> String {
    let name = if title.is_empty() { "unsaved program".into() } else { format!("{title}, unsaved") };
    match age_ms {
        Some(age_ms) => format!("{name}, {}", ago(age_ms)),
        None => name,
    }
}

pub fn changed_elsewhere(name: &str) -> String {
    format!("Another tab or an earlier visit has changed {name}. Replace it?")
}

pub fn saved(name: &str, is_draft: bool) -> String {
    let as_text = if is_draft { " as text that cannot be read yet" } else { "" };
    format!("Saved {name}{as_text}.")
}

pub fn name_taken(name: &str) -> String {
    format!("There is a program named {name} already. Choose another name.")
}

pub fn renamed(old: &str, new: &str) -> String {
    format!("Renamed {old} to {new}.")
}

pub fn deleted(name: &str) -> String {
    format!("Deleted {name}.")
}

pub fn restored(name: &str) -> String {
    format!("{name} is back.")
}

pub fn not_stored(name: &str) -> String {
    format!("{name} was not stored.")
}

pub fn missing(name: &str) -> String {
    format!("{name} is not there any more.")
}

pub fn not_imported(file: &str, reason: impl Display) -> String {
    format!("{file} was not imported: {reason}. Nothing was changed.")
}

/// "5 minutes ago"
fn ago(ms: u64) -> String {
    let minutes = ms / 60_000;
    let (number, unit) = match minutes {
        0 => return "just now".into(),
        1..60 => (minutes, "minute"),
        60..1440 => (minutes / 60, "hour"),
        _ => (minutes / 1440, "day"),
    };
    format!("{} ago", count(number.try_into().unwrap_or(usize::MAX), unit))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_age_is_given_in_the_largest_unit() {
        const MINUTE: u64 = 60_000;
        let ages = [0, MINUTE, 59 * MINUTE, 60 * MINUTE, 47 * 60 * MINUTE, 72 * 60 * MINUTE].map(ago);
        assert_eq!(ages, ["just now", "1 minute ago", "59 minutes ago", "1 hour ago", "1 day ago", "3 days ago"]);
    }

    #[test]
    fn a_draft_without_a_date_is_named_without_an_age() {
        assert_eq!(draft_name("", Some(60_000)), "unsaved program, 1 minute ago");
        assert_eq!(draft_name("My morning", Some(60_000)), "My morning, unsaved, 1 minute ago");
        assert_eq!(draft_name("", None), "unsaved program");
    }
}
