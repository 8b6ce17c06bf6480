use std::time::Duration;

use crate::{
    home::Hazard,
    runtime::{Execution, Failure, Settled},
};

/// The time during which a step was executed; for a block that has made a task or a future, the time during which that ran.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Span {
    pub start: Option<Duration>,
    /// The time at which the execution ended, and its state from then on.
    pub end: Option<(Duration, StepState)>,
    /// The latency of a message, as its start recorded it.
    pub latency: Option<Duration>,
    /// The first hazard of the step, and the time at which it was found.
    pub hazard: Option<Hazard>,
    pub hazard_at: Duration,
    /// The time at which a message arrived, if its step could not go on then, since the thread was held.
    pub delivered: Option<Duration>,
    /// The value that a message has read.
    pub read: Option<u32>,
    /// The times at which a block got a permit of its lock, and gave it back.
    pub acquired: Option<Duration>,
    /// The execution because of which the permit was released that the block got after it had waited.
    pub acquired_by: Option<Execution>,
    pub released: Option<Duration>,
    /// The occurrence of the block that the step is in.
    pub parent_occurrence: u32,
    /// The number of the attempt of the innermost `retry` around the step, or of the round of a `repeat`; zero outside.
    pub round: u32,
    /// The execution whose end let this one start, and the one that let it end or cancelled it.
    pub started_by: Option<Execution>,
    pub ended_by: Option<Execution>,
}

/// The state of a step at some time.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum StepState {
    #[default]
    Waiting,
    Running,
    Done,
    Failed(Failure),
    Cancelled,
}

impl Span {
    /// Returns the time from the start to the end; zero if the execution has not ended.
    pub fn duration(&self) -> Duration {
        self.start.zip(self.end).map_or(Duration::ZERO, |(start, (end, _))| end - start)
    }

    /// Returns the end of an execution that has ended, or else the end that was predicted.
    pub fn end_or(&self, predicted: Duration) -> Duration {
        self.end.map_or(predicted, |(end, _)| end)
    }

    /// Returns the last state that is known.
    pub fn state(&self) -> StepState {
        self.state_at(Duration::MAX)
    }

    pub fn state_at(&self, t: Duration) -> StepState {
        match (self.start, self.end) {
            (_, Some((end, state))) if end <= t => state,
            (Some(start), _) if start <= t => StepState::Running,
            _ => StepState::Waiting,
        }
    }
}

impl StepState {
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Waiting => "waiting",
            Self::Running => "running",
            Self::Done => "done",
            Self::Failed(_) => "failed",
            Self::Cancelled => "cancelled",
        }
    }
}

/// The state of a task or a future that has ended.
impl From<Settled> for StepState {
    fn from(settled: Settled) -> Self {
        match settled {
            Settled::Finished => Self::Done,
            Settled::Failed(step) => Self::Failed(Failure::Child(step)),
            Settled::Cancelled => Self::Cancelled,
        }
    }
}
