/// The phase of the present run.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Phase {
    #[default]
    Idle,
    Running,
    Paused,
    /// A person is the scheduler, and has to choose who goes on.
    Choosing,
    Ended,
    Failed,
    Stuck,
    Cancelled,
}

impl Phase {
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Idle => "idle",
            Self::Running => "running",
            Self::Paused | Self::Choosing => "paused",
            Self::Ended => "ended",
            Self::Failed => "failed",
            Self::Stuck => "stuck",
            Self::Cancelled => "cancelled",
        }
    }

    /// Returns true if there is a run that has not ended.
    pub fn is_live(self) -> bool {
        matches!(self, Self::Running | Self::Paused)
    }

    /// Returns true if there was a run, and it has ended.
    pub fn is_over(self) -> bool {
        matches!(self, Self::Ended | Self::Failed | Self::Stuck | Self::Cancelled)
    }
}
