//! Changes to the requests of threads from outside: by locks, and by those who cancel.

use super::scheduler::Scheduler;
use crate::runtime::{Execution, LockId, TaskId, ThreadState};

/// The largest number of threads at a lock whose states are told apart.
const MAX_TOLD: usize = 64;

impl Scheduler {
    /// Stops those that want to go on and for whose executions the condition holds, but for those in the middle of work.
    pub(in crate::runtime) fn stop(&mut self, condition: impl Fn(Execution) -> bool) {
        for thread in 0..self.threads.len() {
            let Some(mut want) = self.threads[thread].want.take() else { continue };
            if want.need.can_stop() && condition(want.need.execution) {
                self.queues.remove(want.need.lock, want.number);
                want.is_stopped = true;
            }
            self.threads[thread].want = Some(want);
        }
    }

    /// Returns the tasks of the threads that want to go on or are about to, and the executions that do.
    pub(in crate::runtime) fn wanting(&self) -> impl Iterator<Item = (TaskId, Execution)> {
        self.threads.iter().filter_map(|thread| thread.place)
    }

    /// Returns the task of a thread and the execution with which it wants to go on, if it does.
    pub(in crate::runtime) fn place_of(&self, thread: u32) -> Option<(TaskId, Execution)> {
        self.threads[thread as usize].place
    }

    /// A permit of a lock was taken or given back: those who need one could not go on, or could.
    pub(in crate::runtime) fn tell_waiters(&mut self, lock: LockId, is_free: bool) {
        let state = if is_free { ThreadState::Runnable } else { ThreadState::Waiting };
        let waiters =
            self.queues.at(lock).take(MAX_TOLD).filter(|&thread| self.threads[thread as usize].core.is_none());
        self.changes.extend(waiters.map(|thread| (thread, state)));
    }
}
