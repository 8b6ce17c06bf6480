use std::sync::Arc;

use crate::{
    home::Device,
    program::{BlockKind, Path, Scene, Step},
};

/// The few ways in which a scene changes. Each knows its inverse, and that is all that undoing needs: no copy of the
/// scene is kept.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Change {
    /// Takes `remove` children out of a block, beginning with the child `at`, and puts others in their place.
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
    },
    Devices(Vec<Device>),
    /// Makes messages for one device messages for another, which has had none.
    Readdress {
        from: Arc<str>,
        to: Arc<str>,
    },
}

impl Change {
    /// Changes the scene and gives back what undoes it. `None`, and no change, where the scene has no such step.
    pub(super) fn apply(self, scene: &mut Scene) -> Option<Self> {
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
            Self::SetKind { block, kind } => {
                let kind = std::mem::replace(&mut scene.step.block_mut(&block)?.kind, kind);
                Some(Self::SetKind { block, kind })
            }
            Self::Devices(devices) => Some(Self::Devices(std::mem::replace(&mut scene.devices, devices))),
            Self::Readdress { from, to } => {
                readdress(&mut scene.step, &from, &to);
                Some(Self::Readdress { from: to, to: from })
            }
        }
    }
}

fn readdress(step: &mut Step, from: &str, to: &Arc<str>) {
    match step {
        Step::Message(message) if *message.device == *from => message.device = to.clone(),
        Step::Block(block) => block.children.iter_mut().for_each(|child| readdress(child, from, to)),
        Step::Message(_) | Step::Delay(_) => {}
    }
}

/// The smallest changes that make one scene the other.
pub(super) fn difference(old: &Scene, new: &Scene) -> Vec<Change> {
    let devices = (old.devices != new.devices).then(|| Change::Devices(new.devices.clone()));
    devices.into_iter().chain(step_difference(&old.step, &new.step, Path::ROOT)).collect()
}

fn step_difference(old: &Step, new: &Step, path: Path) -> Option<Change> {
    if old == new {
        return None;
    }
    let (Step::Block(old), Step::Block(new)) = (old, new) else {
        return Some(Change::Replace { at: path, step: new.clone() });
    };
    if old.kind != new.kind {
        return Some(match old.children == new.children {
            true => Change::SetKind { block: path, kind: new.kind },
            false => Change::Replace { at: path, step: Step::Block(new.clone()) },
        });
    }
    let (old, new) = (&old.children, &new.children);
    let start = old.iter().zip(new).take_while(|(old, new)| old == new).count();
    let ends = old[start..].iter().rev().zip(new[start..].iter().rev());
    let end = ends.take_while(|(old, new)| old == new).count();
    let (remove, insert) = (old.len() - start - end, &new[start..new.len() - end]);
    match (remove, insert) {
        (1, [new]) => step_difference(&old[start], new, path.child(start)),
        _ => Some(Change::Splice { block: path, at: start, remove, insert: insert.to_vec() }),
    }
}
