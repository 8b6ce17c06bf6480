use std::time::Duration;

use super::{Arguments, Block, BlockKind, Errors, First, Key, Losers, Number, Value};

/// A kind of block with its arguments, each of its own type: what a block does with its steps.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Control {
    Sequence,
    Parallel {
        errors: Errors,
        /// The largest number of branches that are open at once.
        limit: Option<u32>,
    },
    Race {
        first: First,
        losers: Losers,
    },
    Timeout(Duration),
    Retry {
        /// The largest number of attempts.
        count: u32,
        pauses: Pauses,
    },
    Repeat {
        count: u32,
        pauses: Pauses,
    },
    Fallback,
    Ensure,
    /// The plan knows the lock by its name.
    Lock,
    /// The plan knows the task by its name, and the future too.
    Start,
    Future,
    Blocking,
    Offload,
}

/// The pauses between the rounds of a block that runs its steps more than once.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Pauses {
    pub wait: Duration,
    /// The factor from one pause to the next.
    pub grow: Number,
}

impl Pauses {
    /// The longest pause, whatever it would grow to.
    pub const MAX: Duration = Duration::from_secs(600);

    /// Returns the pauses in order; there is no end of them.
    pub fn iter(self) -> impl Iterator<Item = Duration> {
        let (max, grow) = (Self::MAX.as_secs_f64(), self.grow.as_f64());
        let seconds = std::iter::successors(Some(self.wait.as_secs_f64()), move |&wait| Some((wait * grow).min(max)));
        seconds.map(Duration::from_secs_f64)
    }
}

impl Block {
    /// Returns the value of a parameter, given or default; `None` for a kind of block without it.
    pub fn argument(&self, key: Key) -> Option<&Value> {
        self.arguments.get(self.kind, key)
    }

    /// Returns the name of the lock that a `lock` block holds; `None` for another block.
    pub fn lock(&self) -> Option<&str> {
        self.name().filter(|_| self.kind == BlockKind::Lock)
    }

    /// Returns the name of the task or future that a block makes; `None` for another block.
    pub fn task(&self) -> Option<&str> {
        self.name().filter(|_| matches!(self.kind, BlockKind::Start | BlockKind::Future))
    }

    /// Returns the name in the arguments of a block.
    pub fn name(&self) -> Option<&str> {
        self.argument(Key::Name)?.as_name()
    }

    pub fn control(&self) -> Control {
        Control::new(self.kind, &self.arguments)
    }
}

impl Control {
    fn new(kind: BlockKind, arguments: &Arguments) -> Self {
        let value = |key| arguments.get(kind, key).expect("a parameter of the kind");
        let word = |key| value(key).as_word().expect("a word");
        let count = |key| value(key).as_count();
        let duration = |key| value(key).as_duration().expect("a duration");
        match kind {
            BlockKind::Sequence => Self::Sequence,
            BlockKind::Parallel => Self::Parallel {
                errors: Errors::from_name(word(Key::Errors)).expect("a word of the table"),
                limit: count(Key::Limit),
            },
            BlockKind::Race => Self::Race {
                first: First::from_name(word(Key::First)).expect("a word of the table"),
                losers: Losers::from_name(word(Key::Losers)).expect("a word of the table"),
            },
            BlockKind::Timeout => Self::Timeout(duration(Key::Duration)),
            BlockKind::Retry => Self::Retry {
                count: count(Key::Count).expect("a count"),
                pauses: Pauses { wait: duration(Key::Wait), grow: value(Key::Grow).as_number().expect("a number") },
            },
            BlockKind::Repeat => Self::Repeat {
                count: count(Key::Count).expect("a count"),
                pauses: Pauses { wait: duration(Key::Wait), grow: Number::whole(1) },
            },
            BlockKind::Fallback => Self::Fallback,
            BlockKind::Ensure => Self::Ensure,
            BlockKind::Lock => Self::Lock,
            BlockKind::Start => Self::Start,
            BlockKind::Future => Self::Future,
            BlockKind::Blocking => Self::Blocking,
            BlockKind::Offload => Self::Offload,
        }
    }

    /// Returns true for a block that may run its steps more than once.
    pub fn repeats(self) -> bool {
        matches!(self, Self::Retry { .. } | Self::Repeat { .. })
    }

    /// Returns true for a block that makes a task or a future: its steps outlive it, and have an end of their own.
    pub fn makes_task(self) -> bool {
        matches!(self, Self::Start | Self::Future)
    }

    pub fn kind(self) -> BlockKind {
        match self {
            Self::Sequence => BlockKind::Sequence,
            Self::Parallel { .. } => BlockKind::Parallel,
            Self::Race { .. } => BlockKind::Race,
            Self::Timeout(_) => BlockKind::Timeout,
            Self::Retry { .. } => BlockKind::Retry,
            Self::Repeat { .. } => BlockKind::Repeat,
            Self::Fallback => BlockKind::Fallback,
            Self::Ensure => BlockKind::Ensure,
            Self::Lock => BlockKind::Lock,
            Self::Start => BlockKind::Start,
            Self::Future => BlockKind::Future,
            Self::Blocking => BlockKind::Blocking,
            Self::Offload => BlockKind::Offload,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pauses(wait_ms: u64, grow: &str) -> Vec<u128> {
        let pauses = Pauses { wait: Duration::from_millis(wait_ms), grow: Number::read(grow).unwrap() };
        pauses.iter().take(5).map(|pause| pause.as_millis()).collect()
    }

    #[test]
    fn pauses_grow_by_their_factor_up_to_ten_minutes() {
        assert_eq!(pauses(200, "2"), [200, 400, 800, 1600, 3200]);
        assert_eq!(pauses(100, "1.5"), [100, 150, 225, 337, 506]);
        assert_eq!(pauses(0, "10"), [0; 5]);
        assert_eq!(pauses(100_000, "10"), [100_000, 600_000, 600_000, 600_000, 600_000]);
    }
}
