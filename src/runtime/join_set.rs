use std::{
    cell::RefCell,
    collections::VecDeque,
    future::poll_fn,
    rc::Rc,
    task::{Poll, Waker},
};

use futures::FutureExt;

use super::{Executor, TaskId};

/// Tasks whose results are awaited in the order in which the tasks end, as in `tokio::task::JoinSet`.
///
/// Dropping the set does not end its tasks: their results are lost.
///
/// # Examples
///
/// ```
/// use futures::{channel::oneshot, future::ready};
/// use homeloop::runtime::{Executor, JoinSet};
///
/// let (sender, receiver) = oneshot::channel();
/// let executor = Executor::new();
/// let mut tasks = JoinSet::new();
/// tasks.spawn(&executor, async { receiver.await.unwrap() });
/// tasks.spawn(&executor, ready("second"));
/// executor.spawn(async move {
///     assert_eq!(tasks.join_next().await, Some("second"));
///     assert_eq!(tasks.join_next().await, Some("first"));
///     assert_eq!(tasks.join_next().await, None);
/// });
/// sender.send("first").unwrap();
/// executor.run_until_stalled();
/// ```
#[derive(Debug)]
pub struct JoinSet<T> {
    ended: Rc<RefCell<Ended<T>>>,
    /// The number of tasks whose results have not been taken.
    open: usize,
}

#[derive(Debug)]
struct Ended<T> {
    results: VecDeque<T>,
    /// The task that waits for the next result.
    waiting: Option<Waker>,
}

impl<T> JoinSet<T> {
    /// Makes an empty set.
    pub fn new() -> Self {
        Self::default()
    }

    /// Spawns a task that belongs to the set.
    pub fn spawn<'a>(&mut self, executor: &Executor<'a>, future: impl Future<Output = T> + 'a) -> TaskId
    where
        T: 'a,
    {
        self.open += 1;
        let ended = self.ended.clone();
        executor.spawn(future.map(move |result| ended.borrow_mut().push(result)))
    }

    /// Waits for the next task to end and returns its result; `None` when the results of all tasks have been taken.
    pub async fn join_next(&mut self) -> Option<T> {
        if self.open == 0 {
            return None;
        }
        let result = poll_fn(|context| {
            let mut ended = self.ended.borrow_mut();
            let result = ended.results.pop_front();
            if result.is_none() {
                ended.waiting = Some(context.waker().clone());
            }
            result.map_or(Poll::Pending, Poll::Ready)
        })
        .await;
        self.open -= 1;
        Some(result)
    }
}

impl<T> Ended<T> {
    fn push(&mut self, result: T) {
        self.results.push_back(result);
        if let Some(waiting) = self.waiting.take() {
            waiting.wake();
        }
    }
}

impl<T> Default for JoinSet<T> {
    fn default() -> Self {
        let ended = Ended { results: VecDeque::new(), waiting: None };
        Self { ended: Rc::new(RefCell::new(ended)), open: 0 }
    }
}

#[cfg(test)]
mod tests {
    use std::cell::Cell;

    use futures::channel::oneshot;

    use super::*;

    #[test]
    fn results_come_in_the_order_in_which_the_tasks_end() {
        let results = RefCell::new(Vec::new());
        let executor = Executor::new();
        let (slow, waits_for_slow) = oneshot::channel();
        let (fast, waits_for_fast) = oneshot::channel();
        let mut tasks = JoinSet::new();
        tasks.spawn(&executor, waits_for_slow.map(Result::unwrap));
        tasks.spawn(&executor, waits_for_fast.map(Result::unwrap));
        let results = &results;
        executor.spawn(async move {
            while let Some(result) = tasks.join_next().await {
                results.borrow_mut().push(result);
            }
        });
        fast.send("fast").unwrap();
        slow.send("slow").unwrap();
        executor.run_until_stalled();
        assert_eq!(*results.borrow(), ["fast", "slow"]);
    }

    #[test]
    fn an_empty_set_has_no_next_result() {
        let joined = Cell::new(Some(1));
        let executor = Executor::new();
        executor.spawn(async { joined.set(JoinSet::<i32>::new().join_next().await) });
        assert_eq!(joined.get(), None);
    }
}
