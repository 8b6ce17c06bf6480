//! Text of the palette.

pub const PALETTE: &str = "Palette";
pub const GROUPS: &str = "Groups of steps";
pub const ADD_STEP: &str = "Add a step";
pub const FIND_STEP: &str = "Find a step to add";
pub const NOT_FOUND: &str = "Nothing in the palette has that name.";
pub const ADD_DEVICE: &str = "Add a device";
/// The group of locks, tasks and all that has to do with them.
pub const TASKS: &str = "tasks";
pub const BLOCKS: &str = "blocks";
pub const INSERT_EARLIER: &str = "Insert earlier";
pub const INSERT_EARLIER_TITLE: &str = "Insert earlier (Ctrl+↑)";
pub const INSERT_LATER: &str = "Insert later";
pub const INSERT_LATER_TITLE: &str = "Insert later (Ctrl+↓)";

/// The insertion point, described by [`place`](super::place).
pub fn goes(place: &str) -> String {
    format!("goes {place}")
}

pub fn add(entry: &str) -> String {
    format!("Add {entry}")
}

pub fn change_device(name: &str) -> String {
    format!("Change {name}")
}
