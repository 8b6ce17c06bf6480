//! Kinds of steps that the language does not have, for tests of what the runtime can already do.

use std::{future::pending, pin::pin, rc::Rc, time::Duration};

use futures::future::{Either, select};

use crate::runtime::{
    Execution, Failure, JoinSet,
    open::Cleanup,
    outcome::BodyEnd,
    run_state::{Cause, RunState},
    steps::{self, sequence},
    timer_key::TimerKey,
};

#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum TestStep {
    /// Its steps in sequence, so many times.
    Repeat(u32),
    /// Its first step, then the others as cleanup, however the first ended.
    Ensure,
    /// Its steps in sequence; they are cancelled when the time is over, and it fails once their cleanups have ended.
    TimeLimit(Duration),
    /// Its steps at the same time; the first to end decides, and the others are cancelled.
    Race,
    /// Its steps at the same time; the first to end decides, and the others go on.
    Leave,
    /// Waits for something that never happens.
    Never,
}

impl TestStep {
    pub(super) async fn body(self, run: &Rc<RunState<'_>>, execution: Execution) -> BodyEnd {
        match self {
            Self::Repeat(count) => repeat(run, execution, count).await,
            Self::Ensure => ensure(run, execution).await,
            Self::TimeLimit(limit) => time_limit(run, execution, limit).await,
            Self::Race => {
                let end = first_to_end(run, execution).await;
                run.cancel_inside(execution).wait().await;
                end
            }
            Self::Leave => first_to_end(run, execution).await,
            Self::Never => pending().await,
        }
    }
}

async fn repeat(run: &Rc<RunState<'_>>, block: Execution, count: u32) -> BodyEnd {
    let steps = std::iter::repeat_n((), count as usize).flat_map(|()| run.plan.children(block.step));
    sequence::run_in_order(run, block, steps, false).await
}

async fn ensure(run: &Rc<RunState<'_>>, block: Execution) -> BodyEnd {
    run.open.borrow_mut().set_cleanup(block, Cleanup::Pending);
    let first = run.plan.children(block.step).next().expect("a step to ensure");
    let first = steps::step(run, first, Cause::with_block(block)).await;
    let cleanup = run.start_cleanup(block).wait().await;
    BodyEnd { outcome: first.outcome.and(cleanup), woken_by: Some(first.execution) }
}

async fn time_limit(run: &Rc<RunState<'_>>, block: Execution, limit: Duration) -> BodyEnd {
    let cleanups = {
        let steps = pin!(sequence::run_in_order(run, block, run.plan.children(block.step), false));
        let limit = run.timers.sleep(TimerKey::limit(run.plan, block), limit);
        match select(steps, limit).await {
            Either::Left((end, _)) => return end,
            Either::Right(_) => run.cancel_inside(block),
        }
    };
    cleanups.wait().await;
    Err(Failure::NotConnected).into()
}

async fn first_to_end(run: &Rc<RunState<'_>>, block: Execution) -> BodyEnd {
    let mut branches = JoinSet::new();
    for step in run.plan.children(block.step) {
        let branch = run.clone();
        branches.spawn(&run.executor, async move { steps::step(&branch, step, Cause::with_block(block)).await });
    }
    let first = branches.join_next().await.expect("a branch");
    BodyEnd { outcome: first.outcome, woken_by: Some(first.execution) }
}
