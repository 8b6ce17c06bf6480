use crate::{home::Hazard, program::Path};

/// Something that can go wrong in a program because nothing makes one step wait for another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Risk {
    pub step: Path,
    /// The step that it conflicts with, or the one that would prevent the risk if it came first.
    pub with: Option<Path>,
    pub cause: Cause,
    /// True if it goes wrong in every run that reaches the step.
    pub certain: bool,
}

/// The cause of a risk.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Cause {
    /// The message is sent at a wrong moment. Cleaning and flushing at the same time is always
    /// [`CleanDuringFlush`](Hazard::CleanDuringFlush), in whatever order they are written.
    Hazard(Hazard),
    /// The message fails, as its device is not connected.
    NotConnected,
    /// The message fails, as its device takes no more at once.
    Busy,
    /// The message fails, as the home has no device of that name.
    NoSuchDevice,
    /// A block wants a lock that a block around it holds: it waits for itself, for ever.
    LockInItself,
    /// Blocks want each other's locks: if each holds one, all wait for ever.
    CrossedLocks,
    /// The step awaits a name that nothing makes anything of.
    NothingToAwait,
    /// A step of a task or a future awaits that itself.
    AwaitsItself,
    /// The step awaits a task, future or promise that is made only after it.
    AwaitedTooEarly,
    /// The step awaits what waits for something that comes only after it, so that both may wait for ever.
    AwaitsInRing,
    /// The step waits for others inside `blocking`: they cannot go on while it holds the thread.
    WaitsHoldingThread,
}

impl Cause {
    /// True if it needs steps that overlap, in tasks or in threads.
    pub fn needs_overlap(self) -> bool {
        match self {
            Self::Hazard(hazard) => !matches!(hazard, Hazard::SpeakerOff | Hazard::NeverAwaited),
            Self::Busy | Self::CrossedLocks => true,
            Self::NotConnected
            | Self::NoSuchDevice
            | Self::LockInItself
            | Self::NothingToAwait
            | Self::AwaitsItself
            | Self::AwaitedTooEarly
            | Self::AwaitsInRing
            | Self::WaitsHoldingThread => false,
        }
    }

    /// True if it needs one thread that steps share.
    pub fn needs_shared_thread(self) -> bool {
        matches!(self, Self::Hazard(Hazard::ThreadHeld) | Self::WaitsHoldingThread)
    }
}
