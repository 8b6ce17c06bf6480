use super::{
    Edit, EditError,
    change::{Change, Planned},
    device,
    difference::difference,
    names,
};
use crate::program::{Block, BlockKind, Key, Path, Place, Scene, Siblings, Step, Value};

impl Edit {
    /// Plans the changes that make the edit.
    pub(super) fn plan(self, scene: &Scene) -> Planned {
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
                let block = Step::block(kind, children);
                Ok((vec![replace(&steps, vec![block])], Siblings::one(steps.first)))
            }
            Self::Unwrap(path) => unwrap(root, path),
            Self::Convert { block, kind } => {
                let arguments = block_at(root, &block)?.arguments.converted(kind);
                Ok((vec![Change::SetKind { block: block.clone(), kind, arguments }], Siblings::one(block)))
            }
            Self::SetArgument { block, key, value } => set_argument(root, block, key, value),
            Self::Replace { at, step } => Ok((vec![Change::Replace { at: at.clone(), step }], Siblings::one(at))),
            Self::AddDevice(device) => device::add(scene, device),
            Self::RemoveDevice(name) => device::remove(scene, &name),
            Self::SetDevice { name, device } => device::set(scene, &name, device),
            Self::SetLatency { name, latency } => device::set_latency(scene, &name, latency),
            Self::SetLock { name, lock } => names::set_lock(scene, &name, lock),
            Self::RenameTask { from, to } => names::rename_task(scene, &from, &to),
            Self::Chain { parallel, first, then } => chain(root, parallel, first, then),
            Self::Load { scene: new, .. } => Ok((difference(scene, &new), Siblings::one(Path::ROOT))),
        }
    }
}

fn chosen<'a>(root: &'a Step, steps: &Siblings) -> Result<&'a [Step], EditError> {
    root.siblings(steps).filter(|steps| !steps.is_empty()).ok_or(EditError::NoSuchStep)
}

/// Puts steps in the place of others. Only one step can take the place of the root.
fn replace(old: &Siblings, mut new: Vec<Step>) -> Change {
    match old.range() {
        Some((block, range)) => Change::Splice { block, at: range.start, remove: range.len(), insert: new },
        None => {
            let step = if new.len() == 1 { new.remove(0) } else { Step::sequence(new) };
            Change::Replace { at: Path::ROOT, step }
        }
    }
}

fn block_at<'a>(root: &'a Step, path: &Path) -> Result<&'a Block, EditError> {
    root.at(path).and_then(Step::as_block).ok_or(EditError::NoSuchStep)
}

fn set_argument(root: &Step, path: Path, key: Key, value: Value) -> Planned {
    let block = block_at(root, &path)?;
    let kind = block.kind;
    let parameter = kind.parameter(key).ok_or(EditError::NoSuchArgument)?;
    if !parameter.accepts(&value) {
        return Err(EditError::NoSuchArgument);
    }
    let mut arguments = block.arguments.clone();
    arguments.set(kind, key, value);
    Ok((vec![Change::SetKind { block: path.clone(), kind, arguments }], Siblings::one(path)))
}

fn insert(root: &Step, at: Place, steps: Vec<Step>) -> Planned {
    let count = steps.len().max(1);
    if at.is_after_root(root) {
        return Ok(follow(root.clone(), steps, count));
    }
    let first = at.block.child(at.index);
    let change = match root.at(&at.block).ok_or(EditError::NoSuchStep)? {
        Step::Block(_) => Change::Splice { block: at.block, at: at.index, remove: 0, insert: steps },
        // A program that is a single leaf becomes a sequence when it gets another step.
        _ if at.block != Path::ROOT => return Err(EditError::NoSuchStep),
        leaf => {
            let mut children = steps;
            children.push(leaf.clone());
            Change::Replace { at: at.block, step: Step::sequence(children) }
        }
    };
    Ok((vec![change], Siblings { first, count }))
}

/// Puts steps after the root: it becomes a sequence.
fn follow(root: Step, steps: Vec<Step>, count: usize) -> (Vec<Change>, Siblings) {
    let mut children = vec![root];
    children.extend(steps);
    let change = Change::Replace { at: Path::ROOT, step: Step::sequence(children) };
    (vec![change], Siblings { first: Path::ROOT.child(1), count })
}

