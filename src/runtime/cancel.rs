//! Cancelling an execution: an operation of the runtime, not the drop of a future.
//!
//! A drop runs to its end at once. It could neither let cleanup steps wait for devices nor make the canceller wait for
//! them. So cancelling has two parts: first everything that is open inside is marked, innermost first, and its tasks are
//! dropped; then the cleanups run, and whoever cancelled can wait for them.

use std::{
    cell::LazyCell,
    collections::{BTreeMap, HashMap, HashSet},
    future::ready,
    rc::Rc,
};

use super::{
    Execution, TaskId,
    around_work::AroundWork,
    cleanup::{Cleanup, Cleanups},
    completion::Completion,
    cores::Inside,
    open::Open,
    outcome::BodyEnd,
    run_state::{Cause, RunState},
    steps::sequence,
};

/// Executions that were cancelled and have not been cleaned up.
#[derive(Debug)]
#[must_use = "their cleanups are to run"]
pub(super) struct Cancelled {
    /// Innermost first.
    open: Vec<Open>,
    /// The execution because of which they were cancelled.
    by: Execution,
    /// The execution whose end let the cleanups start.
    woken_by: Option<Execution>,
    /// The blocks whose threads had nothing open: they had not begun, or were between two steps.
    between_steps: Vec<Execution>,
}

impl<'a> RunState<'a> {
    /// Cancels all that is open inside a block, but not the block itself. `by` is the execution because of which it is
    /// cancelled.
    ///
    /// Drops the tasks of what is cancelled. A future that the caller polls itself, in its own task, is the caller's to
    /// drop before it starts the cleanups.
    pub(super) fn cancel_inside(&self, block: Execution, by: Execution) -> Cancelled {
        self.cancel_but(&AroundWork::default(), Inside::Block(block), by)
    }

    /// Cancels what has outlived its block.
    pub(super) fn cancel_strays(&self, by: Execution) -> Cancelled {
        self.cancel_but(&AroundWork::default(), Inside::Strays, by)
    }

    /// Cancels all that is open inside, but not `kept`.
    pub(super) fn cancel_but(&self, kept: &AroundWork, inside: Inside, by: Execution) -> Cancelled {
        let (open, outside) = match inside {
            Inside::Block(block) => (self.open.borrow_mut().remove_inside(self.plan, block, kept), Some(block)),
            Inside::Strays => (self.open.borrow_mut().remove_strays(kept), None),
        };
        // The task of what goes on outside is not the task of what is cancelled alone.
        let goes_on = kept.executions().chain(outside);
        let going_on = goes_on.filter_map(|execution| self.open.borrow().get(execution)?.task).collect();
        let cancelled = LazyCell::new(|| open.iter().map(|open| open.execution).collect::<HashSet<_>>());
        let is_cancelled = |execution| match outside {
            Some(outside) => execution == outside || cancelled.contains(&execution),
            None => self.open.borrow().get(execution).is_none(),
        };
        let between_steps = self.wanting(|execution| kept.contains(execution) || is_cancelled(execution));
        self.mark(open, between_steps, &going_on, by)
    }

    /// Cancels executions with tasks of their own, innermost first, and the threads `between_steps` that have nothing open.
    pub(super) fn cancel_these(
        &self,
        executions: &[Execution],
        between_steps: Vec<(TaskId, Execution)>,
        by: Execution,
    ) -> Cancelled {
        let open = executions.iter().filter_map(|&execution| self.open.borrow_mut().remove(execution)).collect();
        self.mark(open, between_steps, &HashSet::new(), by)
    }

    fn mark(
        &self,
        open: Vec<Open>,
        between_steps: Vec<(TaskId, Execution)>,
        going_on: &HashSet<TaskId>,
        by: Execution,
    ) -> Cancelled {
        self.record_cancelled(&open, Some(by));
        let tasks = open.iter().filter_map(|open| open.task).filter(|task| !going_on.contains(task));
        tasks.for_each(|task| self.executor.remove(task));
        let between_steps = between_steps.into_iter().filter(|(task, _)| !going_on.contains(task));
        let remove = |(task, execution)| {
            self.executor.remove(task);
            execution
        };
        let between_steps = between_steps.map(remove).collect();
        let woken_by = Some(by).filter(|&by| self.open.borrow().get(by).is_none());
        Cancelled { open, by, woken_by, between_steps }
    }

    /// Starts the cleanups of what was cancelled inside a block, and waits for them. If the block is cancelled meanwhile,
    /// its canceller waits for them too. Returns the execution that ended last.
    pub(super) async fn clean_up_inside(self: &Rc<Self>, block: Execution, cancelled: Cancelled) -> Option<Execution> {
        let woken_by = cancelled.woken_by;
        let mut cleanups = self.clean_up(cancelled);
        let before = self.open.borrow().get(block).map(|open| open.cleanups_inside.clone());
        cleanups.extend(&before.unwrap_or_default());
        self.open.borrow_mut().set_cleanup(block, Cleanup::Running(cleanups.clone()));
        self.executor.thread().await;
        cleanups.wait().await.or(woken_by)
    }

    /// Starts the cleanups of what was cancelled before what is around it.
    pub(super) fn clean_up_early(self: &Rc<Self>, cancelled: Cancelled) {
        for (around, cleanups) in self.clean_up_in(cancelled) {
            self.open.borrow_mut().add_cleanups_inside(around, &cleanups);
        }
    }

