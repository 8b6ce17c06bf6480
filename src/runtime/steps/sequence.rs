use std::rc::Rc;

use crate::runtime::{
    Execution, StepId,
    outcome::BodyEnd,
    run_state::{Cause, RunState},
    steps,
};

/// Executes the steps of the block one after another. The first that fails is the last that runs.
pub(super) async fn body(run: &Rc<RunState<'_>>, block: Execution) -> BodyEnd {
    run_in_order(run, block, run.plan.children(block.step), false).await
}

/// Executes steps of a block one after another, in the task of the caller.
pub(in crate::runtime) async fn run_in_order(
    run: &Rc<RunState<'_>>,
    block: Execution,
    steps: impl Iterator<Item = StepId>,
    is_cleanup: bool,
) -> BodyEnd {
    let mut end = BodyEnd::from(Ok(()));
    for step in steps {
        let cause = Cause { parent: Some(block), woken_by: end.woken_by, is_cleanup };
        let ended = steps::step(run, step, cause).await;
        end = BodyEnd { outcome: ended.outcome, woken_by: Some(ended.execution) };
        if end.outcome.is_err() {
            break;
        }
    }
    end
}
