use std::time::Duration;

use crate::runtime::{Execution, Failure, outcome::Outcome, run_state::RunState, timer_key::TimerKey};

/// Fails, at once or after some time.
pub(super) async fn body(run: &RunState<'_>, execution: Execution, after: Duration) -> Outcome {
    if !after.is_zero() {
        run.sleep(TimerKey::Wait(execution), after).await;
    }
    Err(Failure::Raised)
}
