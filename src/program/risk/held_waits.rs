//! Steps that wait for others while they hold the thread, so that those cannot go on. Knows no time.

use super::{Cause, Risk, wait_graph::WaitGraph};

/// Finds the awaits and locks inside `blocking` that may need somebody else to go on, in program order.
pub(super) fn held_waits(graph: &WaitGraph) -> Vec<Risk> {
    let held = graph.waits.iter().filter(|wait| wait.holder.is_some() && graph.needs_others(wait));
    let cause = Cause::WaitsHoldingThread;
    held.map(|wait| Risk { step: wait.path.clone(), with: wait.holder.clone(), cause, certain: false }).collect()
}
