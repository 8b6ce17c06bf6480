use std::cmp::Reverse;

use slab::Slab;

use super::{
    Execution, Plan, TaskId,
    around_work::AroundWork,
    cleanup::{Cleanup, Cleanups},
    execution::ExecutionMap,
};

/// The executions that have started and not ended.
///
/// Every step of a run is added and removed once, and few are open at a time. So both are lookups in vectors, and what
/// is rare, cancelling, goes through all that are open.
#[derive(Debug)]
pub(super) struct OpenExecutions {
    open: Slab<Open>,
    /// The key of each execution in the slab.
    keys: ExecutionMap<Option<u32>>,
}

/// An execution that has started and not ended.
#[derive(Debug)]
pub(super) struct Open {
    pub(super) execution: Execution,
    /// The execution of the block that the step is in; `None` for the root.
    pub(super) parent: Option<Execution>,
    /// True for a step of a cleanup or on a worker, which is not cancelled with its block.
    pub(super) is_kept: bool,
    /// True for a future that is awaited: its steps run inside the await, although its own execution has ended.
    pub(super) is_future: bool,
    /// The task that runs it.
    pub(super) task: Option<TaskId>,
    /// The thread that runs it, in the threads model.
    pub(super) thread: Option<u32>,
    pub(super) cleanup: Cleanup,
    /// The cleanups of steps inside that were cancelled before it.
    pub(super) cleanups_inside: Cleanups,
}

impl Open {
    pub(super) fn new(
        execution: Execution,
        parent: Option<Execution>,
        task: Option<TaskId>,
        thread: Option<u32>,
    ) -> Self {
        Self {
            execution,
            parent,
            is_kept: false,
            is_future: false,
            task,
            thread,
            cleanup: Cleanup::None,
            cleanups_inside: Cleanups::default(),
        }
    }

    /// A future whose steps run inside an await, in its task.
    pub(super) fn future(maker: Execution, by: Execution, task: Option<TaskId>, thread: Option<u32>) -> Self {
        let (execution, parent) = (maker, Some(by));
        Self { is_future: true, ..Self::new(execution, parent, task, thread) }
    }
}

impl OpenExecutions {
    /// Makes an empty collection for a plan of `steps` steps.
    pub(super) fn new(steps: usize) -> Self {
        Self { open: Slab::new(), keys: ExecutionMap::new(steps) }
    }

    pub(super) fn insert(&mut self, open: Open) {
        let execution = open.execution;
        let key = self.open.insert(open);
        self.keys.set(execution, Some(key as u32));
    }

    pub(super) fn get(&self, execution: Execution) -> Option<&Open> {
        Some(&self.open[self.keys.get(execution)? as usize])
    }

    pub(super) fn remove(&mut self, execution: Execution) -> Option<Open> {
        let key = self.keys.get_mut(execution).take()?;
        Some(self.open.remove(key as usize))
    }

    /// Removes a future that runs inside an await, if it does.
    pub(super) fn remove_future(&mut self, maker: Execution) {
        if self.get(maker).is_some_and(|open| open.is_future) {
            self.remove(maker);
        }
    }

    /// Sets the cleanup of an execution that is open.
    pub(super) fn set_cleanup(&mut self, execution: Execution, cleanup: Cleanup) {
        if let Some(key) = self.keys.get(execution) {
            self.open[key as usize].cleanup = cleanup;
        }
    }

    /// Adds cleanups that an execution has to wait for before its own, if it is open.
    pub(super) fn add_cleanups_inside(&mut self, execution: Execution, cleanups: &Cleanups) {
        if let Some(key) = self.keys.get(execution) {
            self.open[key as usize].cleanups_inside.extend(cleanups);
        }
    }

    pub(super) fn is_empty(&self) -> bool {
        self.open.is_empty()
    }

