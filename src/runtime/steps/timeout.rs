use std::{pin::pin, rc::Rc, time::Duration};

use futures::future::{Either, select};

use crate::runtime::{
    Execution, Failure, cores::Inside, outcome::BodyEnd, run_state::RunState, steps::sequence, timer_key::TimerKey,
};

/// Executes the steps in sequence. At the deadline they are cancelled, and the block fails once their cleanups have ended.
pub(super) async fn body(run: &Rc<RunState<'_>>, block: Execution, limit: Duration) -> BodyEnd {
    let cancelled = {
        let steps = pin!(sequence::body(run, block));
        let deadline = pin!(async {
            run.sleep(TimerKey::deadline(run.plan, block), limit).await;
            run.stop(Inside::Block(block), block).await;
        });
        match select(steps, deadline).await {
            Either::Left((end, _)) => return end,
            Either::Right(_) => run.cancel_inside(block, block),
        }
        // The steps are dropped here, before cleanups start: messages on their way hold places of devices.
    };
    let woken_by = run.clean_up_inside(block, cancelled).await;
    BodyEnd { outcome: Err(Failure::TimedOut), woken_by }
}
