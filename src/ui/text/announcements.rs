//! Announcements: the results of edits, and the names of edits that the page makes itself.

/// The names of edits, as they follow the words "Undo" and "Done".
pub const OPEN_LINK: &str = "open a link";
pub const LOAD_PROGRAM: &str = "load a program";

pub fn open(program: &str) -> String {
    format!("open {program}")
}

/// "Done: move flush.", "Opened Wake up."
pub fn done(name: &str) -> String {
    match name.strip_prefix("open ") {
        Some(program) => format!("Opened {program}."),
        None => format!("Done: {name}."),
    }
}

pub fn undone(name: &str) -> String {
    format!("Undone: {name}.")
}

pub fn done_again(name: &str) -> String {
    format!("Done again: {name}.")
}

/// An edit with its consequences: the program equals a preset now, a run has ended, comments were lost.
pub fn done_with(name: &str, preset: Option<&str>, has_ended_run: bool, has_lost_comments: bool) -> String {
    let mut text = done(name);
    if let Some(preset) = preset {
        text += &format!(" That is the preset {preset}.");
    }
    if has_ended_run {
        text += " The run has ended with it: it was of the program before.";
    }
    if has_lost_comments {
        text += " The comments in the text went with it; Undo brings them back.";
    }
    text
}

pub const READONLY: &str = "This program is read-only. Open it in Homeloop to change it.";
pub const DRAFT_IN_THE_WAY: &str = "The text cannot be read yet. Correct it or discard it, then go on with the blocks.";
pub const UNREADABLE_TEXT: &str = "This text cannot be read yet. The error is shown beside it.";

/// Parts of the errors of programs that are refused as a whole.
pub const THIS_PROGRAM: &str = "this program";
pub const WHOLE_PROGRAM: &str = "all of a program";

pub fn connected(device: &str) -> String {
    format!("{device} is connected.")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_edit_is_announced_with_its_consequences() {
        assert_eq!(done_with("move flush", None, false, false), "Done: move flush.");
        assert_eq!(done(&open("Wake up")), "Opened Wake up.");
        assert_eq!(
            done_with("move flush", Some("Good night"), true, true),
            "Done: move flush. That is the preset Good night. The run has ended with it: it was of the program before. \
             The comments in the text went with it; Undo brings them back."
        );
    }
}
