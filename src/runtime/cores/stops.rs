//! The blocks that are to be cancelled, and the work inside that has to end before.

use std::{cell::RefCell, task::Waker};

use crate::runtime::Execution;

/// The steps that work, and those who wait for them to end so that they can cancel what is around.
#[derive(Default)]
pub(in crate::runtime) struct Stops {
    pub(in crate::runtime) works: RefCell<Vec<Execution>>,
    pub(in crate::runtime) stopped: RefCell<Vec<Inside>>,
    pub(in crate::runtime) waiting: RefCell<Vec<Waker>>,
}

/// The steps that are to be cancelled.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::runtime) enum Inside {
    Block(Execution),
    /// All that has outlived its block.
    Strays,
}

impl Stops {
    pub(in crate::runtime) fn begin_work(&self, execution: Execution) -> Works<'_> {
        self.works.borrow_mut().push(execution);
        Works(self, execution)
    }
}

/// A step that works, until this is dropped.
pub(in crate::runtime) struct Works<'s>(&'s Stops, Execution);

impl Drop for Works<'_> {
    fn drop(&mut self) {
        self.0.works.borrow_mut().retain(|&work| work != self.1);
        self.0.waiting.take().into_iter().for_each(Waker::wake);
    }
}
