use std::time::Duration;

use crate::runtime::{Execution, Failure, outcome::BodyEnd, run_state::RunState};

/// Fails, at once or after some time.
pub(super) async fn body(run: &RunState<'_>, execution: Execution, after: Duration) -> BodyEnd {
    let woken_by = if after.is_zero() { None } else { run.wait(execution, after).await };
    BodyEnd { outcome: Err(Failure::Raised), woken_by }
}
