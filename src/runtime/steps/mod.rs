//! What each kind of step does while it runs: a file with a `body` for each kind, and an enum that delegates.
//!
//! A body is an `async fn`. It executes the steps inside it through [`Run::step`], which records starts and ends, so a body
//! records neither.

mod delay;
mod message;
mod parallel;
pub(super) mod sequence;
#[cfg(test)]
pub(super) mod testing;

use std::rc::Rc;

use super::{Execution, Failure, Work, run::Run};
use crate::program::BlockKind;

/// The result of a step.
pub(super) type Outcome = Result<(), Failure>;

/// The reason why a step starts.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Cause {
    /// The execution of the block that the step is in; `None` for the root.
    pub(super) parent: Option<Execution>,
    /// The execution whose end let the step start; `None` for a step that starts together with its block.
    pub(super) woken_by: Option<Execution>,
    /// True for a cleanup step.
    pub(super) is_cleanup: bool,
}

/// The end of a step's body.
#[derive(Clone, Copy, Debug)]
pub(super) struct BodyEnd {
    pub(super) outcome: Outcome,
    /// The execution whose end let the body end; `None` if only time did.
    pub(super) woken_by: Option<Execution>,
}

/// The end of a step, as its block sees it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Ended {
    pub(super) execution: Execution,
    pub(super) outcome: Outcome,
}

impl Cause {
    /// The step starts together with its block.
    pub(super) fn with_block(block: Execution) -> Self {
        Self { parent: Some(block), ..Self::default() }
    }
}

impl From<Outcome> for BodyEnd {
    fn from(outcome: Outcome) -> Self {
        Self { outcome, woken_by: None }
    }
}

/// The body of a step. A future cannot contain itself, so the bodies of blocks are behind a pointer.
pub(super) async fn body(run: &Rc<Run<'_>>, execution: Execution) -> BodyEnd {
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
