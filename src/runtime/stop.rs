//! Cancelling threads: one in the middle of work cannot be stopped before its work has ended.

use std::{future::poll_fn, task::Poll};

use super::{
    Execution,
    cores::{Cores, Inside},
    run_state::RunState,
};

impl RunState<'_> {
    /// Waits until no thread inside works. Those that do go on to their next wait or boundary, and stop there; the others stop
    /// at once. No effect in the other models.
    pub(super) async fn stop(&self, inside: Inside) {
        let Some(cores) = &self.cores else { return };
        let works = || cores.stops.works.borrow().iter().any(|&work| self.is_to_stop(work, inside));
        if !works() {
            return;
        }
        cores.stops.stopped.borrow_mut().push(inside);
        let _stop = Stop { run: self, cores, inside };
        cores.scheduler.borrow_mut().stop(|execution| self.is_to_stop(execution, inside));
        poll_fn(|context| {
            if works() {
                cores.stops.waiting.borrow_mut().push(context.waker().clone());
                return Poll::Pending;
            }
            Poll::Ready(())
        })
        .await;
    }

    /// True if an execution is inside what is being cancelled.
    pub(super) fn is_stopped(&self, cores: &Cores, execution: Execution) -> bool {
        cores.stops.stopped.borrow().iter().any(|&inside| self.is_to_stop(execution, inside))
    }

    /// A thread that has not begun, or is between two steps, is known by the block that it is in.
    fn is_to_stop(&self, execution: Execution, inside: Inside) -> bool {
        let open = self.open.borrow();
        match inside {
            Inside::Block(block) => execution == block || open.is_around(execution, block),
            Inside::Strays => open.is_stray(execution),
        }
    }
}

/// Stops what is inside until this is dropped.
struct Stop<'r, 'a> {
    run: &'r RunState<'a>,
    cores: &'r Cores,
    inside: Inside,
}

impl Drop for Stop<'_, '_> {
    fn drop(&mut self) {
        let mut stopped = self.cores.stops.stopped.borrow_mut();
        if let Some(place) = stopped.iter().position(|&inside| inside == self.inside) {
            stopped.remove(place);
        }
        // Whoever has stopped it may have been cancelled before it could cancel it.
        let inside = |execution| self.run.is_to_stop(execution, self.inside);
        self.cores.scheduler.borrow_mut().restart(inside);
    }
}
