use std::{collections::BTreeMap, mem};

use super::{Execution, Plan, StepId, TaskId, completion::Completion, outcome::Outcome};

/// The executions that have started and not ended, in program order.
#[derive(Debug, Default)]
pub(super) struct OpenExecutions(BTreeMap<Execution, Open>);

/// An execution that has started and not ended.
#[derive(Debug)]
pub(super) struct Open {
    /// The execution of the block that the step is in; `None` for the root.
    pub(super) parent: Option<Execution>,
    /// True for a cleanup step, which is not cancelled with its block.
    pub(super) is_cleanup: bool,
    /// The task that runs it.
    pub(super) task: Option<TaskId>,
    pub(super) cleanup: Cleanup,
}

/// The cleanup of an execution, and how far it has come.
#[derive(Clone, Debug, Default)]
#[cfg_attr(not(test), expect(dead_code, reason = "the language has no step with a cleanup yet"))]
pub(super) enum Cleanup {
    #[default]
    None,
    /// It runs when the execution is cancelled, or when the first step has ended.
    Pending,
    /// It runs in a task of its own, so that cancelling the execution does not stop it.
    Running(Completion<Outcome>),
}

impl OpenExecutions {
    pub(super) fn insert(&mut self, execution: Execution, open: Open) {
        self.0.insert(execution, open);
    }

    pub(super) fn get(&self, execution: Execution) -> Option<&Open> {
        self.0.get(&execution)
    }

    pub(super) fn remove(&mut self, execution: Execution) -> Option<Open> {
        self.0.remove(&execution)
    }

    /// Sets the cleanup of an execution that is open.
    #[cfg_attr(not(test), expect(dead_code, reason = "the language has no step with a cleanup yet"))]
    pub(super) fn set_cleanup(&mut self, execution: Execution, cleanup: Cleanup) {
        if let Some(open) = self.0.get_mut(&execution) {
            open.cleanup = cleanup;
        }
    }

    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Returns the executions whose block has ended without them, in program order.
    pub(super) fn strays(&self) -> Vec<Execution> {
        let is_stray = |open: &Open| !open.is_cleanup && open.parent.is_none_or(|parent| !self.0.contains_key(&parent));
        self.0.iter().filter(|(_, open)| is_stray(open)).map(|(&execution, _)| execution).collect()
    }

    /// Removes an execution and all that is open inside it. Returns them innermost first.
    pub(super) fn remove_whole(&mut self, plan: &Plan, execution: Execution) -> Vec<(Execution, Open)> {
        let mut removed = self.remove_inside(plan, execution);
        removed.extend(self.remove(execution).map(|open| (execution, open)));
        removed
    }

    /// Removes all that is open inside an execution. Returns it innermost first: the steps inside a step come after it
    /// in program order, so the last of them is an innermost one.
    pub(super) fn remove_inside(&mut self, plan: &Plan, outer: Execution) -> Vec<(Execution, Open)> {
        let first = Execution { step: StepId(outer.step.0 + 1), occurrence: 0 };
        let end = Execution { step: StepId(plan.end_of(outer.step)), occurrence: 0 };
        let inside = self.0.range(first..end).map(|(&execution, _)| execution);
        let inside: Vec<_> = inside.filter(|&execution| self.is_inside(execution, outer)).collect();
        inside.into_iter().rev().filter_map(|execution| Some((execution, self.remove(execution)?))).collect()
    }

    /// Removes everything. Returns it innermost first.
    pub(super) fn remove_all(&mut self) -> impl Iterator<Item = (Execution, Open)> + use<> {
        mem::take(&mut self.0).into_iter().rev()
    }

    fn is_inside(&self, execution: Execution, outer: Execution) -> bool {
        let up = |inner: &Execution| self.0.get(inner).filter(|open| !open.is_cleanup)?.parent;
        std::iter::successors(up(&execution), up).any(|ancestor| ancestor == outer)
    }
}
