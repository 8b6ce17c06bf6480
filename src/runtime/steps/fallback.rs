use std::rc::Rc;

use crate::runtime::{
    Execution,
    outcome::BodyEnd,
    run_state::{Cause, RunState},
    steps,
};

/// Executes the steps one after another until one succeeds. The block fails with the failure of the last.
pub(super) async fn body(run: &Rc<RunState<'_>>, block: Execution) -> BodyEnd {
    let mut end = BodyEnd::from(Ok(()));
    for step in run.plan.children(block.step) {
        let cause = Cause { woken_by: end.woken_by, ..Cause::with_block(block) };
        end = steps::step(run, step, cause).await.decides();
        if end.outcome.is_ok() {
            break;
        }
    }
    end
}
