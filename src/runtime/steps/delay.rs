use std::time::Duration;

use crate::runtime::{Execution, outcome::Outcome, run_state::RunState, timer_key::TimerKey};

/// Waits.
pub(super) async fn body(run: &RunState<'_>, execution: Execution, duration: Duration) -> Outcome {
    run.sleep(TimerKey::Wait(execution), duration).await;
    Ok(())
}
