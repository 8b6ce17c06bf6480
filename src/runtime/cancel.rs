//! Cancelling an execution: an operation of the runtime, not the drop of a future.
//!
//! A drop runs to its end at once. It could neither let cleanup steps wait for devices nor make the canceller wait for
//! them. So cancelling has two parts: first everything that is open inside is marked, innermost first, and its tasks are
//! dropped; then the cleanups run, and whoever cancelled can wait for them.

use std::rc::Rc;

use super::{
    Execution,
    completion::Completion,
    open::{Cleanup, Open},
    outcome::Outcome,
    run_state::RunState,
    steps::sequence,
};

/// The cleanups that a cancellation has started.
#[derive(Debug)]
#[must_use = "wait for the cleanups, or say that nobody does"]
pub(super) struct Cleanups(Vec<Completion<Outcome>>);

impl Cleanups {
    /// Waits until all cleanups have ended.
    pub(super) async fn wait(self) {
        for cleanup in self.0 {
            // A cleanup that fails is logged; the canceller goes on.
            _ = cleanup.wait().await;
        }
    }
}

impl RunState<'_> {
    /// Cancels an execution with all that is open inside it, and starts the cleanups.
    ///
    /// A future that the caller polls itself, in its own task, is the caller's to drop.
    pub(super) fn cancel(self: &Rc<Self>, execution: Execution) -> Cleanups {
        let parent = self.open.borrow().get(execution).and_then(|open| open.parent);
        let cancelled = self.open.borrow_mut().remove_whole(self.plan, execution);
        self.cancel_all(cancelled, parent)
    }

    /// Cancels all that is open inside a block, but not the block itself, and starts the cleanups.
    #[cfg_attr(not(test), expect(dead_code, reason = "no step of the language cancels another yet"))]
    pub(super) fn cancel_inside(self: &Rc<Self>, block: Execution) -> Cleanups {
        let cancelled = self.open.borrow_mut().remove_inside(self.plan, block);
        self.cancel_all(cancelled, Some(block))
    }

    fn cancel_all(self: &Rc<Self>, cancelled: Vec<Open>, outside: Option<Execution>) -> Cleanups {
        self.record_cancelled(&cancelled);
        // The task of what goes on outside is not the task of what is cancelled alone.
        let kept = outside.and_then(|outside| self.open.borrow().get(outside)?.task);
        let tasks = cancelled.iter().map(|open| open.task).filter(|&task| task != kept);
        tasks.flatten().for_each(|task| self.executor.remove(task));
        self.clean_up(&cancelled)
    }

    /// Starts the cleanups of what was cancelled, in program order: inner ones before outer ones, branches side by side.
    fn clean_up(self: &Rc<Self>, cancelled: &[Open]) -> Cleanups {
        let cleanups = cancelled.iter().rev().filter_map(|open| Some((open, open.cleanup.completion()?)));
        let cleanups: Vec<_> = cleanups.collect();
        for (open, completion) in &cleanups {
            if matches!(open.cleanup, Cleanup::Running(_)) {
                continue;
            }
            let inner = cleanups.iter().filter(|(inner, _)| is_inside(cancelled, inner, open.execution));
            let inner = Cleanups(inner.map(|(_, completion)| completion.clone()).collect());
            let (run, execution, completion) = (self.clone(), open.execution, completion.clone());
            self.executor.spawn(async move {
                inner.wait().await;
                completion.set(run.cleanup_steps(execution).await);
            });
        }
        Cleanups(cleanups.into_iter().map(|(_, completion)| completion).collect())
    }

    /// Starts the cleanup of an execution that was not cancelled, in a task of its own.
    #[cfg(test)]
    pub(super) fn start_cleanup(self: &Rc<Self>, execution: Execution) -> Completion<Outcome> {
        let completion = Completion::new();
        self.open.borrow_mut().set_cleanup(execution, Cleanup::Running(completion.clone()));
        let (run, ended) = (self.clone(), completion.clone());
        self.executor.spawn(async move { ended.set(run.cleanup_steps(execution).await) });
        completion
    }

    /// Executes the cleanup steps of an execution, all but the first of its children, in sequence.
    async fn cleanup_steps(self: &Rc<Self>, execution: Execution) -> Outcome {
        let steps = self.plan.children(execution.step).skip(1);
        sequence::run_in_order(self, execution, steps, true).await.outcome
    }
}

/// True if one of the cancelled executions is inside another. They are in reverse program order.
fn is_inside(cancelled: &[Open], inner: &Open, outer: Execution) -> bool {
    let find = |execution: &Execution| cancelled.binary_search_by(|other| execution.cmp(&other.execution)).ok();
    let up = |execution: &Execution| cancelled[find(execution)?].parent;
    std::iter::successors(inner.parent, up).any(|ancestor| ancestor == outer)
}

impl Cleanup {
    fn completion(&self) -> Option<Completion<Outcome>> {
        match self {
            Self::None => None,
            Self::Pending => Some(Completion::new()),
            Self::Running(completion) => Some(completion.clone()),
        }
    }
}
