//! Labels and errors of the fields of a step.

use crate::program::{BlockKind, Errors, First, Key, Losers};

pub const CHANGE_STEP: &str = "Change the step";
pub const DEVICE: &str = "Device";
pub const ACTION: &str = "Action";
pub const COLOR: &str = "Colour";
pub const PICK_COLOR: &str = "Pick a colour";
pub const SONG: &str = "Song";
/// The label of the duration of a delay.
pub const DURATION: &str = "Duration";
pub const LATENCY: &str = "Latency";
/// The label of the kind of a block.
pub const BLOCK_KIND: &str = "Kind of block";
/// The label of the reason of a step that fails.
pub const REASON: &str = "Reason";
/// The label of the time after which a step fails.
pub const AFTER: &str = "After";
/// The labels of the fields of a lock.
pub const PERMITS: &str = "Permits: how many may hold it at once";
pub const RENAME: &str = "Rename it in the whole program";
/// The label of the name of what a step awaits, cancels or resolves.
pub const NUMBER_NAME: &str = "Name of the number on the wall";
pub const TASK_NAME: &str = "Name of the task, future or promise";
/// In place of the number of branches that may be open at once.
pub const NO_LIMIT: &str = "no limit";
pub const NOT_EMPTY: &str = "A value is needed here.";

pub const DURATION_TOO_LONG: &str = "At most 10 minutes.";
pub const UNKNOWN_ACTION: &str = "There is no such action.";

pub fn unknown_color(color: &str) -> String {
    format!("CSS knows no colour “{color}”. Try red or #ff8800.")
}

/// The label of an argument of a block. A choice has its word of the notation too, since Compare and the text use that.
pub fn argument_label(block: BlockKind, key: Key) -> &'static str {
    match key {
        Key::Name if block == BlockKind::Start => "Name of the task",
        Key::Name if block == BlockKind::Future => "Name of the future",
        Key::Name => "Name of the lock",
        Key::Duration => "Time for its steps",
        Key::Count if block == BlockKind::Retry => "Attempts at most",
        Key::Count => "Times",
        Key::Errors => "After a failure (errors)",
        Key::Limit => "Branches at once",
        Key::First => "Decided by (first)",
        Key::Losers => "The others (losers)",
        Key::Wait if block == BlockKind::Retry => "Pause after a failure",
        Key::Wait => "Pause",
        Key::Grow => "Each pause times",
    }
}

/// A word that an argument may be, with its meaning.
pub fn argument_word(key: Key, word: &str) -> String {
    word_meaning(key, word).map_or_else(|| word.into(), |meaning| format!("{word}: {meaning}"))
}

/// The meaning of a word that an argument may be.
pub fn word_meaning(key: Key, word: &str) -> Option<&'static str> {
    match key {
        Key::Errors => Errors::from_name(word).map(|errors| match errors {
            Errors::Wait => "all end, then it fails",
            Errors::Cancel => "the others are cancelled",
            Errors::Leave => "it fails, the others go on",
            Errors::Collect => "all end, it does not fail",
        }),
        Key::First => First::from_name(word).map(|first| match first {
            First::Settled => "the first to end, even in failure",
            First::Success => "the first to succeed",
        }),
        Key::Losers => Losers::from_name(word).map(|losers| match losers {
            Losers::Cancel => "are cancelled",
            Losers::Leave => "go on as strays",
        }),
        _ => None,
    }
}

pub fn not_a_count(most: u32) -> String {
    format!("A whole number from 1 to {most}.")
}

pub fn not_a_factor(most: u32) -> String {
    format!("A number from 1 to {most}.")
}
