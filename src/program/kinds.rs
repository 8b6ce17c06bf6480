//! The table of the kinds of steps that are written as a word with brackets: blocks, and leaves other than messages.

use crate::home::word_enum::word_enum;

word_enum! {
    /// A kind of block. The steps of a block are called its children.
    pub enum BlockKind {
        /// One after another: each child starts when the one before has finished.
        Sequence = "sequence",
        /// At the same time: all children start together, on one thread, and the block ends with the last of them.
        Parallel = "parallel",
    }
}

word_enum! {
    /// A kind of step that has no children and sends nothing.
    pub enum LeafKind {
        /// Waits for a duration.
        Delay = "delay",
    }
}

/// The order in which a block runs its children.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ChildOrder {
    Sequential,
    Concurrent,
}

/// A row of the table of block kinds. The arguments that a kind takes belong here.
struct BlockSpec {
    child_order: ChildOrder,
}

impl BlockKind {
    const fn spec(self) -> BlockSpec {
        match self {
            Self::Sequence => BlockSpec { child_order: ChildOrder::Sequential },
            Self::Parallel => BlockSpec { child_order: ChildOrder::Concurrent },
        }
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
