use std::fmt;

use super::Execution;

/// The reason why a step failed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Failure {
    /// The message's device is not connected.
    NotConnected,
    /// The home has no device of that name.
    NoSuchDevice,
    /// As many messages as the device takes are on their way to it.
    Busy,
    /// The device did not take the message when it arrived.
    NotTaken,
    /// The program says so: a `fail` step.
    Raised,
    /// The steps of the block have not ended by its deadline.
    TimedOut,
    /// A race without steps has no winner.
    EmptyRace,
    /// The run has started as many executions as it may.
    TooManyExecutions,
    /// A step inside the block failed: this one, the first to do so.
    Child(Execution),
    /// The task or future that the step awaits has failed, by the failure of this step.
    Awaited(Execution),
    /// The task or future that the step awaits was cancelled.
    AwaitedCancelled,
}

impl Failure {
    /// Returns the step whose failure this one only passes on.
    pub fn passed_on(self) -> Option<Execution> {
        match self {
            Self::Child(step) | Self::Awaited(step) => Some(step),
            _ => None,
        }
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::NotConnected => "the device is not connected; connect it first",
            Self::NoSuchDevice => "the home has no device of that name",
            Self::Busy => "the device is busy: it takes no more messages at once",
            Self::NotTaken => "the device did not take the message",
            Self::Raised => "the program says so",
            Self::TimedOut => "the time is over",
            Self::EmptyRace => "a race without steps has no winner",
            Self::TooManyExecutions => "the run has started 1,000,000 steps, and may start no more",
            Self::Child(_) => "a step inside failed",
            Self::Awaited(_) => "what it awaits failed",
            Self::AwaitedCancelled => "what it awaits was cancelled",
        })
    }
}
