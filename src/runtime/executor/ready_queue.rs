//! The ready queue of an executor, and the wakers that put tasks into it.

use std::{
    collections::VecDeque,
    sync::{
        Arc, Mutex, MutexGuard, PoisonError,
        atomic::{AtomicBool, AtomicUsize, Ordering},
    },
    task::{Wake, Waker},
};

/// A task of an [`Executor`](super::Executor).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct TaskId {
    /// The number of the task, counted from the executor's start.
    pub(super) serial: u64,
    /// The place of the task in the slab. A later task may reuse it, but not the serial.
    pub(super) slot: usize,
}

impl TaskId {
    /// The place of the task, which a later task may reuse.
    pub(in crate::runtime) fn slot(self) -> usize {
        self.slot
    }
}

/// The tasks that have been woken and not been polled since, in the order in which they were woken.
///
/// [`Wake`] demands that wakers can be sent between threads, hence the mutex. With one thread it is never contended.
#[derive(Default)]
pub(super) struct ReadyQueue {
    tasks: Mutex<VecDeque<Arc<TaskWaker>>>,
    /// The number of tasks, to be read without the mutex.
    count: AtomicUsize,
}

/// Puts its task into the ready queue, unless it is there already.
struct TaskWaker {
    task: TaskId,
    is_ready: AtomicBool,
    ready: Arc<ReadyQueue>,
}

impl Wake for TaskWaker {
    fn wake(self: Arc<Self>) {
        if !self.is_ready.swap(true, Ordering::Relaxed) {
            let ready = self.ready.clone();
            ready.push(self);
        }
    }
}

impl ReadyQueue {
    /// Makes a waker that puts a task into the queue.
    pub(super) fn waker(self: &Arc<Self>, task: TaskId) -> Waker {
        Arc::new(TaskWaker { task, is_ready: AtomicBool::new(false), ready: self.clone() }).into()
    }

    pub(super) fn len(&self) -> usize {
        self.count.load(Ordering::Relaxed)
    }

    fn push(&self, waker: Arc<TaskWaker>) {
        let mut tasks = self.lock();
        tasks.push_back(waker);
        self.count.store(tasks.len(), Ordering::Relaxed);
    }

    pub(super) fn pop(&self) -> Option<TaskId> {
        let mut tasks = self.lock();
        let waker = tasks.pop_front()?;
        self.count.store(tasks.len(), Ordering::Relaxed);
        drop(tasks);
        // From here on, a wake during the poll puts the task into the queue again.
        waker.is_ready.store(false, Ordering::Relaxed);
        Some(waker.task)
    }

    pub(super) fn clear(&self) {
        let wakers = std::mem::take(&mut *self.lock());
        drop(wakers);
    }

    fn lock(&self) -> MutexGuard<'_, VecDeque<Arc<TaskWaker>>> {
        self.tasks.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
