//! Steps that hold the thread of the event loop, or run beside it.

use std::{rc::Rc, time::Duration};

use super::sequence;
use crate::{
    home::Hazard,
    program::{ChildOrder, ThreadUse},
    runtime::{
        EventKind, Execution,
        beside::Due,
        completion::Completion,
        outcome::{BodyEnd, Outcome},
        run_state::RunState,
        timer_key::TimerKey,
    },
};

/// Works: nobody else is polled meanwhile.
pub(super) async fn work(run: &RunState<'_>, execution: Execution, duration: Duration) -> Outcome {
    if let Some(cores) = &run.cores {
        run.work_on_core(cores, execution, duration).await;
        return Ok(());
    }
    match run.plan.step(execution.step).thread {
        ThreadUse::Shared => {
            let (hold, since) = (run.executor.hold(), run.timers.now());
            run.sleep_apart(TimerKey::Wait(execution), duration, Due::Holder).await;
            run.record_held(execution, since);
            drop(hold);
        }
        ThreadUse::Held | ThreadUse::Worker => _ = run.wait(execution, duration).await,
    }
    Ok(())
}

/// Executes the steps one after another. Nobody else is polled before the last has ended.
pub(super) async fn blocking(run: &Rc<RunState<'_>>, block: Execution) -> BodyEnd {
    if run.plan.step(block.step).thread != ThreadUse::Shared {
        return sequence::body(run, block).await;
    }
    let (hold, since) = (run.executor.hold(), run.timers.now());
    let end = sequence::body(run, block).await;
    run.record_held(block, since);
    drop(hold);
    end
}

/// Executes the steps one after another on a worker, which goes on whoever has the thread, and whoever is cancelled.
pub(super) async fn offload(run: &Rc<RunState<'_>>, block: Execution) -> BodyEnd {
    if run.plan.step(block.step).thread != ThreadUse::Shared {
        return sequence::body(run, block).await;
    }
    let ended = Completion::new();
    let (worker, result) = (run.clone(), ended.clone());
    run.executor.spawn(async move {
        let end = sequence::body(&worker, block).await;
        worker.end_worker(block, result, end);
    });
    ended.wait().await
}

impl RunState<'_> {
    /// Records that a step has held the thread since some time, if others have waited for it.
    fn record_held(&self, execution: Execution, since: Duration) {
        self.beside.borrow_mut().last_holder = Some(execution);
        let has_waiting = self.timers.has_late() || self.executor.ready_count() > 0 || self.has_stopped(execution);
        if self.timers.now() > since && (has_waiting || self.beside.borrow().has_ended()) {
            self.record(execution, EventKind::Hazard(Hazard::ThreadHeld));
        }
    }

    /// True if steps that start together with a step have not started yet, or those after the start of its task.
    fn has_stopped(&self, execution: Execution) -> bool {
        let around = self.plan.self_and_ancestors(execution.step).filter(|&step| {
            let parent = self.plan.step(step).parent.and_then(|parent| self.plan.step(parent).control);
            parent.is_some_and(|parent| parent.kind().child_order() == ChildOrder::Concurrent || parent.makes_task())
        });
        around.take(self.executor.stopped_count()).any(|step| {
            let planned = self.plan.step(step);
            planned.parent.is_some_and(|parent| {
                let parent = self.plan.step(parent);
                parent.makes_task() || planned.index + 1 < parent.child_count
            })
        })
    }
}
