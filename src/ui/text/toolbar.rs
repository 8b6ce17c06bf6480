//! Names of the commands for the chosen steps.

use super::transport::Label;

pub const MORE: Label = Label { name: "More for the chosen steps", title: "Wrap, move, cut, copy, paste" };
pub const MORE_WORD: &str = "More";
pub const CHOSEN_STEPS: &str = "Chosen steps";
pub const EDIT: &str = "Edit";
pub const MOVE_UP: &str = "Move up";
pub const MOVE_DOWN: &str = "Move down";
pub const MOVE_OUT: &str = "Move out";
pub const MOVE_IN: &str = "Move in";
/// Tells the way to choose several steps.
pub const SEVERAL: &str = "Several steps: press the last with Shift.";
pub const WRAP_IN: &str = "Wrap in";
pub const WRAP_IN_SEQUENCE: &str = "Wrap in sequence";
pub const WRAP_IN_PARALLEL: &str = "Wrap in parallel";
pub const WRAP_IN_RACE: &str = "Wrap in race";
pub const WRAP_IN_TIMEOUT: &str = "Wrap in timeout";
pub const WRAP_IN_RETRY: &str = "Wrap in retry";
pub const WRAP_IN_REPEAT: &str = "Wrap in repeat";
pub const WRAP_IN_FALLBACK: &str = "Wrap in fallback";
pub const WRAP_IN_ENSURE: &str = "Wrap in ensure";
pub const WRAP_IN_LOCK: &str = "Wrap in lock";
pub const WRAP_IN_START: &str = "Wrap in start";
pub const WRAP_IN_FUTURE: &str = "Wrap in future";
pub const WRAP_IN_BLOCKING: &str = "Wrap in blocking";
pub const WRAP_IN_OFFLOAD: &str = "Wrap in offload";
pub const CONVERT: &str = "Turn sequence and parallel";
pub const UNWRAP: &str = "Unwrap";
pub const DUPLICATE: &str = "Duplicate";
pub const CUT: &str = "Cut";
pub const COPY: &str = "Copy";
pub const PASTE: &str = "Paste";

/// The name of a command with its key, if it has one: "Cut (Ctrl+X)".
pub fn with_key(name: &str, key: &str) -> String {
    if key.is_empty() { name.into() } else { format!("{name} ({key})") }
}
