use std::rc::Rc;

use crate::runtime::{
    Execution, JoinSet, StepId,
    outcome::{BodyEnd, Ended},
    run_state::{Cause, RunState},
    steps,
};

/// The branches of a block, each in a task of its own.
pub(super) struct Branches<'r, 'a> {
    run: &'r Rc<RunState<'a>>,
    block: Execution,
    tasks: JoinSet<Ended>,
}

impl<'r, 'a> Branches<'r, 'a> {
    pub(super) fn new(run: &'r Rc<RunState<'a>>, block: Execution) -> Self {
        Self { run, block, tasks: JoinSet::new() }
    }

    /// Starts a branch. `woken_by` is the branch whose end has made room for it.
    pub(super) fn start(&mut self, step: StepId, woken_by: Option<Execution>) {
        let cause = Cause { woken_by, ..Cause::with_block(self.block) };
        let run = self.run.clone();
        self.tasks.spawn(&self.run.executor, async move { steps::step(&run, step, cause).await });
    }

    /// Waits for the next branch to end; `None` when all have.
    pub(super) async fn next(&mut self) -> Option<Ended> {
        self.tasks.join_next().await
    }

    /// Cancels the branches that have not ended, and waits for their cleanups. Then the block ends as `decisive` did.
    pub(super) async fn cancel(self, decisive: Ended) -> BodyEnd {
        let cancelled = self.run.cancel_inside(self.block, decisive.execution);
        let woken_by = self.run.clean_up_inside(self.block, cancelled).await;
        BodyEnd { outcome: decisive.outcome, woken_by }
    }
}
