use std::{sync::Arc, time::Duration};

use super::{EditName, name::StepsName};
use crate::{
    home::Device,
    program::{BlockKind, Key, Lock, Path, Place, Scene, Siblings, Step, Value},
};

/// An edit of a scene, as data.
#[derive(Clone, Debug, PartialEq)]
pub enum Edit {
    Insert {
        at: Place,
        steps: Vec<Step>,
    },
    Delete(Siblings),
    /// Deletes steps that are on the clipboard.
    Cut(Siblings),
    /// Puts copies of steps after them.
    Duplicate(Siblings),
    /// The place is the one before anything moves.
    Move {
        steps: Siblings,
        to: Place,
    },
    /// Puts a block around steps.
    Wrap {
        steps: Siblings,
        kind: BlockKind,
    },
    /// Puts the children of a block in its place.
    Unwrap(Path),
    /// Turns a block into one of another kind. Arguments that the new kind takes too stay.
    Convert {
        block: Path,
        kind: BlockKind,
    },
    /// Sets an argument of a block; a default is left out.
    SetArgument {
        block: Path,
        key: Key,
        value: Value,
    },
    /// Replaces a step, for example a message by one with another action, argument or latency.
    Replace {
        at: Path,
        step: Step,
    },
    AddDevice(Device),
    /// The messages to the device stay where they are.
    RemoveDevice(Arc<str>),
    /// Changes a device; its messages follow if it is renamed.
    SetDevice {
        name: Arc<str>,
        device: Device,
    },
    /// Changes the latency of a device. Consecutive changes, as by a slider, are undone together.
    SetLatency {
        name: Arc<str>,
        latency: Duration,
    },
    /// Changes a lock, declared or not; the blocks that hold it follow if it is renamed.
    SetLock {
        name: Arc<str>,
        lock: Lock,
    },
    /// Renames a task, future or promise in all steps.
    RenameTask {
        from: Arc<str>,
        to: Arc<str>,
    },
    /// Puts two branches of a parallel into a sequence, in the place of the earlier one.
    Chain {
        parallel: Path,
        first: usize,
        then: usize,
    },
    /// Replaces the whole scene, under a name of its own.
    Load {
        scene: Scene,
        name: EditName,
    },
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
            Self::SetArgument { block, key, .. } => EditName::SetArgument(chosen(&Siblings::one(block.clone())), *key),
            Self::Replace { at, .. } => EditName::Change(chosen(&Siblings::one(at.clone()))),
            Self::AddDevice(device) => EditName::AddDevice(device.name.clone()),
            Self::RemoveDevice(name) => EditName::RemoveDevice(name.clone()),
            Self::SetDevice { name, .. } => EditName::ChangeDevice(name.clone()),
            Self::SetLatency { name, .. } => EditName::ChangeLatency(name.clone()),
            Self::SetLock { name, .. } => EditName::ChangeLock(name.clone()),
            Self::RenameTask { from, .. } => EditName::RenameTask(from.clone()),
            Self::Chain { .. } => EditName::Chain,
            Self::Load { name, .. } => name.clone(),
        }
    }
}
