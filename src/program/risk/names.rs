//! Names that nothing makes anything of, and what is made and never awaited. Knows no time.

use std::sync::Arc;

use super::{
    Cause, Risk,
    shape::{Shape, may_be_cut, may_be_cut_inside},
};
use crate::{
    home::Hazard,
    program::{BlockKind, OnTask, Path, Scene, Step, TaskVerb},
};

/// Finds awaits that wait for ever, and futures that nobody awaits, in program order.
pub(super) fn risks_of_names(scene: &Scene) -> Vec<Risk> {
    let mut found = Found::default();
    found.visit(&scene.step, &Path::ROOT);
    let risk = |step: &Path, with: Option<&Path>, cause| {
        let certain = !matches!(cause, Cause::Hazard(_)) && !may_be_cut(scene, step);
        Risk { step: step.clone(), with: with.cloned(), cause, certain }
    };
    let of_await = |(name, path): &(Arc<str>, Path)| {
        let makers: Vec<_> = found.makers.iter().filter(|(other, _)| other == name).map(|(_, path)| path).collect();
        match makers.iter().find(|maker| !is_useless(scene, maker, path)) {
            Some(_) => None,
            None => Some(match makers.first() {
                None => risk(path, None, Cause::NothingToAwait),
                Some(maker) if is_inside(path, maker) => risk(path, Some(maker), Cause::AwaitsItself),
                Some(maker) => risk(path, Some(maker), Cause::AwaitedTooEarly),
            }),
        }
    };
    let of_future = |(name, path): &(Arc<str>, Path)| {
        let is_awaited = found.awaits.iter().any(|(other, _)| other == name);
        (!is_awaited).then(|| risk(path, None, Cause::Hazard(Hazard::NeverAwaited)))
    };
    found.awaits.iter().filter_map(of_await).chain(found.futures.iter().filter_map(of_future)).collect()
}

/// The steps with names, each with its path.
#[derive(Default)]
pub(super) struct Found {
    awaits: Vec<(Arc<str>, Path)>,
    /// The steps that make a task, a future or a promise.
    pub(super) makers: Vec<(Arc<str>, Path)>,
    futures: Vec<(Arc<str>, Path)>,
}

impl Found {
    pub(super) fn visit(&mut self, step: &Step, path: &Path) {
        match step {
            Step::OnTask(OnTask { verb: TaskVerb::Await, name }) => self.awaits.push((name.clone(), path.clone())),
            Step::OnTask(OnTask { verb: TaskVerb::Resolve, name }) => self.makers.push((name.clone(), path.clone())),
            Step::Block(block) => {
                let made = block.task().map(|name| (Arc::from(name), path.clone()));
                if block.kind == BlockKind::Future {
                    self.futures.extend(made.clone());
                }
                self.makers.extend(made);
            }
            _ => {}
        }
        for (index, child) in step.children().iter().enumerate() {
            self.visit(child, &path.child(index));
        }
    }
}

/// True if an await cannot get what a step makes: it is inside it, or comes before it in a sequence.
pub(super) fn is_useless(scene: &Scene, maker: &Path, waits: &Path) -> bool {
    let [maker_at, waits_at] = [maker, waits].map(Path::indices);
    let level = maker_at.iter().zip(waits_at).take_while(|(one, other)| one == other).count();
    if level == maker_at.len() {
        return true;
    }
    let around: Path = maker_at[..level].to_vec().into();
    let block = scene.step.at(&around).and_then(Step::as_block);
    let in_order = block.is_some_and(Shape::is_one_by_one);
    // A block that runs its steps again comes back to an await that was cut short.
    let comes_back = repeater(scene, &around).is_some_and(|repeater| may_be_cut_inside(scene, waits, &repeater));
    in_order && waits_at[level] < maker_at[level] && !comes_back
}

/// The innermost block at a path or around it that runs its steps again.
fn repeater(scene: &Scene, path: &Path) -> Option<Path> {
    let mut up = std::iter::successors(Some(path.clone()), |path| path.parent().map(|(block, _)| block));
    let kind = |path: &Path| scene.step.at(path)?.as_block().map(|block| block.kind);
    up.find(|path| matches!(kind(path), Some(BlockKind::Retry | BlockKind::Repeat)))
}

fn is_inside(path: &Path, block: &Path) -> bool {
    path.indices().starts_with(block.indices())
}
