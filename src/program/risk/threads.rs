//! Steps that hold the thread while others could go on. Knows no time.

use super::{Cause, Risk, shape::Shape, tasks::left};
use crate::{
    home::Hazard,
    program::{Block, BlockKind, ChildOrder, Errors, Key, Losers, Path, Scene, Step, Value},
};

/// Finds the steps that hold the thread where others may have to wait for it, in program order.
pub(super) fn risks_of_threads(scene: &Scene) -> Vec<Risk> {
    let mut risks = Vec::new();
    // A branch that outlives its block may run beside anything.
    visit(&scene.step, &Path::ROOT, Around { is_shared: Shape::has_strays(&scene.step), is_held: false }, &mut risks);
    risks
}

/// True if a step inside may hold the thread.
pub(super) fn holds_thread(step: &Step) -> bool {
    let mut holds = false;
    step.for_each(&mut |step| {
        holds |= matches!(step, Step::Work(_) | Step::Block(Block { kind: BlockKind::Blocking, .. }));
    });
    holds
}

/// Returns the scene with blocks inside `blocking` that run one branch after another. Its messages have the same order. `None`
/// if nothing holds the thread.
pub(super) fn one_by_one(scene: &Scene) -> Option<Scene> {
    holds_thread(&scene.step).then(|| {
        let mut scene = scene.clone();
        run_in_turn(&mut scene.step, false);
        scene
    })
}

/// Returns the scene with blocks that leave their steps behind where they would cancel what a worker does: nobody can stop it.
/// Its messages have the same order. `None` if there is no worker.
pub(super) fn without_cut_workers(scene: &Scene) -> Option<Scene> {
    has_worker(&scene.step).then(|| {
        let mut scene = scene.clone();
        leave_workers(&mut scene.step);
        scene
    })
}

fn has_worker(step: &Step) -> bool {
    step.any_block(&mut |block| block.kind == BlockKind::Offload)
}

fn leave_workers(step: &mut Step) {
    if !has_worker(step) {
        return;
    }
    step.children_mut().iter_mut().for_each(leave_workers);
    let Step::Block(block) = step else { return };
    if !Shape::may_cancel(block) {
        return;
    }
    let (kind, cut) = (block.kind, std::mem::replace(step, Step::sequence([])));
    *step = match kind {
        BlockKind::Parallel => cut.with(Key::Errors, Value::Word(Errors::Leave.as_str())),
        BlockKind::Race => cut.with(Key::Losers, Value::Word(Losers::Leave.as_str())),
        _ => left(Step::sequence(cut.children().to_vec())),
    };
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

/// The surroundings of a step.
#[derive(Clone, Copy)]
struct Around {
    /// True if something else may be under way.
    is_shared: bool,
    /// True if a block around it holds the thread already.
    is_held: bool,
}

fn visit(step: &Step, path: &Path, around: Around, risks: &mut Vec<Risk>) {
    let holds = match step {
        Step::Work(duration) => !duration.is_zero(),
        Step::Block(Block { kind: BlockKind::Blocking, children, .. }) => children.iter().any(takes_time),
        _ => false,
    };
    if holds && around.is_shared && !around.is_held {
        let cause = Cause::Hazard(Hazard::ThreadHeld);
        risks.push(Risk { step: path.clone(), with: None, cause, certain: false });
    }
    let Some(block) = step.as_block().filter(|block| block.kind != BlockKind::Offload) else { return };
    let is_concurrent = block.kind.child_order() == ChildOrder::Concurrent && block.children.len() > 1;
    let around = Around {
        is_shared: around.is_shared || is_concurrent || block.kind == BlockKind::Timeout,
        is_held: match block.kind {
            BlockKind::Blocking => true,
            // A task that is started there begins once the thread is free.
            BlockKind::Start | BlockKind::Future => false,
            _ => around.is_held,
        },
    };
    for (index, child) in block.children.iter().enumerate() {
        visit(child, &path.child(index), around, risks);
    }
}

fn takes_time(step: &Step) -> bool {
    match step {
        Step::Message(_) | Step::OnTask(_) => true,
        Step::Increment(_) => false,
        Step::Delay(duration) | Step::Work(duration) => !duration.is_zero(),
        Step::Fail(fail) => !fail.after.is_zero(),
        Step::Block(block) => {
            block.children.iter().any(takes_time) || matches!(block.kind, BlockKind::Retry | BlockKind::Repeat)
        }
    }
}
