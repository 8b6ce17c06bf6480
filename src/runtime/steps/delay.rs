use std::time::Duration;

use crate::runtime::{Execution, outcome::BodyEnd, run_state::RunState};

/// Waits.
pub(super) async fn body(run: &RunState<'_>, execution: Execution, duration: Duration) -> BodyEnd {
    let woken_by = run.wait(execution, duration).await;
    BodyEnd { outcome: Ok(()), woken_by }
}
