use std::time::Duration;

use crate::runtime::{LockId, ThreadState};

/// The past of the threads of a run, by their numbers.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct ThreadsHistory {
    pub(super) states: Vec<Vec<(Duration, ThreadState)>>,
    /// The values that each thread has read and written.
    pub(super) notes: Vec<Vec<(Duration, Note)>>,
    /// The locks that each thread holds, from each time on at which it gets one or gives one back.
    pub(super) held: Vec<Vec<(Duration, Vec<LockId>)>>,
    /// The ends of the switches of a core to each thread.
    pub(super) switched: Vec<Vec<(Duration, Duration)>>,
    /// The number of records of the log that were read.
    pub(super) read: usize,
}

/// A thread at a time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ThreadAt {
    pub thread: u32,
    pub state: ThreadState,
    /// True while its core is being switched to it.
    pub is_switching: bool,
    /// The last value that it has read or written.
    pub note: Option<Note>,
    /// The locks that it holds, in the order in which it got them.
    pub held: Vec<LockId>,
}

/// The last value that a thread has read or written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Note {
    /// It has read it, and not written yet.
    Read(u32),
    /// It has written it.
    Written(u32),
    /// The step that has read it has failed or was cancelled before it could write.
    Dropped,
}
