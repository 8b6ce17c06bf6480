use std::sync::Arc;

use super::EditError;
use crate::{
    home::Device,
    program::{Arguments, BlockKind, Key, Lock, Path, Scene, Siblings, Step, Value, task_names},
};

/// The changes that make an edit, and the steps that are chosen afterwards.
pub(super) type Planned = Result<(Vec<Change>, Siblings), EditError>;

/// A primitive change of a scene. Each has an inverse, which is all that undo needs: no copy of the scene is kept.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Change {
    /// Removes `remove` children of a block from index `at` on, and inserts others there.
    Splice {
        block: Path,
        at: usize,
        remove: usize,
        insert: Vec<Step>,
    },
    Replace {
        at: Path,
        step: Step,
    },
    SetKind {
        block: Path,
        kind: BlockKind,
        arguments: Arguments,
    },
    Devices(Vec<Device>),
    Locks(Vec<Lock>),
    /// Readdresses the messages to one device to another, which has none yet.
    Readdress {
        from: Arc<str>,
        to: Arc<str>,
    },
    /// Renames a lock in all blocks; no block has the new name yet.
    RenameLock {
        from: Arc<str>,
        to: Arc<str>,
    },
    /// Renames a task, future or promise in all steps; none has the new name yet.
    RenameTask {
        from: Arc<str>,
        to: Arc<str>,
    },
}

impl Change {
    /// Changes the scene and returns the inverse change. Returns `None` and changes nothing if there is no such step.
    fn apply(self, scene: &mut Scene) -> Option<Self> {
        match self {
            Self::Splice { block, at, remove, insert } => {
                let children = &mut scene.step.block_mut(&block)?.children;
                children.get(at..at + remove)?;
                let inserted = insert.len();
                let removed = children.splice(at..at + remove, insert).collect();
                Some(Self::Splice { block, at, remove: inserted, insert: removed })
            }
            Self::Replace { at, step } => {
                let old = std::mem::replace(scene.step.at_mut(&at)?, step);
                Some(Self::Replace { at, step: old })
            }
            Self::SetKind { block: path, kind, arguments } => {
                let block = scene.step.block_mut(&path)?;
                let kind = std::mem::replace(&mut block.kind, kind);
                let arguments = std::mem::replace(&mut block.arguments, arguments);
                Some(Self::SetKind { block: path, kind, arguments })
            }
            Self::Devices(devices) => Some(Self::Devices(std::mem::replace(&mut scene.devices, devices))),
            Self::Locks(locks) => Some(Self::Locks(std::mem::replace(&mut scene.locks, locks))),
            Self::Readdress { from, to } => {
                scene.step.for_each_message_mut(&mut |message| {
                    if message.device == from {
                        message.device = to.clone();
                    }
                });
                Some(Self::Readdress { from: to, to: from })
            }
            Self::RenameLock { from, to } => {
                scene.step.for_each_block_mut(&mut |block| {
                    if block.kind == BlockKind::Lock && block.lock() == Some(&*from) {
                        block.arguments.set(block.kind, Key::Name, Value::Name(to.to_string().into()));
                    }
                });
                Some(Self::RenameLock { from: to, to: from })
            }
            Self::RenameTask { from, to } => {
                task_names::rename(&mut scene.step, &from, &to);
                Some(Self::RenameTask { from: to, to: from })
            }
        }
    }
}

/// Makes changes in order and returns the changes that undo them all. Returns `None` and changes nothing if one of them
/// cannot be made.
pub(super) fn apply_all(changes: Vec<Change>, scene: &mut Scene) -> Option<Vec<Change>> {
    let mut inverses = Vec::with_capacity(changes.len());
    for change in changes {
        match change.apply(scene) {
            Some(inverse) => inverses.insert(0, inverse),
            None => {
                apply_all(inverses, scene).expect("a change that was made can be undone");
                return None;
            }
        }
    }
    Some(inverses)
}
