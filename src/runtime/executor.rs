//! A single-threaded executor: tasks, a first-in first-out ready queue, and wakers that put tasks into it.
//!
//! A *task* is a future that the executor owns and polls. A poll runs the task until it waits or ends; nothing else runs
//! meanwhile, so tasks are concurrent, not parallel. A task that waits has handed its [`Waker`] to whatever it waits
//! for: a timer, the end of another task. Waking puts the task into the *ready queue*, from which
//! [`run_until_stalled`](Executor::run_until_stalled) polls one task after another.
//!
//! Knows nothing of steps, time or logs.

mod holds;
mod ready_queue;
#[cfg(test)]
mod tests;
mod thread;

use std::{
    cell::{Cell, RefCell},
    future::poll_fn,
    pin::Pin,
    sync::Arc,
    task::{Context, Poll, Waker},
};

use slab::Slab;

pub use self::ready_queue::TaskId;
use self::{
    holds::Holds,
    ready_queue::{ReadyQueue, TaskWaker},
};

/// Owns tasks and polls those that are ready. Tasks may borrow what lives as long as `'a`.
///
/// A task that is spawned runs at once until it first waits, as an `async` function of JavaScript does; `tokio::spawn`
/// and `asyncio.create_task` start it later.
///
/// # Examples
///
/// A task waits for a message and goes on when it is woken:
///
/// ```
/// use std::cell::RefCell;
/// use futures::channel::oneshot;
/// use homeloop::runtime::Executor;
///
/// let said = RefCell::new(Vec::new());
/// let executor = Executor::new();
/// let (sender, receiver) = oneshot::channel();
/// executor.spawn(async {
///     said.borrow_mut().push("waiting");
///     let message = receiver.await.unwrap();
///     said.borrow_mut().push(message);
/// });
/// assert_eq!(*said.borrow(), ["waiting"]);
///
/// sender.send("hello").unwrap(); // Wakes the task: it is in the ready queue now, and has not run yet.
/// assert_eq!(*said.borrow(), ["waiting"]);
///
/// executor.run_until_stalled();
/// assert_eq!(*said.borrow(), ["waiting", "hello"]);
/// ```
#[derive(Default)]
pub struct Executor<'a> {
    tasks: RefCell<Slab<Task<'a>>>,
    ready: Arc<ReadyQueue>,
    /// The number of tasks spawned so far.
    spawned: Cell<u64>,
    /// The task that is being polled.
    current: Cell<Option<TaskId>>,
    /// The number of polls that go on, each inside the one before.
    depth: Cell<u32>,
    /// True from the beginning of a poll until [`take_new_poll`](Self::take_new_poll) has reported it.
    is_new_poll: Cell<bool>,
    holds: Holds,
}

type TaskFuture<'a> = Pin<Box<dyn Future<Output = ()> + 'a>>;

struct Task<'a> {
    id: TaskId,
    /// `None` while the task is being polled.
    future: Option<TaskFuture<'a>>,
    waker: Arc<TaskWaker>,
}

impl<'a> Executor<'a> {
    /// Makes an executor without tasks.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a task and runs it until it first waits; later, if a task holds the thread.
    pub fn spawn(&self, future: impl Future<Output = ()> + 'a) -> TaskId {
        let id = self.insert(Box::pin(future));
        if !self.holds.stops(id) {
            self.poll(id);
        }
        id
    }

    /// Polls ready tasks, in the order in which they were woken, until every task waits or one holds the thread.
    pub fn run_until_stalled(&self) {
        let next_ready = || if self.is_held() { None } else { self.ready.pop() };
        while let Some(task) = self.holds.next_stopped().or_else(next_ready) {
            self.holds.begin_poll();
            self.poll(task);
        }
    }

    /// Drops a task without polling it again. A task that removes itself is dropped at the end of its present poll.
    pub fn remove(&self, id: TaskId) {
        let task = self.take(id);
        // Dropped after the borrow of the tasks has ended: guards inside the task may use the executor.
        drop(task);
    }

    /// Drops all tasks.
    pub fn clear(&self) {
        let tasks = self.tasks.take();
        drop(tasks);
    }

    /// Puts the task that is being polled behind those in the ready queue. Does not wait if there are none.
    pub(super) async fn let_others_go_first(&self) {
        if self.ready_count() > 0 {
            self.yield_now().await;
        }
    }

    /// Puts the task that is being polled behind those in the ready queue.
    pub(super) async fn yield_now(&self) {
        let mut is_behind = false;
        poll_fn(|context| {
            if std::mem::replace(&mut is_behind, true) {
                return Poll::Ready(());
            }
            context.waker().wake_by_ref();
            Poll::Pending
        })
        .await;
    }

    /// Returns the task that is being polled, if one is.
    pub fn current(&self) -> Option<TaskId> {
        self.current.get()
    }

    /// Returns true the first time that it is called during a poll.
    pub(super) fn take_new_poll(&self) -> bool {
        self.is_new_poll.replace(false)
    }

    /// Returns the number of polls around the one that goes on.
    pub(super) fn depth(&self) -> u32 {
        self.depth.get().saturating_sub(1)
    }

    /// Returns the number of tasks in the ready queue.
    pub fn ready_count(&self) -> usize {
        self.ready.len()
    }

    fn insert(&self, future: TaskFuture<'a>) -> TaskId {
        let mut tasks = self.tasks.borrow_mut();
        let entry = tasks.vacant_entry();
        let id = TaskId { serial: self.spawned.get(), slot: entry.key() };
        self.spawned.set(id.serial + 1);
        entry.insert(Task { id, future: Some(future), waker: self.ready.waker(id) });
        id
    }

    /// Polls a task once. Does nothing for one that has ended: a waker may outlive its task.
    pub(super) fn poll(&self, id: TaskId) {
        let Some((mut future, waker)) = self.begin_poll(id) else { return };
        // Spawning polls the new task inside the poll of its spawner, so the current tasks nest.
        let outer = self.current.replace(Some(id));
        self.depth.set(self.depth.get() + 1);
        self.is_new_poll.set(true);
        let poll = future.as_mut().poll(&mut Context::from_waker(&waker));
        self.is_new_poll.set(false);
        self.depth.set(self.depth.get() - 1);
        self.current.set(outer);
        if poll.is_ready() {
            self.remove(id);
        } else if let Some(task) = self.tasks.borrow_mut().get_mut(id.slot).filter(|task| task.id == id) {
            task.future = Some(future);
        }
    }

    /// Takes the future out of its task, so that the task can spawn and remove tasks while it is being polled.
    fn begin_poll(&self, id: TaskId) -> Option<(TaskFuture<'a>, Waker)> {
        let mut tasks = self.tasks.borrow_mut();
        let task = tasks.get_mut(id.slot).filter(|task| task.id == id)?;
        Some((task.future.take()?, task.waker.clone().into()))
    }

    fn take(&self, id: TaskId) -> Option<Task<'a>> {
        let mut tasks = self.tasks.borrow_mut();
        let is_there = tasks.get(id.slot).is_some_and(|task| task.id == id);
        let task = is_there.then(|| tasks.remove(id.slot))?;
        self.ready.remove(&task.waker);
        Some(task)
    }
}

impl Drop for Executor<'_> {
    fn drop(&mut self) {
        // The queue holds wakers, and each waker the queue.
        self.ready.clear();
    }
}
