//! The kinds of steps at run time: a file with a `body` for each kind, and an enum that delegates.
//!
//! A body is an `async fn`. It executes the steps inside it through [`step`], which records starts and ends, so a body records
//! neither.

mod delay;
mod message;
mod parallel;
pub(super) mod sequence;
#[cfg(test)]
pub(super) mod testing;

use std::{future::poll_fn, pin::pin, rc::Rc};

use super::{
    Execution, Failure, StepId, Work,
    outcome::{BodyEnd, Ended},
    run_state::{Cause, RunState},
};
use crate::program::BlockKind;

/// Executes a step from its start to its end.
pub(super) async fn step(run: &Rc<RunState<'_>>, step: StepId, cause: Cause) -> Ended {
    let execution = run.start(step, cause);
    let mut body = pin!(body(run, execution));
    let end = poll_fn(|context| {
        run.count_poll(execution);
        body.as_mut().poll(context)
    })
    .await;
    run.end(execution, end);
    Ended { execution, outcome: end.outcome.map_err(|_| Failure::Child(execution)) }
}

/// The body of a step. A future cannot contain itself, so the bodies of blocks are behind a pointer.
async fn body(run: &Rc<RunState<'_>>, execution: Execution) -> BodyEnd {
    let step = run.plan.step(execution.step);
    #[cfg(test)]
    if let Some(step) = &step.test_step {
        return Box::pin(step.body(run, execution)).await;
    }
    match &step.work {
        Work::Message { device, action, .. } => message::body(run, execution, *device, action).await.into(),
        Work::UnknownDevice { .. } => Err(Failure::NoSuchDevice).into(),
        Work::Delay(duration) => delay::body(run, execution, *duration).await.into(),
        Work::Block(BlockKind::Sequence) => Box::pin(sequence::body(run, execution)).await,
        Work::Block(BlockKind::Parallel) => Box::pin(parallel::body(run, execution)).await,
    }
}
