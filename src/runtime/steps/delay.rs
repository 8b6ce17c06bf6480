use std::time::Duration;

use crate::runtime::{Execution, run::Run, steps::Outcome, timer_key::TimerKey};

/// Waits.
pub(super) async fn body(run: &Run<'_>, execution: Execution, duration: Duration) -> Outcome {
    run.timers.sleep(TimerKey::Wait(execution), duration).await;
    Ok(())
}
