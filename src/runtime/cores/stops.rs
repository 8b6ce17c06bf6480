//! The blocks that are to be cancelled, and the work inside that has to end before.

use std::{
    cell::{Ref, RefCell},
    collections::HashSet,
    future::poll_fn,
    task::{Poll, Waker},
};

use crate::runtime::Execution;

/// The steps that work, and those who wait for them to end so that they can cancel what is around.
#[derive(Default)]
pub(in crate::runtime) struct Stops {
    works: RefCell<HashSet<Execution>>,
    /// The blocks that are being cancelled, each with all that is inside.
    pub(in crate::runtime) stopped: RefCell<Vec<Inside>>,
    /// The works that have ended since something is.
    ended: RefCell<Vec<Working>>,
    waiting: RefCell<Vec<Waker>>,
}

/// The steps that are to be cancelled.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::runtime) enum Inside {
    Block(Execution),
    /// All that has outlived its block.
    Strays,
}

/// A step that works, and its thread.
#[derive(Clone, Copy, Debug)]
pub(in crate::runtime) struct Working {
    pub(in crate::runtime) execution: Execution,
    pub(in crate::runtime) thread: u32,
}

impl Stops {
    pub(in crate::runtime) fn begin(&self, work: Working) -> Works<'_> {
        self.works.borrow_mut().insert(work.execution);
        Works(self, work)
    }

    pub(in crate::runtime) fn works(&self) -> Ref<'_, HashSet<Execution>> {
        self.works.borrow()
    }

    /// Keeps what is inside from going on until the returned guard is dropped.
    pub(in crate::runtime) fn stop(&self, inside: Inside) -> Stop<'_> {
        self.stopped.borrow_mut().push(inside);
        Stop { stops: self, inside, seen: self.ended.borrow().len() }
    }
}

/// Keeps what is inside from going on, until this is dropped.
pub(in crate::runtime) struct Stop<'s> {
    stops: &'s Stops,
    inside: Inside,
    /// The number of works that had ended when it was looked at them.
    seen: usize,
}

impl Stop<'_> {
    /// Waits until more works have ended, and returns them.
    pub(in crate::runtime) async fn ended(&mut self) -> Vec<Working> {
        poll_fn(|context| {
            let ended = self.stops.ended.borrow();
            if ended.len() == self.seen {
                self.stops.waiting.borrow_mut().push(context.waker().clone());
                return Poll::Pending;
            }
            let new = ended[self.seen..].to_vec();
            self.seen = ended.len();
            Poll::Ready(new)
        })
        .await
    }
}

impl Drop for Stop<'_> {
    fn drop(&mut self) {
        let mut stopped = self.stops.stopped.borrow_mut();
        if let Some(place) = stopped.iter().position(|&inside| inside == self.inside) {
            stopped.remove(place);
        }
        if stopped.is_empty() {
            self.stops.ended.borrow_mut().clear();
        }
    }
}

/// A step works until this is dropped.
pub(in crate::runtime) struct Works<'s>(&'s Stops, Working);

impl Drop for Works<'_> {
    fn drop(&mut self) {
        let Self(stops, work) = self;
        stops.works.borrow_mut().remove(&work.execution);
        if !stops.stopped.borrow().is_empty() {
            stops.ended.borrow_mut().push(*work);
            stops.waiting.take().into_iter().for_each(Waker::wake);
        }
    }
}