    /// Removes the executions whose block has ended without them, and all that is open inside those, but not `kept`. Returns
    /// them in program order, each innermost first. One pass: a run can leave a million of them.
    pub(super) fn remove_strays(&mut self, kept: &AroundWork) -> Vec<Open> {
        let removable = self.open.iter().filter(|(_, open)| !kept.contains(open.execution));
        let strays = removable.filter_map(|(_, open)| Some((self.stray_around(open)?, open.execution)));
        let mut strays: Vec<_> = strays.map(|(stray, inside)| (stray, Reverse(self.place(inside)))).collect();
        strays.sort_unstable();
        strays.into_iter().filter_map(|(_, Reverse((_, execution)))| self.remove(execution)).collect()
    }

    /// Returns the stray in which an execution is open; `None` if a cleanup is around it, or a worker.
    fn stray_around(&self, open: &Open) -> Option<Execution> {
        let around = |open: &&Open| self.get(open.parent?);
        let mut up = std::iter::successors(Some(open), around);
        let outermost = up.by_ref().take_while(|open| !open.is_kept).find(|open| around(open).is_none())?;
        Some(outermost.execution)
    }

    /// Returns an execution with its place: whatever is inside something comes after it. The steps inside a step do in
    /// program order; those of a future are inside its await, which may be anywhere.
    fn place(&self, execution: Execution) -> (Vec<Execution>, Execution) {
        let up = std::iter::successors(self.get(execution), |open| self.get(open.parent?));
        let mut awaits: Vec<_> = up.filter(|open| open.is_future).filter_map(|open| open.parent).collect();
        awaits.reverse();
        (awaits, execution)
    }

    /// Removes all that is open inside an execution, but not `kept`. Returns it innermost first: the steps inside a step come
    /// after it in program order, so the last of them is an innermost one.
    pub(super) fn remove_inside(&mut self, plan: &Plan, outer: Execution, kept: &AroundWork) -> Vec<Open> {
        let steps = outer.step.0 + 1..plan.end_of(outer.step);
        // The steps of a future may be inside an await that is anywhere.
        let has_futures = self.open.iter().any(|(_, open)| open.is_future);
        let is_near = |open: &Open| has_futures || steps.contains(&open.execution.step.0);
        let may_be = |open: &Open| is_near(open) && !kept.contains(open.execution);
        let inside = self.filter(|open| may_be(open) && self.is_inside(open, outer));
        inside.into_iter().rev().filter_map(|execution| self.remove(execution)).collect()
    }

    /// Removes everything. Returns it innermost first.
    pub(super) fn remove_all(&mut self) -> Vec<Open> {
        let all = self.filter(|_| true);
        all.into_iter().rev().filter_map(|execution| self.remove(execution)).collect()
    }

    /// Returns those for which the condition holds, each before what is inside it.
    fn filter(&self, condition: impl Fn(&Open) -> bool) -> Vec<Execution> {
        let chosen = self.open.iter().filter(|(_, open)| condition(open));
        let mut chosen: Vec<_> = chosen.map(|(_, open)| self.place(open.execution)).collect();
        chosen.sort_unstable();
        chosen.into_iter().map(|(_, execution)| execution).collect()
    }

    /// Returns all in no particular order.
    pub(super) fn executions(&self) -> impl Iterator<Item = Execution> + '_ {
        self.open.iter().map(|(_, open)| open.execution)
    }

    /// True if an execution has outlived its block, or is inside such a one, or is not open at all.
    pub(super) fn is_stray(&self, execution: Execution) -> bool {
        self.get(execution).is_none_or(|open| self.stray_around(open).is_some())
    }

    /// True if an execution that is open is inside another, which need not be.
    pub(super) fn is_around(&self, inner: Execution, outer: Execution) -> bool {
        self.get(inner).is_some_and(|inner| self.is_inside(inner, outer))
    }

    fn is_inside(&self, inner: &Open, outer: Execution) -> bool {
        let parent_of = |open: &Open| open.parent.filter(|_| !open.is_kept);
        let up = |execution: &Execution| parent_of(self.get(*execution)?);
        std::iter::successors(parent_of(inner), up).any(|ancestor| ancestor == outer)
    }
}
