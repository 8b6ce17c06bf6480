//! Holding the thread: a task that works, or that waits without giving way, keeps all others from being polled.

use std::{future::poll_fn, task::Poll};

use super::Executor;

/// The thread belongs to a task until this is dropped.
#[must_use = "the thread is held until this is dropped"]
pub(in crate::runtime) struct Hold<'e, 'a>(&'e Executor<'a>);

impl<'a> Executor<'a> {
    /// Gives the thread to the task that is being polled.
    pub(in crate::runtime) fn hold(&self) -> Hold<'_, 'a> {
        let holder = self.current().expect("only a task holds the thread");
        self.holds.set_holder(Some(holder));
        Hold(self)
    }

    /// True while a task holds the thread.
    pub(in crate::runtime) fn is_held(&self) -> bool {
        self.holds.holder().is_some()
    }

    /// Returns the number of tasks whose polls have stopped, or have not begun, because the thread is held.
    pub(in crate::runtime) fn stopped_count(&self) -> usize {
        self.holds.stopped_count()
    }

    /// Goes on with the task that holds the thread.
    pub(in crate::runtime) fn resume(&self) {
        if let Some(holder) = self.holds.holder() {
            self.holds.begin_poll();
            self.poll(holder);
        }
    }

    /// Waits until no other task holds the thread. Whoever spawns tasks does so before it goes on: one of them may hold it, and
    /// then the poll of its spawner stops here.
    pub(in crate::runtime) async fn thread(&self) {
        poll_fn(|_| match self.current() {
            Some(task) if self.holds.stops(task) => Poll::Pending,
            _ => Poll::Ready(()),
        })
        .await;
    }
}

impl Drop for Hold<'_, '_> {
    fn drop(&mut self) {
        self.0.holds.set_holder(None);
    }
}
