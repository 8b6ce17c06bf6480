//! Threads that take turns on cores, in the threads model: which there are, who could go on, and who does.
//!
//! A task of the executor is a thread here. [`on_core`](super::on_core) is how a run uses them.

mod chooser;
mod queues;
mod requests;
mod scheduler;
mod stops;
mod thread;
mod want;

use std::{
    cell::{Cell, RefCell},
    time::Duration,
};

pub use self::chooser::Misfit;
pub(super) use self::{
    chooser::{Chooser, Options},
    stops::{Inside, Working},
    want::{At, Need, Pick},
};
use self::{scheduler::Scheduler, stops::Stops};
use super::{Execution, TaskId, Threads};

/// The threads of a run.
pub(super) struct Cores {
    pub(super) scheduler: RefCell<Scheduler>,
    /// The time that a core needs to go on with another thread.
    pub(super) switch: Duration,
    /// True once somebody else has to choose.
    pub(super) is_asking: Cell<bool>,
    /// The messages that have arrived at this time, whose threads may not have gone on.
    pub(super) arrived: RefCell<Vec<Execution>>,
    pub(super) stops: Stops,
    /// The thread that each task runs, by the places of tasks in the executor.
    tasks: RefCell<Vec<Option<(TaskId, u32)>>>,
}

impl Cores {
    /// If it `asks`, a run stops where its schedule ends.
    pub(super) fn new(threads: &Threads, asks: bool) -> Self {
        Self {
            scheduler: RefCell::new(Scheduler::new(threads, asks)),
            is_asking: Cell::default(),
            switch: threads.switch,
            tasks: RefCell::default(),
            arrived: RefCell::default(),
            stops: Stops::default(),
        }
    }

    /// Returns the thread that a task runs.
    pub(super) fn thread_of(&self, task: TaskId) -> Option<u32> {
        let entry = *self.tasks.borrow().get(task.slot())?;
        entry.filter(|&(known, _)| known == task).map(|(_, thread)| thread)
    }

    /// Lets a task run a thread.
    pub(super) fn adopt(&self, task: TaskId, thread: u32) {
        let (tasks, place) = (&mut *self.tasks.borrow_mut(), task.slot());
        tasks.resize(tasks.len().max(place + 1), None);
        tasks[place] = Some((task, thread));
    }

    /// The thread keeps its core until this is dropped.
    pub(super) fn keep_core(&self, thread: u32) -> KeepsCore<'_> {
        self.scheduler.borrow_mut().set_busy(thread, true);
        KeepsCore(self, thread)
    }
}

/// The thread keeps its core.
pub(super) struct KeepsCore<'c>(&'c Cores, u32);

impl Drop for KeepsCore<'_> {
    fn drop(&mut self) {
        self.0.scheduler.borrow_mut().set_busy(self.1, false);
    }
}
