use std::rc::Rc;

use super::branches::Branches;
use crate::{
    program::Errors,
    runtime::{Execution, outcome::BodyEnd, run_state::RunState},
};

/// Executes the steps of the block at the same time, at most `limit` of them. Every branch that may start has started
/// before the end of any is looked at.
pub(super) async fn body(run: &Rc<RunState<'_>>, block: Execution, errors: Errors, limit: Option<u32>) -> BodyEnd {
    let mut branches = Branches::new(run, block);
    let mut waiting = run.plan.children(block.step);
    let at_once = branches.at_once(limit);
    for step in waiting.by_ref().take(at_once) {
        branches.start(step, None).await;
    }
    let mut end = BodyEnd::from(Ok(()));
    while let Some(branch) = branches.next().await {
        match errors {
            Errors::Cancel if branch.outcome.is_err() => return branches.cancel(branch).await,
            Errors::Leave if branch.outcome.is_err() => return branch.decides(),
            Errors::Collect => {}
            Errors::Wait | Errors::Cancel | Errors::Leave => end.outcome = end.outcome.and(branch.outcome),
        }
        end.woken_by = Some(branch.execution);
        if let Some(step) = waiting.next() {
            branches.start(step, end.woken_by).await;
        }
    }
    end
}
