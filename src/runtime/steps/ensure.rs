use std::rc::Rc;

use crate::runtime::{
    Execution,
    cleanup::Cleanup,
    outcome::BodyEnd,
    run_state::{Cause, RunState},
    steps,
};

/// Executes the first step, and then the others in sequence as its cleanup, however it ended. If the block is cancelled
/// before that, whoever cancels starts the cleanup.
pub(super) async fn body(run: &Rc<RunState<'_>>, block: Execution) -> BodyEnd {
    let Some(first) = run.plan.children(block.step).next() else { return Ok(()).into() };
    run.open.borrow_mut().set_cleanup(block, Cleanup::Pending);
    let first = steps::step(run, first, Cause::with_block(block)).await;
    let cleanup = run.start_cleanup(block, first.execution).wait().await;
    BodyEnd { outcome: first.outcome.and(cleanup.outcome), ..cleanup }
}
