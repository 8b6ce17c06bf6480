use std::rc::Rc;

use crate::runtime::{
    Execution, JoinSet,
    outcome::BodyEnd,
    run_state::{Cause, RunState},
    steps,
};

/// Executes the steps of the block at the same time, each in a task of its own, and waits for all of them. Every branch
/// has started before the end of any is looked at. The block fails with the failure that was first.
pub(super) async fn body(run: &Rc<RunState<'_>>, block: Execution) -> BodyEnd {
    let mut branches = JoinSet::new();
    for step in run.plan.children(block.step) {
        let branch = run.clone();
        branches.spawn(&run.executor, async move { steps::step(&branch, step, Cause::with_block(block)).await });
    }
    let mut end = BodyEnd::from(Ok(()));
    while let Some(branch) = branches.join_next().await {
        end = BodyEnd { outcome: end.outcome.and(branch.outcome), woken_by: Some(branch.execution) };
    }
    end
}
