use std::{fmt, ops::Range};

use super::{Block, Step};

/// The place of a step in its program: the child indices that lead to it from the root, whose own path is empty.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Path(Vec<usize>);

impl Path {
    pub const ROOT: Self = Self(Vec::new());

    /// The path of a child of this step.
    pub fn child(&self, index: usize) -> Self {
        Self(self.0.iter().copied().chain([index]).collect())
    }

    /// The block that the step is in, and its index there; `None` for the root.
    pub fn parent(&self) -> Option<(Self, usize)> {
        let (&index, block) = self.0.split_last()?;
        Some((Self(block.to_vec()), index))
    }

    /// The child indices, from the root on.
    pub fn indices(&self) -> &[usize] {
        &self.0
    }

    /// True if the step is the other one or inside it.
    pub fn is_within(&self, other: &Self) -> bool {
        self.0.starts_with(&other.0)
    }

    /// The path that the step has once a range of children of a block is gone. It must not be inside one of them.
    pub(super) fn without(mut self, block: &Self, gone: &Range<usize>) -> Self {
        if self.0.len() > block.0.len() && self.is_within(block) {
            let index = &mut self.0[block.0.len()];
            if *index >= gone.end {
                *index -= gone.len();
            }
        }
        self
    }
}

impl From<Vec<usize>> for Path {
    fn from(indices: Vec<usize>) -> Self {
        Self(indices)
    }
}

/// "0.2.1"
impl fmt::Display for Path {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (level, index) in self.0.iter().enumerate() {
            write!(f, "{}{index}", if level == 0 { "" } else { "." })?;
        }
        Ok(())
    }
}

impl Step {
    /// The step at a path from this one.
    pub fn at(&self, path: &Path) -> Option<&Self> {
        path.0.iter().try_fold(self, |step, &index| step.children().get(index))
    }

    pub(crate) fn at_mut(&mut self, path: &Path) -> Option<&mut Self> {
        path.0.iter().try_fold(self, |step, &index| step.children_mut().get_mut(index))
    }

    pub(super) fn block_mut(&mut self, path: &Path) -> Option<&mut Block> {
        match self.at_mut(path) {
            Some(Self::Block(block)) => Some(block),
            _ => None,
        }
    }
}
