//! Blocks that execute their steps more than once: `retry` and `repeat`.

use std::{rc::Rc, time::Duration};

use crate::{
    program::Pauses,
    runtime::{
        Execution,
        outcome::{BodyEnd, Outcome},
        run_state::{Cause, RunState},
        steps::sequence,
    },
};

/// Executes the steps in sequence, again after each failure, `count` times at most.
pub(super) async fn retry(run: &Rc<RunState<'_>>, block: Execution, count: u32, pauses: Pauses) -> BodyEnd {
    rounds(run, block, count, pauses, |outcome| outcome.is_err()).await
}

/// Executes the steps in sequence, `count` times unless they fail.
pub(super) async fn repeat(run: &Rc<RunState<'_>>, block: Execution, count: u32, pauses: Pauses) -> BodyEnd {
    rounds(run, block, count, pauses, |outcome| outcome.is_ok()).await
}

async fn rounds(
    run: &Rc<RunState<'_>>,
    block: Execution,
    count: u32,
    pauses: Pauses,
    goes_on: impl Fn(Outcome) -> bool,
) -> BodyEnd {
    let mut cause = Cause::with_block(block);
    let mut pauses = pauses.iter();
    for round in 1.. {
        let end = sequence::run_in_order(run, cause, run.plan.children(block.step)).await;
        if round == count || !goes_on(end.outcome) {
            return end;
        }
        cause.woken_by = end.woken_by;
        pause(run, block, pauses.next().unwrap_or_default()).await;
    }
    unreachable!("the count is at least one")
}

/// Waits between two rounds. No pause takes no turn of the event loop, unless this one has become long: rounds alone can
/// go on without an end in sight.
async fn pause(run: &RunState<'_>, block: Execution, pause: Duration) {
    if !pause.is_zero() || run.is_turn_long() {
        run.wait(block, pause).await;
    }
}
