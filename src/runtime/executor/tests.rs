use std::rc::Rc;

use futures::{channel::oneshot, future::pending};

use super::*;

#[test]
fn a_task_runs_at_once_until_it_first_waits() {
    let steps = RefCell::new(Vec::new());
    let executor = Executor::new();
    let (_sender, receiver) = oneshot::channel::<()>();
    executor.spawn(async {
        steps.borrow_mut().push("before the wait");
        _ = receiver.await;
        steps.borrow_mut().push("after the wait");
    });
    assert_eq!(*steps.borrow(), ["before the wait"]);
}

#[test]
fn ready_tasks_are_polled_in_the_order_in_which_they_were_woken() {
    let order = RefCell::new(Vec::new());
    let executor = Executor::new();
    let mut senders: Vec<_> = (0..4)
        .map(|number| {
            let (sender, receiver) = oneshot::channel::<()>();
            let order = &order;
            executor.spawn(async move {
                receiver.await.unwrap();
                order.borrow_mut().push(number);
            });
            sender
        })
        .collect();
    for place in [2, 0, 1, 0] {
        senders.remove(place).send(()).unwrap();
    }
    executor.run_until_stalled();
    assert_eq!(*order.borrow(), [2, 0, 3, 1]);
}

#[test]
fn a_task_that_is_woken_twice_is_polled_once() {
    let (polls, waker) = (Cell::new(0), Cell::new(None));
    let executor = Executor::new();
    executor.spawn(poll_fn(|context| {
        polls.set(polls.get() + 1);
        waker.set(Some(context.waker().clone()));
        Poll::Pending
    }));
    let waker = waker.take().unwrap();
    waker.wake_by_ref();
    waker.wake_by_ref();
    executor.run_until_stalled();
    assert_eq!(polls.get(), 2);
}

#[test]
fn a_task_that_wakes_itself_lets_the_others_go_first() {
    let order = RefCell::new(Vec::new());
    let executor = Executor::new();
    let yields = |name: &'static str| {
        let (order, mut rounds) = (&order, 2);
        poll_fn(move |context| {
            order.borrow_mut().push(name);
            rounds -= 1;
            context.waker().wake_by_ref();
            if rounds == 0 { Poll::Ready(()) } else { Poll::Pending }
        })
    };
    executor.spawn(yields("a"));
    executor.spawn(yields("b"));
    executor.run_until_stalled();
    assert_eq!(*order.borrow(), ["a", "b", "a", "b"]);
}

#[test]
fn a_task_that_lets_others_go_first_waits_only_for_those_that_are_ready() {
    let order = RefCell::new(Vec::new());
    let executor = Rc::new(Executor::new());
    let wakers: Vec<_> = ["a", "b"]
        .map(|name| {
            let (sender, receiver) = oneshot::channel::<()>();
            let (order, executor) = (&order, executor.clone());
            executor.clone().spawn(async move {
                _ = receiver.await;
                executor.let_others_go_first().await;
                order.borrow_mut().push(name);
            });
            sender
        })
        .into();
    let (sender, receiver) = oneshot::channel::<()>();
    executor.spawn(async {
        _ = receiver.await;
        order.borrow_mut().push("c");
    });
    wakers.into_iter().chain([sender]).for_each(|sender| sender.send(()).unwrap());
    executor.run_until_stalled();
    assert_eq!(*order.borrow(), ["c", "a", "b"]);
    // Nobody else is ready, so there is nothing to wait for.
    executor.spawn({
        let (order, executor) = (&order, executor.clone());
        async move {
            executor.let_others_go_first().await;
            order.borrow_mut().push("d");
        }
    });
    assert_eq!(*order.borrow(), ["c", "a", "b", "d"]);
}

#[test]
fn a_waker_that_outlives_its_task_wakes_no_other() {
    let (polls, waker) = (Cell::new(0), Cell::new(None));
    let executor = Executor::new();
    let first = executor.spawn(poll_fn(|context| {
        waker.set(Some(context.waker().clone()));
        Poll::<()>::Pending
    }));
    executor.remove(first);
    let second = executor.spawn(poll_fn(|_| {
        polls.set(polls.get() + 1);
        Poll::Pending
    }));
    assert_eq!((first.slot, polls.get()), (second.slot, 1));
    waker.take().unwrap().wake();
    executor.run_until_stalled();
    assert_eq!(polls.get(), 1);
}

#[test]
fn removing_a_task_drops_its_future() {
    let dropped = Cell::new(false);
    let executor = Executor::new();
    let guard = scopeguard(|| dropped.set(true));
    let task = executor.spawn(async move {
        let _guard = guard;
        pending().await
    });
    executor.remove(task);
    assert!(dropped.get());
}

#[test]
fn a_task_that_removes_itself_goes_on_to_its_next_wait() {
    let reached = Cell::new("");
    let executor = Rc::new(Executor::new());
    let (sender, receiver) = oneshot::channel::<()>();
    let (own, reached) = (executor.clone(), &reached);
    executor.spawn(async move {
        _ = receiver.await;
        own.remove(own.current().unwrap());
        reached.set("the next wait");
        pending::<()>().await;
    });
    sender.send(()).unwrap();
    executor.run_until_stalled();
    assert_eq!((reached.get(), executor.tasks.borrow().len()), ("the next wait", 0));
}

fn scopeguard<F: Fn()>(on_drop: F) -> impl Drop {
    struct Guard<F: Fn()>(F);
    impl<F: Fn()> Drop for Guard<F> {
        fn drop(&mut self) {
            (self.0)();
        }
    }
    Guard(on_drop)
}
