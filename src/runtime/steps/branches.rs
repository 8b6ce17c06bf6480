use std::rc::Rc;

use crate::{
    program::ThreadUse,
    runtime::{
        Execution, JoinSet, StepId,
        cores::Inside,
        outcome::{BodyEnd, Ended},
        run_state::{Cause, RunState},
        steps,
    },
};

/// The branches of a block, each in a task of its own, or one after another if the block holds the thread.
pub(super) struct Branches<'r, 'a> {
    run: &'r Rc<RunState<'a>>,
    block: Execution,
    tasks: JoinSet<Ended>,
    /// True if each branch runs in the task of the block, once the one before has ended.
    is_one_by_one: bool,
    next: Option<(StepId, Cause)>,
}

impl<'r, 'a> Branches<'r, 'a> {
    pub(super) fn new(run: &'r Rc<RunState<'a>>, block: Execution) -> Self {
        let holds_thread = run.plan.step(block.step).thread == ThreadUse::Held;
        let is_one_by_one = holds_thread || run.plan.dialect.is_one_by_one();
        Self { run, block, tasks: JoinSet::new(), is_one_by_one, next: None }
    }

    /// Returns the number of branches that may be open at once.
    pub(super) fn at_once(&self, limit: Option<u32>) -> usize {
        if self.is_one_by_one { 1 } else { limit.map_or(usize::MAX, |limit| limit as usize) }
    }

    /// Starts a branch. `woken_by` is the branch whose end has made room for it.
    pub(super) async fn start(&mut self, step: StepId, woken_by: Option<Execution>) {
        let cause = Cause { woken_by, ..Cause::with_block(self.block) };
        if self.is_one_by_one {
            self.next = Some((step, cause));
            return;
        }
        self.run.micro_step(self.block).await;
        let (run, block, thread) = (self.run.clone(), self.block, self.run.new_thread(step));
        self.tasks.spawn(&self.run.executor, async move {
            run.begin_thread(thread, block).await;
            let ended = steps::step(&run, step, cause).await;
            run.end_thread(thread);
            ended
        });
    }

    /// Waits for the next branch to end; `None` when all have.
    pub(super) async fn next(&mut self) -> Option<Ended> {
        if let Some((step, cause)) = self.next.take() {
            return Some(steps::step(self.run, step, cause).await);
        }
        self.run.executor.thread().await;
        self.tasks.join_next().await
    }

    /// Cancels the branches that have not ended, and waits for their cleanups. Then the block ends as `decisive` did.
    pub(super) async fn cancel(self, decisive: Ended) -> BodyEnd {
        self.run.on_core(self.block).await;
        self.run.stop(Inside::Block(self.block), decisive.execution).await;
        let cancelled = self.run.cancel_inside(self.block, decisive.execution);
        let woken_by = self.run.clean_up_inside(self.block, cancelled).await;
        BodyEnd { outcome: decisive.outcome, woken_by }
    }
}
