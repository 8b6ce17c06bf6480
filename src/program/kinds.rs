//! The table of the kinds of steps that are written as a word with brackets: blocks, and leaves other than messages.

use std::time::Duration;

use super::{Errors, First, Key, Lock, Losers, Number, Parameter, TaskVerb, Value, ValueKind, task};
use crate::home::word_enum::word_enum;

word_enum! {
    /// A kind of block. The steps of a block are called its children.
    pub enum BlockKind {
        /// One after another: each child starts when the one before has finished.
        Sequence = "sequence",
        /// At the same time: all children start together, on one thread, and the block ends with the last of them.
        Parallel = "parallel",
        /// At the same time, and the first child to end decides.
        Race = "race",
        /// One after another, until a deadline.
        Timeout = "timeout",
        /// One after another, and again from the start after a failure.
        Retry = "retry",
        /// One after another, several times.
        Repeat = "repeat",
        /// One after another, until one succeeds.
        Fallback = "fallback",
        /// The first child, then the others as cleanup, however the first ended.
        Ensure = "ensure",
        /// One after another, while holding a permit of a lock.
        Lock = "lock",
        /// One after another, as a task: the block ends at once.
        Start = "start",
        /// One after another, once they are awaited by the name of the block.
        Future = "future",
        /// One after another, holding the thread while they wait.
        Blocking = "blocking",
        /// One after another, beside the thread.
        Offload = "offload",
    }
}

word_enum! {
    /// A kind of step that has no children and sends nothing.
    pub enum LeafKind {
        /// Waits for a duration.
        Delay = "delay",
        /// Fails.
        Fail = "fail",
        /// Works: holds the thread for a duration.
        Work = "work",
        /// Waits for the end of a task, future or promise.
        Await = "await",
        /// Cancels a task or future.
        Cancel = "cancel",
        /// Fulfils a promise.
        Resolve = "resolve",
        /// Reads a number on the wall and writes it, one higher.
        Increment = "increment",
    }
}

/// The order in which a block runs its children.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ChildOrder {
    Sequential,
    Concurrent,
}

/// A row of the table of block kinds.
struct BlockSpec {
    child_order: ChildOrder,
    /// The arguments that the kind takes, in the order in which they are printed: those that must be there first.
    parameters: &'static [Parameter],
}

static PARALLEL: BlockSpec = BlockSpec {
    child_order: ChildOrder::Concurrent,
    parameters: &[
        Parameter::optional(Key::Errors, ValueKind::Word(Errors::WORDS), Value::Word(Errors::Wait.as_str())),
        Parameter::optional(Key::Limit, ValueKind::Count, Value::None),
    ],
};
static RACE: BlockSpec = BlockSpec {
    child_order: ChildOrder::Concurrent,
    parameters: &[
        Parameter::optional(Key::First, ValueKind::Word(First::WORDS), Value::Word(First::Settled.as_str())),
        Parameter::optional(Key::Losers, ValueKind::Word(Losers::WORDS), Value::Word(Losers::Cancel.as_str())),
    ],
};
static TIMEOUT: BlockSpec = BlockSpec {
    child_order: ChildOrder::Sequential,
    parameters: &[Parameter::required(Key::Duration, ValueKind::Duration, Value::Duration(Duration::from_secs(1)))],
};
static RETRY: BlockSpec = BlockSpec {
    child_order: ChildOrder::Sequential,
    parameters: &[
        Parameter::required(Key::Count, ValueKind::Count, Value::Count(3)),
        Parameter::optional(Key::Wait, ValueKind::Duration, Value::Duration(Duration::ZERO)),
        Parameter::optional(Key::Grow, ValueKind::Number, Value::Number(Number::whole(1))),
    ],
};
static REPEAT: BlockSpec = BlockSpec {
    child_order: ChildOrder::Sequential,
    parameters: &[
        Parameter::required(Key::Count, ValueKind::Count, Value::Count(2)),
        Parameter::optional(Key::Wait, ValueKind::Duration, Value::Duration(Duration::ZERO)),
    ],
};
static LOCK: BlockSpec = BlockSpec {
    child_order: ChildOrder::Sequential,
    parameters: &[Parameter::required(Key::Name, ValueKind::Name, Value::Name(Lock::INITIAL_NAME))],
};
static NAMED: BlockSpec = BlockSpec {
    child_order: ChildOrder::Sequential,
    parameters: &[Parameter::required(Key::Name, ValueKind::Name, Value::Name(task::INITIAL_NAME))],
};
/// A kind without arguments.
static PLAIN: BlockSpec = BlockSpec { child_order: ChildOrder::Sequential, parameters: &[] };

impl BlockKind {
    fn spec(self) -> &'static BlockSpec {
        match self {
            Self::Parallel => &PARALLEL,
            Self::Race => &RACE,
            Self::Timeout => &TIMEOUT,
            Self::Retry => &RETRY,
            Self::Repeat => &REPEAT,
            Self::Lock => &LOCK,
            Self::Start | Self::Future => &NAMED,
            Self::Sequence | Self::Fallback | Self::Ensure | Self::Blocking | Self::Offload => &PLAIN,
        }
    }

    /// The arguments that a block of this kind takes: those that must be there, then those with a key.
    pub fn parameters(self) -> &'static [Parameter] {
        self.spec().parameters
    }

    pub fn parameter(self, key: Key) -> Option<&'static Parameter> {
        self.parameters().iter().find(|parameter| parameter.key == key)
    }

    pub fn child_order(self) -> ChildOrder {
        self.spec().child_order
    }

    /// The kinds that a block of this kind can be turned into, with its children as they are.
    pub fn alternatives(self) -> impl Iterator<Item = Self> {
        Self::ALL.into_iter().filter(move |kind| *kind != self)
    }

    /// The kind that the command Convert turns a block of this kind into.
    pub fn converted(self) -> Self {
        self.alternatives().next().expect("there are several kinds of blocks")
    }
}

impl LeafKind {
    /// Returns what a leaf of this kind does with a task; `None` for one that has to do with none.
    pub fn task_verb(self) -> Option<TaskVerb> {
        match self {
            Self::Await => Some(TaskVerb::Await),
            Self::Cancel => Some(TaskVerb::Cancel),
            Self::Resolve => Some(TaskVerb::Resolve),
            Self::Delay | Self::Fail | Self::Work | Self::Increment => None,
        }
    }
}

/// A kind of step that is written as a word with brackets.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StepWord {
    Block(BlockKind),
    Leaf(LeafKind),
}

impl StepWord {
    /// All such kinds, blocks first.
    pub fn all() -> impl Iterator<Item = Self> + Clone {
        BlockKind::ALL.into_iter().map(Self::Block).chain(LeafKind::ALL.into_iter().map(Self::Leaf))
    }

    /// The word, as the notation writes it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Block(kind) => kind.as_str(),
            Self::Leaf(kind) => kind.as_str(),
        }
    }

    /// The kind that has this word.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::all().find(|word| word.as_str() == name)
    }
}
