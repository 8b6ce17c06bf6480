//! Names of edits, and the reasons why edits are refused.

use crate::program::{EditError, EditName, NameError, StepsName, TaskVerb, describe_invisible};

/// The name of an edit, as it follows the word "Undo": "move flush".
pub fn edit_name(name: &EditName) -> String {
    match name {
        EditName::Add(added) => format!("add {}", steps(*added)),
        EditName::Delete(deleted) => format!("delete {}", steps(*deleted)),
        EditName::Cut(cut) => format!("cut {}", steps(*cut)),
        EditName::Duplicate(copied) => format!("duplicate {}", steps(*copied)),
        EditName::Move(moved) => format!("move {}", steps(*moved)),
        EditName::Wrap(wrapped, kind) => format!("wrap {} in {}", steps(*wrapped), kind.as_str()),
        EditName::Unwrap(block) => format!("unwrap {}", steps(*block)),
        EditName::Convert(kind) => format!("turn into {}", kind.as_str()),
        EditName::SetArgument(block, key) => format!("change {} of {}", key.as_str(), steps(*block)),
        EditName::Change(changed) => format!("change “{}”", steps(*changed)),
        EditName::AddDevice(name) => format!("add device {name}"),
        EditName::RemoveDevice(name) => format!("remove device {name}"),
        EditName::ChangeDevice(name) => format!("change device {name}"),
        EditName::ChangeLatency(name) => format!("change latency of {name}"),
        EditName::ChangeLock(name) => format!("change lock {name}"),
        EditName::RenameTask(name) => format!("rename {name}"),
        EditName::Chain => "run in sequence".into(),
        EditName::Typing => "typing".into(),
        EditName::NewProgram => "open a new program".into(),
        EditName::Custom(words) => words.clone(),
    }
}

/// The error of a name for a lock, a task, a future or a promise.
pub const NOT_A_NAME: &str = "A name is a letter and then letters, digits or _.";

/// The reason why an edit was not made, in a sentence.
pub fn edit_error(error: &EditError) -> String {
    match error {
        EditError::NoSuchStep => "That step is no longer there.".into(),
        EditError::NoSuchArgument => "That block takes no such argument.".into(),
        EditError::OneRoot => "A program is one step: everything else goes inside it.".into(),
        EditError::IntoItself => "A block cannot go inside itself.".into(),
        EditError::Limit(limit) => format!("That would be too much: a program has {limit}. Nothing was changed."),
        EditError::Device(NameError::NotAName) => {
            "A name is a letter and then letters, digits or _, and no word of the notation.".into()
        }
        EditError::Lock(NameError::NotAName) | EditError::Task(NameError::NotAName) => NOT_A_NAME.into(),
        EditError::Device(NameError::Invisible(character))
        | EditError::Lock(NameError::Invisible(character))
        | EditError::Task(NameError::Invisible(character)) => {
            let character = describe_invisible(*character).unwrap_or_default();
            format!("The name contains a character that cannot be seen: {character}. Delete it.")
        }
        EditError::Device(NameError::Taken) => "That name is taken, by a device or by steps for one.".into(),
        EditError::Lock(NameError::Taken) => "Another lock has that name.".into(),
        EditError::Task(NameError::Taken) => "Another task, future or promise has that name.".into(),
        EditError::Task(NameError::Unknown) => "Nothing has that name.".into(),
        EditError::Misuse(TaskVerb::Resolve) => {
            "That name is a task's or a future's, which ends with its steps: only a promise can be resolved.".into()
        }
        EditError::Misuse(_) => "That name is a promise's, which runs no steps that could be cancelled.".into(),
        EditError::Misplaced => {
            "A worker has no event loop: inside offload go messages, delay, fail, work and sequence.".into()
        }
        EditError::Device(NameError::Unknown) => "There is no device of that name.".into(),
        EditError::Lock(NameError::Unknown) => "There is no lock of that name.".into(),
    }
}

/// "flush", "3 steps"
fn steps(name: StepsName) -> String {
    match name {
        StepsName::Message(action) => action.describe(),
        StepsName::Leaf(kind) => kind.as_str().into(),
        StepsName::Block(kind) => kind.as_str().into(),
        StepsName::Several(count) => format!("{count} steps"),
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;
    use crate::{
        home::ActionName,
        program::{BlockKind, LeafKind, Limit},
    };

    #[test]
    fn an_edit_is_named_with_its_steps() {
        let names = [
            EditName::Add(StepsName::Message(ActionName::SwitchOn)),
            EditName::Move(StepsName::Several(2)),
            EditName::Wrap(StepsName::Leaf(LeafKind::Delay), BlockKind::Parallel),
            EditName::Convert(BlockKind::Sequence),
            EditName::ChangeLatency("light".into()),
        ];
        assert_eq!(
            names.map(|name| edit_name(&name)),
            [
                "add switch on",
                "move 2 steps",
                "wrap delay in parallel",
                "turn into sequence",
                "change latency of light"
            ]
        );
    }

    #[test]
    fn a_limit_that_stops_an_edit_is_named() {
        let words = |limit| edit_error(&EditError::Limit(limit));
        assert_eq!(
            words(Limit::Steps(100_000)),
            "That would be too much: a program has at most 100000 steps. Nothing was changed."
        );
        assert!(words(Limit::Nesting(64)).contains("blocks nested at most 64 deep"));
        assert!(words(Limit::Duration(Duration::from_secs(600))).contains("at most 10 minutes"));
    }

    #[test]
    fn a_character_that_cannot_be_seen_in_a_name_is_named() {
        let error = edit_error(&EditError::Device(NameError::Invisible('\u{200b}')));
        assert_eq!(error, "The name contains a character that cannot be seen: U+200B, zero width space. Delete it.");
    }
}
