use std::sync::Arc;

use super::{permits::Permits, shape::Shape};
use crate::program::{Block, Scene};

/// The blocks that exclude others while they hold a lock with one permit.
pub(super) struct Exclusions {
    blocks: Vec<Exclusion>,
    permits: Permits,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct ExclusionId(usize);

struct Exclusion {
    lock: Arc<str>,
    /// The next one around the block.
    around: Option<ExclusionId>,
}

impl Exclusions {
    pub fn of(scene: &Scene) -> Self {
        Self { blocks: Vec::new(), permits: Permits::of(scene) }
    }

    /// Returns the innermost exclusion inside a block, if `around` is that of the block itself. A lock excludes nobody from
    /// branches that outlive it.
    pub fn enter(&mut self, block: &Block, around: Option<ExclusionId>) -> Option<ExclusionId> {
        let Some(lock) = block.lock().filter(|lock| self.permits.of_lock(lock) == 1) else { return around };
        if block.children.iter().any(Shape::has_strays) {
            return around;
        }
        self.blocks.push(Exclusion { lock: lock.into(), around });
        Some(ExclusionId(self.blocks.len() - 1))
    }

    /// True if what is inside two exclusions never happens together: two blocks need the same lock.
    pub fn exclude(&self, one: Option<ExclusionId>, other: Option<ExclusionId>) -> bool {
        self.up(one).any(|one| {
            let mut others = self.up(other);
            others.any(|other| one != other && self.blocks[one.0].lock == self.blocks[other.0].lock)
        })
    }

    fn up(&self, innermost: Option<ExclusionId>) -> impl Iterator<Item = ExclusionId> {
        std::iter::successors(innermost, |exclusion| self.blocks[exclusion.0].around)
    }
}
