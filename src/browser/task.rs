use std::{cell::RefCell, rc::Rc, sync::Arc};

use futures::{
    FutureExt,
    future::{AbortHandle, abortable},
};
use wasm_bindgen_futures::spawn_local;

use super::PacedClock;
use crate::runtime::{EventLog, Failure, Plan, run};

/// How a run in the browser came to its end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ended {
    Finished,
    Failed(Failure),
    Cancelled,
}

/// A run in the browser. It is cancelled when this is dropped: its futures are dropped before the event loop gets to
/// anything else, and with them its timer.
#[must_use = "dropping the handle cancels the run"]
pub struct RunHandle(AbortHandle);

impl Drop for RunHandle {
    fn drop(&mut self) {
        self.0.abort();
    }
}

/// Starts a run on the browser's event loop. `on_end` is called once, however the run ends; the log is complete then.
pub fn start(
    plan: Arc<Plan>,
    clock: Rc<PacedClock>,
    log: Rc<RefCell<EventLog>>,
    on_end: impl FnOnce(Ended) + 'static,
) -> RunHandle {
    let (task, handle) = abortable(async move { run(&plan, &*clock, &log).await });
    let watched = async move {
        on_end(match task.await {
            Ok(Ok(())) => Ended::Finished,
            Ok(Err(failure)) => Ended::Failed(failure),
            Err(_) => Ended::Cancelled,
        });
    };
    spawn_local(watched.boxed_local());
    RunHandle(handle)
}
