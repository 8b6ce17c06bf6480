//! Cancelling an execution: an operation of the runtime, not the drop of a future.
//!
//! A drop runs to its end at once. It could neither let cleanup steps wait for devices nor make the canceller wait for
//! them. So cancelling has two parts: first everything that is open inside is marked, innermost first, and its tasks are
//! dropped; then the cleanups run, and whoever cancelled can wait for them.

use std::{collections::BTreeMap, rc::Rc};

use super::{
    Execution, TaskId,
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

    fn cancel_all(self: &Rc<Self>, cancelled: Vec<(Execution, Open)>, outside: Option<Execution>) -> Cleanups {
        self.record_cancelled(&cancelled);
        // The task of what goes on outside is not the task of what is cancelled alone.
        let kept = outside.and_then(|outside| self.open.borrow().get(outside)?.task);
        let mut tasks: Vec<TaskId> = cancelled.iter().filter_map(|(_, open)| open.task).collect();
        tasks.sort_unstable();
        tasks.dedup();
        tasks.into_iter().filter(|&task| Some(task) != kept).for_each(|task| self.executor.remove(task));
        self.clean_up(cancelled.into_iter().collect())
    }

    /// Starts the cleanups of what was cancelled: inner ones before outer ones, branches side by side.
    fn clean_up(self: &Rc<Self>, cancelled: BTreeMap<Execution, Open>) -> Cleanups {
        let cleanups: BTreeMap<_, _> =
            cancelled.iter().filter_map(|(&execution, open)| Some((execution, open.cleanup.completion()?))).collect();
        for (&execution, completion) in &cleanups {
            if matches!(cancelled[&execution].cleanup, Cleanup::Running(_)) {
                continue;
            }
            let is_around = |inner: Execution| {
                let up = |at: &Execution| cancelled.get(at)?.parent;
                std::iter::successors(up(&inner), up).any(|ancestor| ancestor == execution)
            };
            let inner =
                cleanups.iter().filter(|(inner, _)| is_around(**inner)).map(|(_, completion)| completion.clone());
            let inner = Cleanups(inner.collect());
            let (run, completion) = (self.clone(), completion.clone());
            self.executor.spawn(async move {
                inner.wait().await;
                completion.set(run.cleanup_steps(execution).await);
            });
        }
        Cleanups(cleanups.into_values().collect())
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

impl Cleanup {
    fn completion(&self) -> Option<Completion<Outcome>> {
        match self {
            Self::None => None,
            Self::Pending => Some(Completion::new()),
            Self::Running(completion) => Some(completion.clone()),
        }
    }
}
