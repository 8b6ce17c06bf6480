//! The ends of tasks, futures and promises in a run.

use std::rc::Rc;

use super::{
    EventKind, Execution, Settled, Wait, WaitsFor, Work,
    cleanup::Cleanups,
    named::{Named, NamedEnd, Progress},
    run_state::RunState,
};
use crate::{home::Hazard, program::TaskVerb};

impl<'a> RunState<'a> {
    /// Records the end of a task, future or promise, and wakes those that await it.
    pub(super) fn settle(&self, named: &Named<'a>, end: NamedEnd) {
        named.progress.set(Progress::Settled);
        self.open.borrow_mut().remove_future(named.maker);
        self.push(named.maker, named.parent, end.woken_by, EventKind::Settled(end.settled));
        named.end.set(end);
    }

    /// Cancels the steps of a task or a future. It ends when they are cleaned up.
    pub(super) fn cancel_named(self: &Rc<Self>, named: &Named<'a>, by: Execution) {
        named.progress.set(Progress::Cancelled);
        if self.cancel_before_begin(named, by) {
            return;
        }
        let cancelled = self.cancel_inside(named.maker, by);
        let steps = named.steps.take();
        drop(steps);
        // Nobody waits for its cleanups but those that await it.
        _ = self.clean_up(cancelled);
    }

    /// Cancels the tasks that have not begun.
    pub(super) fn cancel_not_begun(&self, by: Execution) {
        for named in self.running() {
            self.cancel_before_begin(&named, by);
        }
    }

    /// Cancels a task if it has not begun, since it has had neither the thread nor a core. Returns false for one that has.
    fn cancel_before_begin(&self, named: &Named<'a>, by: Execution) -> bool {
        let Some(task) = named.begins.take() else { return false };
        self.executor.remove(task);
        self.settle(named, NamedEnd { settled: Settled::Cancelled, woken_by: Some(by) });
        true
    }

    /// Ends a task or future whose steps were cancelled, once their cleanups are over.
    pub(super) fn settle_after(self: &Rc<Self>, cleanups: Cleanups, maker: Execution, by: Execution) {
        let named = self.names.borrow().made_by(maker).cloned();
        let Some(named) = named.filter(|named| !named.is(Progress::Settled)) else { return };
        let cancelled =
            move |last: Option<Execution>| NamedEnd { settled: Settled::Cancelled, woken_by: last.or(Some(by)) };
        if cleanups.is_empty() {
            return self.settle(&named, cancelled(None));
        }
        let run = self.clone();
        self.executor.spawn(async move {
            let last = cleanups.wait().await;
            run.settle(&named, cancelled(last));
        });
    }

    /// Ends all tasks and futures that run: what was open of them is cancelled without cleanups.
    pub(super) fn settle_all(&self) {
        for named in self.running() {
            self.settle(&named, NamedEnd { settled: Settled::Cancelled, woken_by: None });
        }
    }

    /// Returns the tasks and futures that run.
    pub(super) fn running(&self) -> Vec<Rc<Named<'a>>> {
        let names = self.names.borrow();
        let is_running = |named: &&Rc<Named>| named.is(Progress::Running) || named.is(Progress::Cancelled);
        names.made().iter().filter(is_running).cloned().collect()
    }

    /// Records the hazards of what nobody has awaited when the run has ended: failures that nobody saw, and futures that never
    /// ran.
    pub(super) fn record_forgotten(&self) {
        let names = self.names.borrow();
        for named in names.made().iter().filter(|named| !named.is_received.get()) {
            let failed = matches!(named.end.get(), Some(NamedEnd { settled: Settled::Failed(_), .. }));
            let hazard = match named.progress.get() {
                Progress::NotStarted => Hazard::NeverAwaited,
                Progress::Settled if failed => Hazard::UnseenFailure,
                _ => continue,
            };
            self.push(named.maker, named.parent, None, EventKind::Hazard(hazard));
        }
    }

    /// Returns who waits for what: for a lock, or for a task, future or promise. In program order.
    pub(super) fn waits(&self) -> Vec<Wait> {
        let mut waits = self.locks.borrow().waits();
        let (open, names) = (self.open.borrow(), self.names.borrow());
        let is_await = |block: &Execution| self.plan.step(block.step).work == Work::OnTask(TaskVerb::Await);
        for block in open.executions().filter(is_await) {
            let held_by = names.awaited(block);
            // Whoever runs the steps of a future does not wait for them: they do.
            let runs_it = held_by.and_then(|maker| open.get(maker)).is_some_and(|open| open.parent == Some(block));
            if !runs_it {
                let name = self.plan.step(block.step).name.expect("an await has a name");
                waits.push(Wait { block, on: WaitsFor::Name(name), held_by });
            }
        }
        waits.sort_unstable_by_key(|wait| wait.block);
        waits
    }
}
