//! Text of the page as a part of another one.

pub const OPEN_IN_HOMELOOP: &str = "Open in Homeloop";
pub const UNREADABLE_PROGRAM: &str = "This program cannot be read";

/// Parts of the error that answers a request to load something other than text.
pub const NO_TEXT: &str = "no text";
pub const EXPECTED_PROGRAM_TEXT: &str = "a program as text";
