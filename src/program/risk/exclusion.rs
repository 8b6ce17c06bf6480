use std::sync::Arc;

use super::shape::Shape;
use crate::{
    home::Names,
    program::{Block, Scene},
};

/// The blocks that exclude others while they hold a lock with one permit.
pub(super) struct Exclusions {
    blocks: Vec<Exclusion>,
    /// The locks that several can hold at once.
    shared: Names,
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
        let mut shared = Names::default();
        scene.locks.iter().filter(|lock| lock.permits > 1).for_each(|lock| shared.add_number(&lock.name, lock.permits));
        Self { blocks: Vec::new(), shared }
    }

    /// Returns the innermost exclusion inside a block, if `around` is that of the block itself. A lock excludes nobody from
    /// branches that outlive it.
    pub fn enter(&mut self, block: &Block, around: Option<ExclusionId>) -> Option<ExclusionId> {
        let Some(lock) = block.lock().filter(|lock| self.shared.number(lock).is_none()) else { return around };
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
