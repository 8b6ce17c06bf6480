//! Labels and errors of the fields of a step.

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
pub const BLOCK_KIND: &str = "Runs its steps in";

pub const DURATION_TOO_LONG: &str = "At most 10 minutes.";
pub const UNKNOWN_ACTION: &str = "There is no such action.";

pub fn unknown_color(color: &str) -> String {
    format!("CSS knows no colour “{color}”. Try red or #ff8800.")
}