    /// Starts the cleanups of what was cancelled, in program order: inner ones before outer ones, branches side by side. A
    /// task or a future whose steps were cancelled ends when they are cleaned up.
    pub(super) fn clean_up(self: &Rc<Self>, cancelled: Cancelled) -> Cleanups {
        let mut all = Cleanups::default();
        self.clean_up_in(cancelled).iter().for_each(|(_, cleanups)| all.extend(cleanups));
        all
    }

    /// Starts the cleanups, and returns them, each with the nearest execution around it that was not cancelled.
    fn clean_up_in(self: &Rc<Self>, cancelled: Cancelled) -> Vec<(Execution, Cleanups)> {
        let Cancelled { open, by, woken_by, between_steps } = cancelled;
        let mut all = Vec::new();
        let mut inner: HashMap<Execution, Cleanups> = HashMap::new();
        let mut pending = Vec::new();
        let mut named: BTreeMap<Execution, Cleanups> = BTreeMap::new();
        let by_execution: HashMap<_, _> = open.iter().map(|open| (open.execution, open)).collect();
        for cancelled in &open {
            if let Some(maker) = cancelled.parent.filter(|maker| self.plan.step(maker.step).makes_task()) {
                named.entry(maker).or_default();
            }
            let mut own = cancelled.cleanups_inside.clone();
            match &cancelled.cleanup {
                Cleanup::None => {}
                Cleanup::Running(cleanups) => own.extend(cleanups),
                Cleanup::Pending => {
                    let completion = Completion::new();
                    pending.push((cancelled.execution, cancelled.thread, completion.clone()));
                    inner.entry(cancelled.execution).or_default().extend(&own);
                    own = Cleanups::from(completion);
                }
            }
            if own.is_empty() {
                continue;
            }
            if let Some(outer) = enclosing_cleanup(&by_execution, cancelled) {
                inner.entry(outer).or_default().extend(&own);
            }
            let mut around = None;
            for outer in all_around(&by_execution, cancelled) {
                if self.plan.step(outer.step).makes_task() {
                    named.entry(outer).or_default().extend(&own);
                }
                around = Some(outer);
            }
            all.extend(around.map(|around| (around, own)));
        }
        for maker in between_steps.into_iter().filter(|maker| self.plan.step(maker.step).makes_task()) {
            named.entry(maker).or_default();
        }
        pending.sort_unstable_by_key(|(execution, ..)| *execution);
        for (execution, thread, completion) in pending {
            let inner = inner.remove(&execution).unwrap_or_default();
            self.spawn_cleanup(execution, thread, completion, async move { inner.wait().await.or(woken_by) });
        }
        for (maker, cleanups) in named {
            self.settle_after(cleanups, maker, by);
        }
        all
    }

    /// Starts the cleanup of an execution that was not cancelled, in a task of its own.
    pub(super) fn start_cleanup(self: &Rc<Self>, execution: Execution, first: Execution) -> Completion<BodyEnd> {
        let completion = Completion::new();
        let cleanups = Cleanups::from(completion.clone());
        self.open.borrow_mut().set_cleanup(execution, Cleanup::Running(cleanups));
        self.spawn_cleanup(execution, self.thread_now(), completion.clone(), ready(Some(first)));
        completion
    }

    /// Spawns a task that cleans up after an execution, on its thread, once the cleanups `before` have ended.
    fn spawn_cleanup(
        self: &Rc<Self>,
        execution: Execution,
        thread: Option<u32>,
        completion: Completion<BodyEnd>,
        before: impl Future<Output = Option<Execution>> + 'a,
    ) {
        let run = self.clone();
        run.cleaning.set(run.cleaning.get() + 1);
        self.executor.spawn(async move {
            let woken_by = before.await;
            run.adopt(thread);
            completion.set(run.clean_up_after(execution, woken_by).await);
            run.cleaning.set(run.cleaning.get().saturating_sub(1));
        });
    }

    /// Cleans up after an execution: releases the permit that it holds, or executes the cleanup steps of an `ensure`, all but
    /// the first of its children, in sequence.
    async fn clean_up_after(self: &Rc<Self>, execution: Execution, woken_by: Option<Execution>) -> BodyEnd {
        let is_lock = self.plan.step(execution.step).lock.is_some();
        self.clean_up_on_core(execution, is_lock).await;
        if is_lock {
            self.release(execution, woken_by.or(Some(execution)));
            return BodyEnd { outcome: Ok(()), woken_by };
        }
        let steps = self.plan.children(execution.step).skip(1);
        sequence::run_in_order(self, Cause { parent: Some(execution), woken_by, is_cleanup: true }, steps).await
    }
}

/// Returns the executions around one that was cancelled, up to the nearest that was not.
fn all_around(cancelled: &HashMap<Execution, &Open>, inner: &Open) -> impl Iterator<Item = Execution> {
    std::iter::successors(inner.parent, |parent| cancelled.get(parent)?.parent)
}

/// Returns the nearest of the cancelled executions around another that waits for the cleanups inside it.
fn enclosing_cleanup(cancelled: &HashMap<Execution, &Open>, inner: &Open) -> Option<Execution> {
    let around = |open: &&Open| open.parent.and_then(|parent| cancelled.get(&parent).copied());
    let mut enclosing = std::iter::successors(around(&inner), around);
    enclosing.find(|open| matches!(open.cleanup, Cleanup::Pending)).map(|open| open.execution)
}