fn delete(root: &Step, steps: &Siblings) -> Planned {
    chosen(root, steps)?;
    let Some((block, range)) = steps.range() else {
        return Ok((vec![replace(steps, Vec::new())], Siblings::one(Path::ROOT)));
    };
    // The next step is chosen, or else the one before, or else the block itself.
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
    if to.is_after_root(root) {
        let mut rest = root.clone();
        rest.block_mut(&block).ok_or(EditError::NoSuchStep)?.children.drain(range);
        return Ok(follow(rest, moved, steps.count));
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
    let block = block_at(root, &path)?;
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

/// Joins two branches into a sequence. A branch that is a sequence already is not nested but continued.
fn chain(root: &Step, parallel: Path, first: usize, then: usize) -> Planned {
    let children = root.at(&parallel).ok_or(EditError::NoSuchStep)?.children();
    let (Some(earlier), Some(later)) = (children.get(first), children.get(then)) else {
        return Err(EditError::NoSuchStep);
    };
    if first == then {
        return Err(EditError::IntoItself);
    }
    let steps_of = |step: &Step| match step {
        Step::Block(Block { kind: BlockKind::Sequence, children, .. }) => children.clone(),
        step => vec![step.clone()],
    };
    let sequence = Step::sequence([steps_of(earlier), steps_of(later)].concat());
    let (at, gone) = (first.min(then), first.max(then));
    let changes = vec![
        Change::Splice { block: parallel.clone(), at: gone, remove: 1, insert: Vec::new() },
        Change::Splice { block: parallel.clone(), at, remove: 1, insert: vec![sequence] },
    ];
    Ok((changes, Siblings::one(parallel.child(at))))
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;
    use crate::program::{EditName, Editor, Limit, StepsName, parse};

    #[test]
    fn a_block_is_inserted_and_wrapped_with_the_arguments_of_the_builder() {
        let mut editor = Editor::new(parse("sequence(delay(1s))").unwrap());
        for kind in [BlockKind::Timeout, BlockKind::Retry, BlockKind::Repeat] {
            editor.apply(Edit::Wrap { steps: Siblings::one(Path::ROOT.child(0)), kind }).unwrap();
        }
        let text =
            "sequence(\n  repeat(2,\n    retry(3,\n      timeout(1s,\n        delay(1s),\n      ),\n    ),\n  ),\n)\n";
        assert_eq!(&*editor.text(), text);
    }

    #[test]
    fn an_argument_is_set_undone_and_kept_by_a_block_of_another_kind_that_takes_it() {
        let mut editor = Editor::new(parse("retry(3, wait: 1s, grow: 2)").unwrap());
        editor.apply(Edit::SetArgument { block: Path::ROOT, key: Key::Count, value: Value::Count(5) }).unwrap();
        assert_eq!(editor.undo_name(), Some(&EditName::SetArgument(StepsName::Block(BlockKind::Retry), Key::Count)));
        editor.apply(Edit::Convert { block: Path::ROOT, kind: BlockKind::Repeat }).unwrap();
        assert_eq!(&*editor.text(), "repeat(5, wait: 1s)\n");
        editor.undo();
        editor.undo();
        assert_eq!(&*editor.text(), "retry(3, wait: 1s, grow: 2)\n");
        let set = |key, value| Edit::SetArgument { block: Path::ROOT, key, value };
        editor.apply(set(Key::Wait, Value::Duration(Duration::ZERO))).unwrap();
        assert_eq!(&*editor.text(), "retry(3, grow: 2)\n");
        for (key, value) in [(Key::Limit, Value::Count(2)), (Key::Count, Value::None), (Key::Wait, Value::Count(1))] {
            assert_eq!(editor.apply(set(key, value)), Err(EditError::NoSuchArgument));
        }
        assert_eq!(editor.apply(set(Key::Count, Value::Count(1001))), Err(EditError::Limit(Limit::Count(1000))));
    }
}
