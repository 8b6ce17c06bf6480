use std::time::Duration;

use crate::runtime::ThreadState;

/// The past of the threads of a run, by their numbers.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct ThreadsHistory {
    pub(super) states: Vec<Vec<(Duration, ThreadState)>>,
    /// The value that each thread has read, and `None` once it has written.
    pub(super) notes: Vec<Vec<(Duration, Option<u32>)>>,
    /// The number of records of the log that were read.
    pub(super) read: usize,
}

/// A thread at a time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ThreadAt {
    pub thread: u32,
    pub state: ThreadState,
    /// The value that it has read, and has not written yet.
    pub note: Option<u32>,
}
