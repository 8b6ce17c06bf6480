//! What a person can do to a program, as data, and the way back.

mod change;
mod device;
mod editor;
mod error;
mod limits;
mod nudge;
#[cfg(test)]
mod tests;

use std::{sync::Arc, time::Duration};

use self::change::{Change, difference};
pub use self::{
    editor::{Editor, TYPING},
    error::{EditError, NameError},
    nudge::Direction,
};
use super::{Block, BlockKind, Path, Place, Scene, Siblings, Step};
use crate::home::Device;

/// Something a person does to a scene.
#[derive(Clone, Debug, PartialEq)]
pub enum Edit {
    Insert {
        at: Place,
        steps: Vec<Step>,
    },
    Delete(Siblings),
    /// Deletes steps that were put on the clipboard.
    Cut(Siblings),
    /// Puts copies of steps after them.
    Duplicate(Siblings),
    /// The place is meant as it is before anything moves.
    Move {
        steps: Siblings,
        to: Place,
    },
    /// Puts a block around steps.
    Wrap {
        steps: Siblings,
        kind: BlockKind,
    },
    /// Puts what is inside a block in its place.
    Unwrap(Path),
    /// Turns a sequence into a parallel, or back.
    Convert(Path),
    /// Puts another step in the place of one: a message with another action, argument or latency.
    Replace {
        at: Path,
        step: Step,
    },
    AddDevice(Device),
    /// The messages for the device stay where they are.
    RemoveDevice(Arc<str>),
    /// Changes a device; its messages follow when it gets another name.
    SetDevice {
        name: Arc<str>,
        device: Device,
    },
    /// Changes how long a device takes. Made on and on, as by a slider, it is undone at once.
    SetLatency {
        name: Arc<str>,
        latency: Duration,
    },
    /// Puts two branches of a parallel one after the other, where the first of them is.
    Chain {
        parallel: Path,
        first: usize,
        then: usize,
    },
    /// Puts a whole scene in the place of another, and calls that something.
    Load {
        scene: Scene,
        name: String,
    },
}

/// How an edit is done: the changes, and which steps are chosen afterwards.
type Planned = Result<(Vec<Change>, Siblings), EditError>;

impl Edit {
    /// The edit after the word "Undo": "move flush".
    pub fn name(&self, scene: &Scene) -> String {
        let called = |chosen: &Siblings| scene.step.siblings(chosen).map(called).unwrap_or_default();
        match self {
            Self::Insert { steps, .. } => format!("add {}", self::called(steps)),
            Self::Delete(steps) => format!("delete {}", called(steps)),
            Self::Cut(steps) => format!("cut {}", called(steps)),
            Self::Duplicate(steps) => format!("duplicate {}", called(steps)),
            Self::Move { steps, .. } => format!("move {}", called(steps)),
            Self::Wrap { steps, kind } => format!("wrap {} in {}", called(steps), kind.as_str()),
            Self::Unwrap(path) => format!("unwrap {}", called(&Siblings::one(path.clone()))),
            Self::Convert(path) => match scene.step.at(path) {
                Some(Step::Block(block)) => format!("turn into {}", block.kind.other().as_str()),
                _ => String::new(),
            },
            Self::Replace { at, .. } => format!("change {}", called(&Siblings::one(at.clone()))),
            Self::AddDevice(device) => format!("add device {}", device.name),
            Self::RemoveDevice(name) => format!("remove device {name}"),
            Self::SetDevice { name, .. } => format!("change device {name}"),
            Self::SetLatency { name, .. } => format!("change latency of {name}"),
            Self::Chain { .. } => "run in sequence".into(),
            Self::Load { name, .. } => name.clone(),
        }
    }

    fn plan(self, scene: &Scene) -> Planned {
        let root = &scene.step;
        match self {
            Self::Insert { at, steps } => insert(root, at, steps),
            Self::Delete(steps) | Self::Cut(steps) => delete(root, &steps),
            Self::Duplicate(steps) => {
                let copies = chosen(root, &steps)?.to_vec();
                let (block, range) = steps.range().ok_or(EditError::OneRoot)?;
                insert(root, Place { block, index: range.end }, copies)
            }
            Self::Move { steps, to } => relocate(root, &steps, to),
            Self::Wrap { steps, kind } => {
                let children = chosen(root, &steps)?.to_vec();
                let block = Step::Block(Block { kind, children });
                Ok((vec![replace(&steps, vec![block])], Siblings::one(steps.first)))
            }
            Self::Unwrap(path) => unwrap(root, path),
            Self::Convert(path) => match root.at(&path) {
                Some(Step::Block(block)) => {
                    let kind = block.kind.other();
                    Ok((vec![Change::SetKind { block: path.clone(), kind }], Siblings::one(path)))
                }
                _ => Err(EditError::NoSuchStep),
            },
            Self::Replace { at, step } => Ok((vec![Change::Replace { at: at.clone(), step }], Siblings::one(at))),
            Self::AddDevice(device) => device::add(scene, device),
            Self::RemoveDevice(name) => device::remove(scene, &name),
            Self::SetDevice { name, device } => device::set(scene, &name, device),
            Self::SetLatency { name, latency } => device::set_latency(scene, &name, latency),
            Self::Chain { parallel, first, then } => chain(root, parallel, first, then),
            Self::Load { scene: new, .. } => Ok((difference(scene, &new), Siblings::one(Path::ROOT))),
        }
    }
}

