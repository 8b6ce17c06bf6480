use std::{fmt, ops::Range};

use super::{Block, Step};

/// Where a step is in its program: the child indices that lead to it from the root, whose own path is empty.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Path(Vec<usize>);

/// A gap between the steps of a block, where a step can go: before the child `index`, or after the last.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Place {
    pub block: Path,
    pub index: usize,
}

/// Steps next to each other in one block, or the root by itself: at least one.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Siblings {
    pub first: Path,
    pub count: usize,
}

impl Path {
    pub const ROOT: Self = Self(Vec::new());

    /// Where a step right under this one is.
    pub fn child(&self, index: usize) -> Self {
        Self(self.0.iter().copied().chain([index]).collect())
    }

    /// The block the step is in, and its place there; `None` for the root.
    pub fn parent(&self) -> Option<(Self, usize)> {
        let (&index, block) = self.0.split_last()?;
        Some((Self(block.to_vec()), index))
    }

    /// The child indices, from the root on.
    pub fn indices(&self) -> &[usize] {
        &self.0
    }

    /// Whether the step is the other one, or inside it.
    pub fn is_within(&self, other: &Self) -> bool {
        self.0.starts_with(&other.0)
    }

    /// Where the step is once the steps in a range of a block are gone. It must not be one of them.
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

impl Siblings {
    /// One step by itself.
    pub fn one(path: Path) -> Self {
        Self { first: path, count: 1 }
    }

    /// The steps from one to another of the same block, whichever comes first.
    pub fn between(one: &Path, other: &Path) -> Option<Self> {
        let ((block, a), (other_block, b)) = (one.parent()?, other.parent()?);
        (block == other_block).then(|| Self { first: block.child(a.min(b)), count: a.abs_diff(b) + 1 })
    }

    /// The block they are in, and which of its children they are; `None` for the root.
    pub fn range(&self) -> Option<(Path, Range<usize>)> {
        let (block, index) = self.first.parent()?;
        Some((block, index..index + self.count))
    }

    /// The last of them.
    pub fn last(&self) -> Path {
        match self.range() {
            Some((block, range)) => block.child(range.end - 1),
            None => Path::ROOT,
        }
    }

    /// Whether the step is one of them.
    pub fn contains(&self, path: &Path) -> bool {
        match (self.range(), path.parent()) {
            (Some((block, range)), Some((other, index))) => block == other && range.contains(&index),
            (None, None) => true,
            _ => false,
        }
    }

    /// Whether the step is one of them, or inside one.
    pub fn enclose(&self, path: &Path) -> bool {
        let level = self.first.0.len();
        path.0.len() >= level && self.contains(&Path(path.0[..level].to_vec()))
    }
}

/// Finding steps.
impl Step {
    /// The step at a path from this one.
    pub fn at(&self, path: &Path) -> Option<&Self> {
        path.0.iter().try_fold(self, |step, &index| step.children().get(index))
    }

    pub(crate) fn at_mut(&mut self, path: &Path) -> Option<&mut Self> {
        path.0.iter().try_fold(self, |step, &index| match step {
            Self::Block(block) => block.children.get_mut(index),
            Self::Message(_) | Self::Delay(_) => None,
        })
    }

    pub(super) fn block_mut(&mut self, path: &Path) -> Option<&mut Block> {
        match self.at_mut(path) {
            Some(Self::Block(block)) => Some(block),
            _ => None,
        }
    }

    /// The steps that are chosen, if they are all there.
    pub fn siblings(&self, chosen: &Siblings) -> Option<&[Self]> {
        match chosen.range() {
            Some((block, range)) => self.at(&block)?.children().get(range),
            None => Some(std::slice::from_ref(self)),
        }
    }
}

/// The gaps of a program, in the order in which they are read.
impl Place {
    /// The gap after this one, in or out of blocks; `None` after the last.
    pub fn next(&self, root: &Step) -> Option<Self> {
        match root.at(&self.block)?.children().get(self.index) {
            Some(Step::Block(_)) => Some(Self { block: self.block.child(self.index), index: 0 }),
            Some(_) => Some(Self { block: self.block.clone(), index: self.index + 1 }),
            None => self.block.parent().map(|(block, index)| Self { block, index: index + 1 }),
        }
    }

    /// The gap before this one; `None` before the first.
    pub fn previous(&self, root: &Step) -> Option<Self> {
        let Some(index) = self.index.checked_sub(1) else {
            return self.block.parent().map(|(block, index)| Self { block, index });
        };
        match root.at(&self.block)?.children().get(index) {
            Some(Step::Block(inner)) => Some(Self { block: self.block.child(index), index: inner.children.len() }),
            _ => Some(Self { block: self.block.clone(), index }),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::program::parse;

    #[test]
    fn gaps_are_walked_in_reading_order_and_back() {
        let root = parse("sequence(light.connect, parallel(toilet.flush), delay(1s))").unwrap().step;
        let first = Place::default();
        let gaps: Vec<_> = std::iter::successors(Some(first), |place| place.next(&root)).collect();
        let words: Vec<_> = gaps.iter().map(|gap| format!("{}:{}", gap.block, gap.index)).collect();
        assert_eq!(words, [":0", ":1", "1:0", "1:1", ":2", ":3"]);
        let back = std::iter::successors(gaps.last().cloned(), |place| place.previous(&root));
        assert!(back.eq(gaps.into_iter().rev()));
    }

    #[test]
    fn siblings_enclose_what_is_inside_them() {
        let chosen = Siblings::between(&vec![2, 1].into(), &vec![2, 0].into()).unwrap();
        assert_eq!((chosen.first.to_string().as_str(), chosen.count), ("2.0", 2));
        assert!(chosen.contains(&vec![2, 1].into()) && !chosen.contains(&vec![2, 1, 0].into()));
        assert!(chosen.enclose(&vec![2, 1, 0].into()) && !chosen.enclose(&vec![2, 2].into()));
        assert!(!chosen.enclose(&vec![2].into()));
        assert_eq!(Siblings::between(&Path::ROOT, &vec![0].into()), None);
    }
}
