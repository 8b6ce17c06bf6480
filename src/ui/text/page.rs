//! Text of the page around the panels.

pub const APP_NAME: &str = "Homeloop";
pub const DISMISS: &str = "Dismiss";

/// The group of buttons that choose a panel on a narrow page, and the buttons.
pub const PANEL: &str = "Panel";
pub const TIMELINE: &str = "Timeline";
pub const PROGRAM: &str = "Program";
pub const CODE: &str = "Code";
pub const EVENT_LOG: &str = "Event log";

/// The title of a program without a name, from the preset that it was.
pub fn unnamed(preset: Option<&str>) -> String {
    preset.map_or_else(|| OWN_PROGRAM.into(), |name| format!("{name}, changed"))
}

/// The name of a program that is no preset.
pub const OWN_PROGRAM: &str = "Your own program";

/// The forms of the program.
pub const FORM_BLOCKS: &str = "Blocks";
pub const FORM_CODE: &str = CODE;
pub const FORM_TEXT: &str = "Text";
