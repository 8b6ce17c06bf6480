use std::rc::Rc;

use super::branches::Branches;
use crate::{
    program::{First, Losers},
    runtime::{Execution, Failure, outcome::BodyEnd, run_state::RunState},
};

/// Executes the steps of the block at the same time. The first to end, or to succeed, decides; if all fail, the block fails
/// with the failure that was first.
pub(super) async fn body(run: &Rc<RunState<'_>>, block: Execution, first: First, losers: Losers) -> BodyEnd {
    let mut branches = Branches::new(run, block);
    let mut waiting = run.plan.children(block.step);
    let at_once = branches.at_once(None);
    for step in waiting.by_ref().take(at_once) {
        branches.start(step, None).await;
    }
    let mut lost = BodyEnd::from(Ok(()));
    while let Some(branch) = branches.next().await {
        if first == First::Settled || branch.outcome.is_ok() {
            return match losers {
                Losers::Cancel => branches.cancel(branch).await,
                Losers::Leave => branch.decides(),
            };
        }
        lost = BodyEnd { outcome: lost.outcome.and(branch.outcome), woken_by: Some(branch.execution) };
        if let Some(step) = waiting.next() {
            branches.start(step, lost.woken_by).await;
        }
    }
    BodyEnd { outcome: lost.outcome.and(Err(Failure::EmptyRace)), ..lost }
}
