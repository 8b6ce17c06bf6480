//! Words that several parts of the page share.

pub const CLOSE: &str = "Close";
pub const DELETE: &str = "Delete";
pub const NAME: &str = "Name";
pub const UNDO: &str = "Undo";

/// The reason why a duration was not accepted.
pub const INVALID_DURATION: &str = "Write a duration such as 500ms or 1.5s.";
