//! Steps that hold the thread while others could go on. Knows no time.

use super::{Cause, Risk, shape::Shape};
use crate::{
    home::Hazard,
    program::{Block, BlockKind, ChildOrder, Errors, Key, Path, Scene, Step, Value},
};

/// Finds the steps that hold the thread where others may have to wait for it, in program order.
pub(super) fn risks_of_threads(scene: &Scene) -> Vec<Risk> {
    let mut risks = Vec::new();
    // A branch that outlives its block may run beside anything.
    visit(&scene.step, &Path::ROOT, Shape::has_strays(&scene.step), &mut risks);
    risks
}

/// Returns the scene with blocks inside `blocking` that run one branch after another. Its messages have the same order. `None`
/// if nothing holds the thread.
pub(super) fn one_by_one(scene: &Scene) -> Option<Scene> {
    let mut holds = false;
    scene.step.for_each(&mut |step| {
        holds |= matches!(step, Step::Work(_) | Step::Block(Block { kind: BlockKind::Blocking, .. }));
    });
    holds.then(|| {
        let mut scene = scene.clone();
        run_in_turn(&mut scene.step, false);
        scene
    })
}

fn run_in_turn(step: &mut Step, is_held: bool) {
    let Step::Block(block) = step else { return };
    // A task that is started there begins later, as a future does.
    if is_held && block.kind == BlockKind::Start {
        block.kind = BlockKind::Future;
    }
    if is_held && block.kind.child_order() == ChildOrder::Concurrent {
        let collected = Step::block(BlockKind::Parallel, std::mem::take(&mut block.children))
            .with(Key::Errors, Value::Word(Errors::Collect.as_str()))
            .with(Key::Limit, Value::Count(1));
        *step = collected;
    }
    let is_held = match step.as_block().map(|block| block.kind) {
        Some(BlockKind::Blocking) => true,
        Some(BlockKind::Start | BlockKind::Future) => false,
        _ => is_held,
    };
    step.children_mut().iter_mut().for_each(|child| run_in_turn(child, is_held));
}

/// `is_shared` is true if something else may be under way.
fn visit(step: &Step, path: &Path, is_shared: bool, risks: &mut Vec<Risk>) {
    let holds = match step {
        Step::Work(duration) => !duration.is_zero(),
        Step::Block(Block { kind: BlockKind::Blocking, children, .. }) => children.iter().any(takes_time),
        _ => false,
    };
    if holds && is_shared {
        let cause = Cause::Hazard(Hazard::ThreadHeld);
        risks.push(Risk { step: path.clone(), with: None, cause, certain: false });
    }
    let Some(block) = step.as_block().filter(|it| !matches!(it.kind, BlockKind::Blocking | BlockKind::Offload)) else {
        return;
    };
    let is_concurrent = block.kind.child_order() == ChildOrder::Concurrent && block.children.len() > 1;
    let is_shared = is_shared || is_concurrent || block.kind == BlockKind::Timeout;
    for (index, child) in block.children.iter().enumerate() {
        visit(child, &path.child(index), is_shared, risks);
    }
}

fn takes_time(step: &Step) -> bool {
    match step {
        Step::Message(_) | Step::OnTask(_) => true,
        Step::Delay(duration) | Step::Work(duration) => !duration.is_zero(),
        Step::Fail(fail) => !fail.after.is_zero(),
        Step::Block(block) => {
            block.children.iter().any(takes_time) || matches!(block.kind, BlockKind::Retry | BlockKind::Repeat)
        }
    }
}
