use std::sync::Arc;

use super::Edit;
use crate::{
    home::ActionName,
    program::{BlockKind, LeafKind, Scene, Siblings, Step},
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
    Change(StepsName),
    AddDevice(Arc<str>),
    RemoveDevice(Arc<str>),
    ChangeDevice(Arc<str>),
    ChangeLatency(Arc<str>),
    Chain,
    /// Typing in the text. Consecutive edits of this name are undone together.
    Typing,
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

impl Edit {
    /// The name of the edit, before it is made in this scene.
    pub fn name(&self, scene: &Scene) -> EditName {
        let chosen = |steps: &Siblings| StepsName::of(scene.step.siblings(steps).unwrap_or_default());
        match self {
            Self::Insert { steps, .. } => EditName::Add(StepsName::of(steps)),
            Self::Delete(steps) => EditName::Delete(chosen(steps)),
            Self::Cut(steps) => EditName::Cut(chosen(steps)),
            Self::Duplicate(steps) => EditName::Duplicate(chosen(steps)),
            Self::Move { steps, .. } => EditName::Move(chosen(steps)),
            Self::Wrap { steps, kind } => EditName::Wrap(chosen(steps), *kind),
            Self::Unwrap(path) => EditName::Unwrap(chosen(&Siblings::one(path.clone()))),
            Self::Convert { kind, .. } => EditName::Convert(*kind),
            Self::Replace { at, .. } => EditName::Change(chosen(&Siblings::one(at.clone()))),
            Self::AddDevice(device) => EditName::AddDevice(device.name.clone()),
            Self::RemoveDevice(name) => EditName::RemoveDevice(name.clone()),
            Self::SetDevice { name, .. } => EditName::ChangeDevice(name.clone()),
            Self::SetLatency { name, .. } => EditName::ChangeLatency(name.clone()),
            Self::Chain { .. } => EditName::Chain,
            Self::Load { name, .. } => EditName::Custom(name.clone()),
        }
    }
}

impl StepsName {
    fn of(steps: &[Step]) -> Self {
        match steps {
            [Step::Message(message)] => Self::Message(message.action.name()),
            [Step::Delay(_)] => Self::Leaf(LeafKind::Delay),
            [Step::Block(block)] => Self::Block(block.kind),
            steps => Self::Several(steps.len()),
        }
    }
}
