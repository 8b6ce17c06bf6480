use std::ops::Range;

use super::{Path, Step};

/// At least one step: neighbouring children of one block, or the root by itself.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Siblings {
    pub first: Path,
    pub count: usize,
}

impl Siblings {
    /// A single step.
    pub fn one(path: Path) -> Self {
        Self { first: path, count: 1 }
    }

    /// The steps from one to another of the same block, in either order.
    pub fn between(one: &Path, other: &Path) -> Option<Self> {
        let ((block, a), (other_block, b)) = (one.parent()?, other.parent()?);
        (block == other_block).then(|| Self { first: block.child(a.min(b)), count: a.abs_diff(b) + 1 })
    }

    /// The block that the steps are in, and their range among its children; `None` for the root.
    pub fn range(&self) -> Option<(Path, Range<usize>)> {
        let (block, index) = self.first.parent()?;
        Some((block, index..index + self.count))
    }

    /// The path of the last step.
    pub fn last(&self) -> Path {
        match self.range() {
            Some((block, range)) => block.child(range.end - 1),
            None => Path::ROOT,
        }
    }

    /// True if the step is one of these.
    pub fn contains(&self, path: &Path) -> bool {
        match (self.range(), path.parent()) {
            (Some((block, range)), Some((other, index))) => block == other && range.contains(&index),
            (None, None) => true,
            _ => false,
        }
    }

    /// True if the step is one of these or inside one.
    pub fn enclose(&self, path: &Path) -> bool {
        let level = self.first.indices().len();
        path.indices().get(..level).is_some_and(|start| self.contains(&start.to_vec().into()))
    }
}

impl Step {
    /// The chosen steps, if all of them are there.
    pub fn siblings(&self, chosen: &Siblings) -> Option<&[Self]> {
        match chosen.range() {
            Some((block, range)) => self.at(&block)?.children().get(range),
            None => Some(std::slice::from_ref(self)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn siblings_enclose_the_steps_inside_them() {
        let chosen = Siblings::between(&vec![2, 1].into(), &vec![2, 0].into()).unwrap();
        assert_eq!((chosen.first.to_string().as_str(), chosen.count), ("2.0", 2));
        assert!(chosen.contains(&vec![2, 1].into()) && !chosen.contains(&vec![2, 1, 0].into()));
        assert!(chosen.enclose(&vec![2, 1, 0].into()) && !chosen.enclose(&vec![2, 2].into()));
        assert!(!chosen.enclose(&vec![2].into()));
        assert_eq!(Siblings::between(&Path::ROOT, &vec![0].into()), None);
    }
}
