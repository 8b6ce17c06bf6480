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
    /// The longest latency, jitter, delay or other duration.
    pub duration: Duration,
    /// The largest count: attempts, rounds, branches at once, failures and places of a device. The smallest is 1.
    pub count: u32,
    /// The largest factor by which pauses grow. The smallest is 1.
    pub grow: u32,
}

/// Reads a count that a program may have. Returns `None` for anything else.
pub fn read_count(text: &str) -> Option<u32> {
    text.parse().ok().filter(|count| (1..=Limits::default().count).contains(count))
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            steps: 100_000,
            nesting: 64,
            text_bytes: 1 << 20,
            duration: Duration::from_secs(600),
            count: 1000,
            grow: 10,
        }
    }
}

/// A limit that a program exceeds, with its value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Limit {
    Steps(usize),
    Nesting(usize),
    TextBytes(usize),
    Duration(Duration),
    Count(u32),
    Grow(u32),
}
