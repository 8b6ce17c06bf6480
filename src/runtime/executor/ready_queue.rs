//! The ready queue of an executor, and the wakers that put tasks into it.

use std::{
    collections::VecDeque,
    sync::{
        Arc, Mutex, MutexGuard, PoisonError,
        atomic::{AtomicBool, AtomicUsize, Ordering},
    },
    task::Wake,
};

/// A task of an [`Executor`](super::Executor).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
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
pub(super) struct TaskWaker {
    task: TaskId,
    is_ready: AtomicBool,
    /// True once the task has been removed. Its place in the queue is skipped, and not counted.
    is_removed: AtomicBool,
    ready: Arc<ReadyQueue>,
}

impl Wake for TaskWaker {
    fn wake(self: Arc<Self>) {
        if !self.is_removed.load(Ordering::Relaxed) && !self.is_ready.swap(true, Ordering::Relaxed) {
            let ready = self.ready.clone();
            ready.push(self);
        }
    }
}

impl ReadyQueue {
    /// Makes a waker that puts a task into the queue.
    pub(super) fn waker(self: &Arc<Self>, task: TaskId) -> Arc<TaskWaker> {
        let [is_ready, is_removed] = [(); 2].map(|()| AtomicBool::new(false));
        Arc::new(TaskWaker { task, is_ready, is_removed, ready: self.clone() })
    }

    /// Takes a task out of the queue, and keeps it out.
    pub(super) fn remove(&self, waker: &TaskWaker) {
        let is_counted = !waker.is_removed.swap(true, Ordering::Relaxed) && waker.is_ready.load(Ordering::Relaxed);
        self.count.fetch_sub(usize::from(is_counted), Ordering::Relaxed);
    }

    pub(super) fn len(&self) -> usize {
        self.count.load(Ordering::Relaxed)
    }

    fn push(&self, waker: Arc<TaskWaker>) {
        self.lock().push_back(waker);
        self.count.fetch_add(1, Ordering::Relaxed);
    }

    pub(super) fn pop(&self) -> Option<TaskId> {
        let mut tasks = self.lock();
        let waker = std::iter::from_fn(|| tasks.pop_front()).find(|it| !it.is_removed.load(Ordering::Relaxed))?;
        drop(tasks);
        self.count.fetch_sub(1, Ordering::Relaxed);
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
