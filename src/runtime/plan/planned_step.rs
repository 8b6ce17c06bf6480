use crate::{
    program::{Control, ThreadUse},
    runtime::{LockId, NameId, StepId, Work},
};

/// A step of a [`Plan`](super::Plan), and its place in the tree.
#[derive(Clone, Debug, PartialEq)]
pub struct PlannedStep {
    pub work: Work,
    /// The arguments of a block with its kind; `None` for a step that is no block.
    pub control: Option<Control>,
    /// The lock that a block holds while its steps run.
    pub lock: Option<LockId>,
    /// The name of the task, future or promise that the step makes, or has to do with.
    pub name: Option<NameId>,
    /// The way in which the step runs, by the blocks around it.
    pub thread: ThreadUse,
    /// The block the step is in; `None` for the root.
    pub parent: Option<StepId>,
    /// The place among the children of the block.
    pub index: u32,
    /// The number of blocks around the step.
    pub depth: u32,
    /// The number of children.
    pub child_count: u32,
    /// The first number after the step and all that is inside it.
    pub(super) end: u32,
    /// True for a message whose latency is written in the program: it has no jitter.
    pub is_exact: bool,
    /// A kind of step that the language does not have, in place of `work`.
    #[cfg(test)]
    pub(in crate::runtime) test_step: Option<crate::runtime::TestStep>,
}

impl PlannedStep {
    /// True for a block that makes a task or a future.
    pub fn makes_task(&self) -> bool {
        self.control.is_some_and(|control| control.makes_task())
    }

    /// True for a step that reads a value and writes it: an increment, or a message such as `louder`.
    pub fn changes_value(&self) -> bool {
        match &self.work {
            Work::Increment(_) => true,
            Work::Message { action, .. } => action.name().is_update(),
            _ => false,
        }
    }
}
