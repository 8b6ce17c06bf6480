use std::rc::Rc;

use super::sequence;
use crate::runtime::{
    Execution,
    cleanup::Cleanup,
    outcome::BodyEnd,
    run_state::{Cause, RunState},
};

/// Waits for a permit of the lock, and executes the steps in sequence while holding it. If the block is cancelled meanwhile,
/// whoever cancels releases the permit, after the cleanups inside.
pub(super) async fn body(run: &Rc<RunState<'_>>, block: Execution) -> BodyEnd {
    let woken_by = run.acquire(block).await;
    let cause = Cause { woken_by, ..Cause::with_block(block) };
    let end = sequence::run_in_order(run, cause, run.plan.children(block.step)).await;
    run.micro_step(block).await;
    run.open.borrow_mut().set_cleanup(block, Cleanup::None);
    run.release(block, Some(block));
    end
}
