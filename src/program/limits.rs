use std::{fmt, time::Duration};

/// How big a program may be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Messages, delays and blocks together.
    pub steps: usize,
    /// Blocks inside blocks.
    pub nesting: usize,
    /// Bytes of notation.
    pub text_bytes: usize,
    /// The longest latency, jitter or delay.
    pub duration: Duration,
}

impl Default for Limits {
    fn default() -> Self {
        Self { steps: 100_000, nesting: 64, text_bytes: 1 << 20, duration: Duration::from_secs(600) }
    }
}

/// A limit that was passed, with its value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Limit {
    Steps(usize),
    Nesting(usize),
    TextBytes(usize),
    Duration(Duration),
}

impl fmt::Display for Limit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Steps(most) => write!(f, "at most {most} steps"),
            Self::Nesting(most) => write!(f, "blocks nested at most {most} deep"),
            Self::TextBytes(most) => write!(f, "at most {most} bytes of text"),
            Self::Duration(most) => write!(f, "a duration of at most {} minutes", most.as_secs() / 60),
        }
    }
}
