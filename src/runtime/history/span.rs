use std::time::Duration;

use crate::{home::Hazard, runtime::Failure};

/// When a step ran.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Span {
    pub start: Option<Duration>,
    /// When the step ended, and how: its state from then on.
    pub end: Option<(Duration, StepState)>,
    pub hazard: Option<Hazard>,
}

/// How a step is at some time.
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
    /// How long the step took; nothing if it has not ended.
    pub fn duration(&self) -> Duration {
        self.start.zip(self.end).map_or(Duration::ZERO, |(start, (end, _))| end - start)
    }

    /// How the step is at the end of what is known.
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
