//! Words that several parts of the page share.

use crate::program::{describe_invisible, first_invisible, with_point};

pub const CLOSE: &str = "Close";
pub const DELETE: &str = "Delete";
pub const NAME: &str = "Name";
pub const UNDO: &str = "Undo";

/// The reason why a duration was not accepted.
pub const INVALID_DURATION: &str = "Write a duration such as 500ms or 1.5s, with a point and no comma.";

/// The reason why a duration that was typed is not accepted.
pub fn invalid_duration(typed: &str) -> String {
    match (with_point(typed).or_else(|| with_point(&format!("{}ms", typed.trim()))), first_invisible(typed)) {
        (Some(duration), _) => format!("In “{typed}” use a point: {duration}."),
        (None, Some(character)) => {
            let character = describe_invisible(character).unwrap_or_default();
            format!("“{typed}” contains a character that cannot be seen: {character}. Delete it.")
        }
        (None, None) => format!("“{typed}” is not a duration. Write one such as 500ms or 1.5s."),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_duration_that_is_not_accepted_is_told_with_what_to_write() {
        assert_eq!(invalid_duration("1,5s"), "In “1,5s” use a point: 1.5s.");
        assert_eq!(invalid_duration("0,5"), "In “0,5” use a point: 0.5ms.");
        assert_eq!(invalid_duration("soon"), "“soon” is not a duration. Write one such as 500ms or 1.5s.");
        assert!(invalid_duration("1\u{200b}s").ends_with("U+200B, zero width space. Delete it."));
    }
}
