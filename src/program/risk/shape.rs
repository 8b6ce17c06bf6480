use crate::program::{Block, BlockKind, ChildOrder, Control, Errors, Losers, Path, Scene, Step};

/// A kind of block, reduced to what decides in which states its messages are sent and which are in flight together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Shape {
    /// One after another, until one fails.
    InOrder,
    /// In order, and again from the start, from whatever state a failure has left.
    Again,
    /// One after another, until one succeeds.
    Fallback,
    /// The first, then the others from whatever state it has left.
    Ensure,
    /// All together, at most `limit` at once.
    Together { limit: Option<u32>, ends: Ends, leaves: bool },
}

/// The branches that must have succeeded when a block of concurrent branches has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Ends {
    All,
    /// Branches may have failed or been cancelled.
    Any,
}

impl Shape {
    pub fn of(block: &Block) -> Self {
        match block.control() {
            // A task or a future stands for its steps here: `tasks.rs` has turned it into another block.
            Control::Sequence
            | Control::Timeout(_)
            | Control::Lock
            | Control::Start
            | Control::Future
            | Control::Blocking
            | Control::Offload => Self::InOrder,
            Control::Retry { .. } | Control::Repeat { .. } => Self::Again,
            Control::Fallback => Self::Fallback,
            Control::Ensure => Self::Ensure,
            Control::Parallel { errors, limit } => {
                let ends = if errors == Errors::Collect { Ends::Any } else { Ends::All };
                Self::Together { limit, ends, leaves: errors == Errors::Leave }
            }
            Control::Race { losers, .. } => {
                Self::Together { limit: None, ends: Ends::Any, leaves: losers == Losers::Leave }
            }
        }
    }

    /// True if branches inside a step may outlive their block.
    pub fn has_strays(step: &Step) -> bool {
        let leaves = step.as_block().is_some_and(|block| Self::of(block).leaves() || block.task().is_some());
        leaves || step.children().iter().any(Self::has_strays)
    }

    /// True if a block runs its steps one after another, as a parallel does which lets one run at a time.
    pub fn is_one_by_one(block: &Block) -> bool {
        let lets_one_run = matches!(block.control(), Control::Parallel { limit: Some(1), .. });
        lets_one_run || block.kind.child_order() == ChildOrder::Sequential
    }

    /// True if the branches go on after the block has ended.
    pub fn leaves(self) -> bool {
        matches!(self, Self::Together { leaves: true, .. })
    }

    /// True if a child may start later than its block, besides those that come after something that takes time.
    pub fn delays(self, index: usize) -> bool {
        match self {
            Self::InOrder | Self::Again => false,
            Self::Fallback | Self::Ensure => index > 0,
            Self::Together { limit, .. } => limit.is_some_and(|limit| index >= limit as usize),
        }
    }

    /// True if a child may be cancelled at the instant at which it has started.
    pub fn may_cancel(block: &Block) -> bool {
        let has_several = block.children.len() > 1;
        match block.control() {
            Control::Race { losers, .. } => has_several && losers == Losers::Cancel,
            Control::Parallel { errors, .. } => has_several && errors == Errors::Cancel,
            _ => block.kind == BlockKind::Timeout,
        }
    }

    /// True if a block with one child that matters may stand for it.
    pub fn is_transparent(self) -> bool {
        match self {
            Self::InOrder | Self::Ensure => true,
            Self::Together { ends, leaves, .. } => ends == Ends::All && !leaves,
            Self::Again | Self::Fallback => false,
        }
    }
}

/// True if something around a step may cancel it, or leave it behind when the block around it has ended.
pub(super) fn may_be_cut(scene: &Scene, path: &Path) -> bool {
    may_be_cut_inside(scene, path, &Path::ROOT)
}

/// The same for what is inside a block, that block included.
pub(super) fn may_be_cut_inside(scene: &Scene, path: &Path, outermost: &Path) -> bool {
    let up = std::iter::successors(path.parent(), |(block, _)| block.parent()).map(|(block, _)| block);
    let mut inside = up.take_while(|block| block.indices().len() >= outermost.indices().len());
    inside.any(|block| {
        let block = scene.step.at(&block).and_then(Step::as_block);
        block.is_some_and(|block| Shape::may_cancel(block) || Shape::of(block).leaves() || block.task().is_some())
    })
}

/// The order in which the innermost block around two steps runs its children; `None` if one of the steps is inside the other.
pub(super) fn order_around(scene: &Scene, one: &Path, other: &Path) -> Option<ChildOrder> {
    let [one, other] = [one, other].map(Path::indices);
    let level = one.iter().zip(other).take_while(|(one, other)| one == other).count();
    let is_apart = level < one.len() && level < other.len();
    let block = scene.step.at(&one[..level].to_vec().into()).and_then(Step::as_block)?;
    is_apart.then(|| if Shape::is_one_by_one(block) { ChildOrder::Sequential } else { ChildOrder::Concurrent })
}
