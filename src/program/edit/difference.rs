use super::change::Change;
use crate::program::{Path, Scene, Step};

/// The smallest changes that turn one scene into the other.
pub(super) fn difference(old: &Scene, new: &Scene) -> Vec<Change> {
    let devices = (old.devices != new.devices).then(|| Change::Devices(new.devices.clone()));
    let locks = (old.locks != new.locks).then(|| Change::Locks(new.locks.clone()));
    devices.into_iter().chain(locks).chain(step_difference(&old.step, &new.step, Path::ROOT)).collect()
}

fn step_difference(old: &Step, new: &Step, path: Path) -> Option<Change> {
    if old == new {
        return None;
    }
    let (Step::Block(old), Step::Block(new)) = (old, new) else {
        return Some(Change::Replace { at: path, step: new.clone() });
    };
    if (old.kind, &old.arguments) != (new.kind, &new.arguments) {
        return Some(match old.children == new.children {
            true => Change::SetKind { block: path, kind: new.kind, arguments: new.arguments.clone() },
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
