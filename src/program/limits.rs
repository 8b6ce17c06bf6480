use std::time::Duration;

/// The largest program that is accepted.
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

/// A limit that a program exceeds, with its value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Limit {
    Steps(usize),
    Nesting(usize),
    TextBytes(usize),
    Duration(Duration),
}
