use std::sync::Arc;

use crate::{
    home::ActionName,
    program::{BlockKind, Key, LeafKind, Step},
};

/// The name of an edit in the undo history, as data. The page has its words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum EditName {
    Add(StepsName),
    Delete(StepsName),
    Cut(StepsName),
    Duplicate(StepsName),
    Move(StepsName),
    Wrap(StepsName, BlockKind),
    Unwrap(StepsName),
    Convert(BlockKind),
    SetArgument(StepsName, Key),
    Change(StepsName),
    AddDevice(Arc<str>),
    RemoveDevice(Arc<str>),
    ChangeDevice(Arc<str>),
    ChangeLatency(Arc<str>),
    ChangeLock(Arc<str>),
    RenameTask(Arc<str>),
    Chain,
    /// Typing in the text. Consecutive edits of this name are undone together.
    Typing,
    NewProgram,
    /// Words that the caller chose: "open a link".
    Custom(String),
}

/// The name of one or several steps.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StepsName {
    Message(ActionName),
    Leaf(LeafKind),
    Block(BlockKind),
    Several(usize),
}

impl StepsName {
    pub(super) fn of(steps: &[Step]) -> Self {
        let [step] = steps else { return Self::Several(steps.len()) };
        match step {
            Step::Message(message) => Self::Message(message.action.name()),
            Step::Delay(_) => Self::Leaf(LeafKind::Delay),
            Step::Work(_) => Self::Leaf(LeafKind::Work),
            Step::Fail(_) => Self::Leaf(LeafKind::Fail),
            Step::OnTask(step) => Self::Leaf(step.verb.leaf_kind()),
            Step::Increment(_) => Self::Leaf(LeafKind::Increment),
            Step::Block(block) => Self::Block(block.kind),
        }
    }
}
