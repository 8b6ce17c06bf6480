use std::rc::Rc;

use crate::{
    program::ThreadUse,
    runtime::{
        Execution,
        cleanup::Cleanup,
        outcome::BodyEnd,
        run_state::{Cause, RunState},
        steps::{self, sequence},
    },
};

/// Executes the first step, and then the others in sequence as its cleanup, however it ended. If the block is cancelled
/// before that, whoever cancels starts the cleanup.
pub(super) async fn body(run: &Rc<RunState<'_>>, block: Execution) -> BodyEnd {
    let mut steps = run.plan.children(block.step);
    let Some(first) = steps.next() else { return Ok(()).into() };
    // Nobody can cancel it while it holds the only thread, so its cleanup needs no task of its own.
    let holds_thread = run.plan.step(block.step).thread == ThreadUse::Held && run.cores.is_none();
    let cleans_up_itself = !run.plan.dialect.cleans_up() || holds_thread;
    if !cleans_up_itself {
        run.open.borrow_mut().set_cleanup(block, Cleanup::Pending);
    }
    let first = steps::step(run, first, Cause::with_block(block)).await;
    if cleans_up_itself {
        let cause = Cause { woken_by: Some(first.execution), ..Cause::with_block(block) };
        let cleanup = sequence::run_in_order(run, cause, steps).await;
        return BodyEnd { outcome: first.outcome.and(cleanup.outcome), ..cleanup };
    }
    let cleanup = run.start_cleanup(block, first.execution).wait().await;
    BodyEnd { outcome: first.outcome.and(cleanup.outcome), ..cleanup }
}
