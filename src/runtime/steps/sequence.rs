use std::rc::Rc;

use crate::runtime::{
    Execution, StepId,
    outcome::BodyEnd,
    run_state::{Cause, RunState},
    steps,
};

/// Executes the steps of the block one after another. The first that fails is the last that runs.
pub(super) async fn body(run: &Rc<RunState<'_>>, block: Execution) -> BodyEnd {
    run_in_order(run, Cause::with_block(block), run.plan.children(block.step)).await
}

/// Executes steps of a block one after another, in the task of the caller. `cause` is that of the first.
pub(in crate::runtime) async fn run_in_order(
    run: &Rc<RunState<'_>>,
    cause: Cause,
    steps: impl Iterator<Item = StepId>,
) -> BodyEnd {
    let mut end = BodyEnd { outcome: Ok(()), woken_by: cause.woken_by };
    for step in steps {
        let ended = steps::step(run, step, Cause { woken_by: end.woken_by, ..cause }).await;
        end = ended.decides();
        if end.outcome.is_err() {
            break;
        }
    }
    end
}
