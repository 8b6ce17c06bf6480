use super::{LockId, NameId};

/// The thing that a step waits for in a run that is stuck.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WaitsFor {
    /// A permit of a lock.
    Lock(LockId),
    /// The end of a task, future or promise.
    Name(NameId),
}
