use super::{Execution, Failure};

/// The result of a step.
pub(super) type Outcome = Result<(), Failure>;

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

impl Ended {
    /// The end of a body that this end decides.
    pub(super) fn decides(self) -> BodyEnd {
        BodyEnd { outcome: self.outcome, woken_by: Some(self.execution) }
    }
}

impl From<Outcome> for BodyEnd {
    fn from(outcome: Outcome) -> Self {
        Self { outcome, woken_by: None }
    }
}
