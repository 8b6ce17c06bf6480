//! Text of the controls of a run.

use std::time::Duration;

use super::numbers::{number, seconds, with_plain_spaces};

pub const TRANSPORT: &str = "Transport";
pub const RUN: &str = "Run";
pub const PAUSE: &str = "Pause";
pub const RESUME: &str = "Resume";
pub const POSITION: &str = "Position";
pub const LIVE: &str = "Live";
pub const SPEED: &str = "Speed";

/// The text of a button that shows an icon.
#[derive(Clone, Copy)]
pub struct Label {
    pub name: &'static str,
    pub title: &'static str,
}

pub const STEP_BACK: Label = Label { name: "Step back", title: "Step back (,)" };
pub const STEP: Label = Label { name: "Step", title: "Step (.)" };
pub const CANCEL: Label = Label { name: "Cancel", title: "Cancel" };
pub const RESET: Label = Label { name: "Reset", title: "Reset" };
pub const REPLAY: Label = Label { name: "Replay", title: "Replay from the cursor" };
pub const LOOP: Label = Label { name: "Loop", title: "Loop the replay" };
pub const MORE: Label = Label { name: "More controls", title: "Replay, loop, sound" };
pub const SOUND: Label = Label { name: "Sound", title: "Sound: a note for each message" };

pub fn position(cursor: Duration, total: Option<Duration>) -> String {
    with_plain_spaces(&match total {
        Some(total) => format!("{} of {}", seconds(cursor), seconds(total)),
        None => seconds(cursor),
    })
}

/// "0.5×"
pub fn speed(speed: f64) -> String {
    format!("{}×", number(speed))
}