/// Steps as a person would call them: "flush", "3 steps".
fn called(steps: &[Step]) -> String {
    match steps {
        [Step::Message(message)] => message.action.name().describe(),
        [Step::Delay(_)] => "delay".into(),
        [Step::Block(block)] => block.kind.as_str().into(),
        steps => format!("{} steps", steps.len()),
    }
}

fn chosen<'a>(root: &'a Step, steps: &Siblings) -> Result<&'a [Step], EditError> {
    root.siblings(steps).filter(|steps| !steps.is_empty()).ok_or(EditError::NoSuchStep)
}

/// Puts steps in the place of others. In the place of the root there can be one only.
fn replace(old: &Siblings, mut new: Vec<Step>) -> Change {
    match old.range() {
        Some((block, range)) => Change::Splice { block, at: range.start, remove: range.len(), insert: new },
        None => {
            let step = if new.len() == 1 { new.remove(0) } else { Step::sequence(new) };
            Change::Replace { at: Path::ROOT, step }
        }
    }
}

fn insert(root: &Step, at: Place, steps: Vec<Step>) -> Planned {
    let count = steps.len().max(1);
    let first = at.block.child(at.index);
    let change = match root.at(&at.block).ok_or(EditError::NoSuchStep)? {
        Step::Block(_) => Change::Splice { block: at.block, at: at.index, remove: 0, insert: steps },
        // Nothing goes inside a message; but a program that is one becomes a sequence when it gets another.
        _ if at.block != Path::ROOT => return Err(EditError::NoSuchStep),
        leaf => {
            let mut children = steps;
            children.insert(if at.index == 0 { children.len() } else { 0 }, leaf.clone());
            Change::Replace { at: at.block, step: Step::sequence(children) }
        }
    };
    Ok((vec![change], Siblings { first, count }))
}

fn delete(root: &Step, steps: &Siblings) -> Planned {
    chosen(root, steps)?;
    let Some((block, range)) = steps.range() else {
        return Ok((vec![replace(steps, Vec::new())], Siblings::one(Path::ROOT)));
    };
    // What follows moves up; where nothing does, what was before is next, and at last the block itself.
    let left = root.at(&block).map_or(0, |block| block.children().len()) - range.len();
    let next = match left {
        0 => block.clone(),
        left => block.child(range.start.min(left - 1)),
    };
    Ok((vec![replace(steps, Vec::new())], Siblings::one(next)))
}

fn relocate(root: &Step, steps: &Siblings, to: Place) -> Planned {
    let moved = chosen(root, steps)?.to_vec();
    let Some((block, range)) = steps.range() else { return Err(EditError::OneRoot) };
    if steps.enclose(&to.block) {
        return Err(EditError::IntoItself);
    }
    let index = match to.index {
        index if to.block != block || index <= range.start => index,
        index => index.saturating_sub(range.len()).max(range.start),
    };
    let to = Place { block: to.block.without(&block, &range), index };
    let first = to.block.child(to.index);
    let put = Change::Splice { block: to.block, at: to.index, remove: 0, insert: moved };
    Ok((vec![replace(steps, Vec::new()), put], Siblings { first, count: steps.count }))
}

fn unwrap(root: &Step, path: Path) -> Planned {
    let Some(Step::Block(block)) = root.at(&path) else { return Err(EditError::NoSuchStep) };
    if path == Path::ROOT && block.children.len() != 1 {
        return Err(EditError::OneRoot);
    }
    let block_itself = Siblings::one(path.clone());
    if block.children.is_empty() {
        return delete(root, &block_itself);
    }
    let chosen = Siblings { first: path, count: block.children.len() };
    Ok((vec![replace(&block_itself, block.children.clone())], chosen))
}

/// A branch that is a sequence already grows; others become one together.
fn chain(root: &Step, parallel: Path, first: usize, then: usize) -> Planned {
    let children = root.at(&parallel).ok_or(EditError::NoSuchStep)?.children();
    let (Some(earlier), Some(later)) = (children.get(first), children.get(then)) else {
        return Err(EditError::NoSuchStep);
    };
    if first == then {
        return Err(EditError::IntoItself);
    }
    let flat = |step: &Step| match step {
        Step::Block(Block { kind: BlockKind::Sequence, children }) => children.clone(),
        step => vec![step.clone()],
    };
    let sequence = Step::sequence([flat(earlier), flat(later)].concat());
    let (at, gone) = (first.min(then), first.max(then));
    let changes = vec![
        Change::Splice { block: parallel.clone(), at: gone, remove: 1, insert: Vec::new() },
        Change::Splice { block: parallel.clone(), at, remove: 1, insert: vec![sequence] },
    ];
    Ok((changes, Siblings::one(parallel.child(at))))
}
