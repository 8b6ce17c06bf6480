//! Fixes with locks: two steps get one, or locks no longer wait for each other for ever.

use super::{Cause, Fix, FixKind, Risk, deadlock::deadlocks};
use crate::program::{Block, BlockKind, Edit, Editor, Key, Path, Scene, Step, Value};

impl Risk {
    /// The fixes of locks that can wait for ever, each tried out on a copy of the scene.
    pub(super) fn fixes_of_locks(&self, scene: &Scene) -> Vec<Fix> {
        let fixes: Vec<_> = match self.cause {
            Cause::LockInItself => unlocked(scene, &self.step).into_iter().collect(),
            _ => [Some(&self.step), self.with.as_ref()]
                .into_iter()
                .flatten()
                .filter_map(|it| ordered(scene, it))
                .collect(),
        };
        fixes.into_iter().filter(|fix| self.is_gone_after(scene, fix)).take(1).collect()
    }

    /// Lets each step that changes what this one does hold one new lock.
    pub(super) fn locked(&self, scene: &Scene) -> Option<(Fix, Path)> {
        let changed = Changed::by(scene.step.at(&self.step)?)?;
        let mut name = match changed {
            Changed::Volume(_) => "volume".to_string(),
            Changed::Number(_) => "key".to_string(),
        };
        while scene.locks.iter().any(|lock| *lock.name == *name) || uses_lock(&scene.step, &name) {
            name.push('2');
        }
        let mut step = scene.step.clone();
        lock_changes(&mut step, changed, &name);
        let fix = Fix { kind: FixKind::LockEach(name.into()), edit: Edit::Replace { at: Path::ROOT, step } };
        Some((fix, self.step.child(0)))
    }

    fn is_gone_after(&self, scene: &Scene, fix: &Fix) -> bool {
        let count = |scene: &Scene| deadlocks(scene).iter().filter(|risk| risk.cause == self.cause).count();
        let mut editor = Editor::new(scene.clone());
        editor.apply(fix.edit.clone()).is_ok() && count(editor.scene()) < count(scene)
    }
}

/// Puts the steps of an inner lock in its place, or a sequence of them.
fn unlocked(scene: &Scene, path: &Path) -> Option<Fix> {
    let kind = FixKind::RemoveLock(lock_at(scene, path)?.into());
    Some(Fix { kind, edit: Edit::Replace { at: path.clone(), step: without_lock(scene.step.at(path)?.as_block()?) } })
}

/// Takes the lock of an inner block first, before the outer lock.
fn ordered(scene: &Scene, inner: &Path) -> Option<Fix> {
    let lock = lock_at(scene, inner)?.to_string();
    let mut up = std::iter::successors(inner.parent(), |(block, _)| block.parent()).map(|(block, _)| block);
    let outer = up.find(|block| lock_at(scene, block).is_some_and(|outer| outer != lock))?;
    let mut held = scene.step.at(&outer)?.clone();
    let inside: Path = inner.indices()[outer.indices().len()..].to_vec().into();
    let block = held.at_mut(&inside)?;
    *block = without_lock(block.as_block()?);
    let step = Step::block(BlockKind::Lock, [held]).with(Key::Name, Value::Name(lock.clone().into()));
    let second = lock_at(scene, &outer)?.into();
    Some(Fix { kind: FixKind::LockFirst(lock.into(), second), edit: Edit::Replace { at: outer, step } })
}

/// A value that a step reads and then writes.
#[derive(Clone, Copy, PartialEq)]
enum Changed<'a> {
    /// The volume of a device.
    Volume(&'a str),
    /// A number on the wall.
    Number(&'a str),
}

impl<'a> Changed<'a> {
    fn by(step: &'a Step) -> Option<Self> {
        match step {
            Step::Message(message) if message.action.name().is_update() => Some(Self::Volume(&message.device)),
            Step::Increment(number) => Some(Self::Number(number)),
            Step::Message(_) | Step::Delay(_) | Step::Fail(_) | Step::Work(_) | Step::OnTask(_) | Step::Block(_) => {
                None
            }
        }
    }
}

/// Puts each step that makes a change into a lock.
fn lock_changes(step: &mut Step, changed: Changed, lock: &str) {
    if Changed::by(step) == Some(changed) {
        *step = Step::block(BlockKind::Lock, [step.clone()]).with(Key::Name, Value::Name(lock.to_string().into()));
    } else if let Step::Block(block) = step {
        block.children.iter_mut().for_each(|child| lock_changes(child, changed, lock));
    }
}

fn uses_lock(step: &Step, name: &str) -> bool {
    let is_own = step.as_block().and_then(Block::lock) == Some(name);
    is_own || step.children().iter().any(|child| uses_lock(child, name))
}

fn lock_at<'a>(scene: &'a Scene, path: &Path) -> Option<&'a str> {
    scene.step.at(path)?.as_block()?.lock()
}

/// The steps of a lock without it: the step, if there is one alone.
fn without_lock(block: &Block) -> Step {
    match &*block.children {
        [step] => step.clone(),
        steps => Step::sequence(steps.to_vec()),
    }
}
