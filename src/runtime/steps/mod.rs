//! The kinds of steps at run time: a file with a `body` for each kind, and an enum that delegates.
//!
//! A body is an `async fn`. It executes the steps inside it through [`step`], which records starts and ends, so a body records
//! neither.

mod branches;
mod delay;
mod ensure;
mod fail;
mod fallback;
mod increment;
mod lock;
mod message;
mod parallel;
mod race;
mod rounds;
pub(super) mod sequence;
mod task;
#[cfg(test)]
pub(super) mod testing;
mod thread;
mod timeout;

use std::{
    future::{pending, poll_fn},
    pin::pin,
    rc::Rc,
};

use super::{
    Execution, Failure, StepId, Work,
    outcome::{BodyEnd, Ended},
    run_state::{Cause, RunState},
};
use crate::program::Control;

/// Executes a step from its start to its end.
pub(super) async fn step(run: &Rc<RunState<'_>>, step: StepId, cause: Cause) -> Ended {
    run.start_on_core(step, cause).await;
    let Some(execution) = run.start(step, cause) else { return pending().await };
    let mut body = pin!(body(run, execution));
    let end = poll_fn(|context| {
        run.count_poll(execution);
        body.as_mut().poll(context)
    })
    .await;
    run.on_core(execution).await;
    run.end(execution, end);
    Ended { execution, outcome: end.outcome.map_err(|_| Failure::Child(execution)) }
}

/// The body of a step. A future cannot contain itself, so the bodies of blocks are behind a pointer.
async fn body(run: &Rc<RunState<'_>>, execution: Execution) -> BodyEnd {
    let step = run.plan.step(execution.step);
    #[cfg(test)]
    if let Some(step) = &step.test_step {
        return step.body().await;
    }
    match &step.work {
        Work::Message { device, action, .. } => message::body(run, execution, *device, action).await,
        Work::UnknownDevice { .. } => Err(Failure::NoSuchDevice).into(),
        Work::Delay(duration) => delay::body(run, execution, *duration).await,
        Work::Fail { after, .. } => fail::body(run, execution, *after).await,
        Work::Busy(duration) => thread::work(run, execution, *duration).await.into(),
        Work::OnTask(verb) => Box::pin(task::verb(run, execution, *verb)).await,
        Work::Increment(number) => increment::body(run, execution, *number).await.into(),
        Work::Block(_) => Box::pin(block(run, execution, step.control.expect("a block has one"))).await,
    }
}

async fn block(run: &Rc<RunState<'_>>, block: Execution, control: Control) -> BodyEnd {
    match control {
        Control::Sequence => sequence::body(run, block).await,
        Control::Parallel { errors, limit } => parallel::body(run, block, errors, limit).await,
        Control::Race { first, losers } => race::body(run, block, first, losers).await,
        Control::Timeout(limit) => timeout::body(run, block, limit).await,
        Control::Retry { count, pauses } => rounds::retry(run, block, count, pauses).await,
        Control::Repeat { count, pauses } => rounds::repeat(run, block, count, pauses).await,
        Control::Fallback => fallback::body(run, block).await,
        Control::Ensure => ensure::body(run, block).await,
        Control::Lock => lock::body(run, block).await,
        Control::Start => task::start(run, block).await.into(),
        Control::Future => task::future(run, block).into(),
        Control::Blocking => thread::blocking(run, block).await,
        Control::Offload => thread::offload(run, block).await,
    }
}
