use std::{
    cell::RefCell,
    future::poll_fn,
    rc::Rc,
    task::{Poll, Waker},
};

/// A value that is set once and can be awaited by any number of tasks, before and after. Clones share the value.
#[derive(Clone, Debug)]
pub(super) struct Completion<T>(Rc<RefCell<State<T>>>);

#[derive(Debug)]
enum State<T> {
    Waiting(Vec<Waker>),
    Set(T),
}

impl<T: Copy> Completion<T> {
    pub(super) fn new() -> Self {
        Self(Rc::new(RefCell::new(State::Waiting(Vec::new()))))
    }

    /// Sets the value and wakes the tasks that wait, in the order in which they came.
    pub(super) fn set(&self, value: T) {
        if let State::Waiting(wakers) = self.0.replace(State::Set(value)) {
            wakers.into_iter().for_each(Waker::wake);
        }
    }

    pub(super) fn is_set(&self) -> bool {
        matches!(&*self.0.borrow(), State::Set(_))
    }

    /// Returns the value, if it is set.
    pub(super) fn get(&self) -> Option<T> {
        match &*self.0.borrow() {
            State::Set(value) => Some(*value),
            State::Waiting(_) => None,
        }
    }

    /// Waits for the value.
    pub(super) async fn wait(&self) -> T {
        poll_fn(|context| match &mut *self.0.borrow_mut() {
            State::Set(value) => Poll::Ready(*value),
            State::Waiting(wakers) => {
                if !wakers.iter().any(|waker| waker.will_wake(context.waker())) {
                    wakers.push(context.waker().clone());
                }
                Poll::Pending
            }
        })
        .await
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::runtime::Executor;

    #[test]
    fn tasks_that_wait_and_tasks_that_come_later_get_the_value() {
        let got = RefCell::new(Vec::new());
        let completion = Completion::new();
        let executor = Executor::new();
        let wait = |name| {
            let (got, completion) = (&got, &completion);
            async move {
                let value = completion.wait().await;
                got.borrow_mut().push((name, value));
            }
        };
        executor.spawn(wait("first"));
        executor.spawn(wait("second"));
        executor.run_until_stalled();
        assert!(got.borrow().is_empty());
        completion.set(7);
        executor.run_until_stalled();
        executor.spawn(wait("late"));
        assert_eq!(*got.borrow(), [("first", 7), ("second", 7), ("late", 7)]);
    }
}
