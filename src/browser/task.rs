use std::{cell::RefCell, rc::Rc, sync::Arc};

use futures::{
    FutureExt,
    future::{AbortHandle, abortable},
};
use wasm_bindgen_futures::spawn_local;

use super::PacedClock;
use crate::runtime::{EventLog, Failure, Plan, RunOutcome, run};

/// The end of a run in the browser.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ended {
    Finished,
    Failed(Failure),
    Stuck,
    Cancelled,
}

/// Owner of a run in the browser; dropping it cancels the run.
///
/// Cancelling drops the run's futures, and with them its timer, before the event loop starts another task.
#[must_use = "dropping the handle cancels the run"]
pub struct RunHandle(AbortHandle);

impl Drop for RunHandle {
    fn drop(&mut self) {
        self.0.abort();
    }
}

/// Starts a run on the browser's event loop, from the next microtask on.
///
/// Events are appended to `log` as they happen. `on_end` is called once, after a cancel too, when the log is complete.
pub fn start(
    plan: Arc<Plan>,
    clock: Rc<PacedClock>,
    log: Rc<RefCell<EventLog>>,
    on_end: impl FnOnce(Ended) + 'static,
) -> RunHandle {
    let (task, handle) = abortable(async move { run(&plan, &*clock, &log).await });
    let run_and_report = async move {
        on_end(match task.await {
            Ok(RunOutcome::Finished) => Ended::Finished,
            Ok(RunOutcome::Failed(failure)) => Ended::Failed(failure),
            Ok(RunOutcome::Stuck) => Ended::Stuck,
            Err(_) => Ended::Cancelled,
        });
    };
    spawn_local(run_and_report.boxed_local());
    RunHandle(handle)
}
