use std::{
    cell::{Cell, RefCell},
    collections::VecDeque,
};

use super::ready_queue::TaskId;

/// The task that holds the thread, and those whose polls cannot go on because of that.
///
/// A real thread that is held does not come back from the poll of the task that holds it. Here the poll does come back, so
/// that the clock can wait; in return all polls around it stop where they are.
#[derive(Default)]
pub(super) struct Holds {
    holder: Cell<Option<TaskId>>,
    /// The tasks whose polls have stopped in the middle, or have not begun, in the order in which they go on.
    stopped: RefCell<VecDeque<TaskId>>,
    /// The number of tasks that have stopped since the outermost poll began.
    new: Cell<usize>,
}

impl Holds {
    /// Returns the task that holds the thread.
    pub(super) fn holder(&self) -> Option<TaskId> {
        self.holder.get()
    }

    pub(super) fn set_holder(&self, task: Option<TaskId>) {
        self.holder.set(task);
    }

    pub(super) fn stopped_count(&self) -> usize {
        self.stopped.borrow().len()
    }

    /// Begins a poll that is inside no other: tasks that stop in it go on before those that had stopped before.
    pub(super) fn begin_poll(&self) {
        self.new.set(0);
    }

    /// Stops a task unless nobody else holds the thread. Returns true if it has to wait.
    pub(super) fn stops(&self, task: TaskId) -> bool {
        let is_kept = self.holder().is_some_and(|holder| holder != task);
        if is_kept {
            let place = self.new.get();
            self.new.set(place + 1);
            self.stopped.borrow_mut().insert(place, task);
        }
        is_kept
    }

    /// Takes the first of the tasks that have stopped, if it may go on.
    pub(super) fn next_stopped(&self) -> Option<TaskId> {
        let mut stopped = self.stopped.borrow_mut();
        let first = *stopped.front()?;
        self.holder().is_none_or(|holder| holder == first).then(|| stopped.pop_front()).flatten()
    }
}
