use super::{BlockKind, Path, Step};

/// A gap between the children of a block, where a step can go: before the child `index`, or after the last.
///
/// In the root, the next higher index is the place after the root itself.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Place {
    pub block: Path,
    pub index: usize,
}

impl Place {
    /// The place after the root, which becomes a sequence of itself and what is put there. There is none after a sequence:
    /// its own end means the same.
    pub fn after_root(root: &Step) -> Option<Self> {
        let is_sequence = root.as_block().is_some_and(|block| block.kind == BlockKind::Sequence);
        (!is_sequence).then(|| Self { block: Path::ROOT, index: root.children().len() + 1 })
    }

    pub fn is_after_root(&self, root: &Step) -> bool {
        self.block == Path::ROOT && Self::after_root(root).is_some_and(|after| self.index >= after.index)
    }

    /// The last place of a program: after everything else.
    pub fn last(root: &Step) -> Self {
        Self::after_root(root).unwrap_or_else(|| Self { block: Path::ROOT, index: root.children().len() })
    }

    /// The next gap in reading order, in or out of blocks; `None` after the last.
    pub fn next(&self, root: &Step) -> Option<Self> {
        match root.at(&self.block)?.children().get(self.index) {
            Some(Step::Block(_)) => Some(Self { block: self.block.child(self.index), index: 0 }),
            Some(_) => Some(Self { block: self.block.clone(), index: self.index + 1 }),
            None => match self.block.parent() {
                Some((block, index)) => Some(Self { block, index: index + 1 }),
                None => Self::after_root(root).filter(|after| after.index > self.index),
            },
        }
    }

    /// The previous gap in reading order; `None` before the first.
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
        for (text, expected) in [
            ("sequence(light.connect, parallel(toilet.flush), delay(1s))", &[":0", ":1", "1:0", "1:1", ":2", ":3"][..]),
            ("sequence()", &[":0"]),
            ("parallel(light.connect, parallel())", &[":0", ":1", "1:0", ":2", ":3"]),
            ("delay(1s)", &[":0", ":1"]),
        ] {
            let root = parse(text).unwrap().step;
            let gaps: Vec<_> = std::iter::successors(Some(Place::default()), |place| place.next(&root)).collect();
            let words: Vec<_> = gaps.iter().map(|gap| format!("{}:{}", gap.block, gap.index)).collect();
            assert_eq!(words, expected);
            assert_eq!(gaps.last(), Some(&Place::last(&root)));
            let back = std::iter::successors(gaps.last().cloned(), |place| place.previous(&root));
            assert!(back.eq(gaps.into_iter().rev()));
        }
    }

    #[test]
    fn there_is_a_place_after_every_root_that_is_no_sequence() {
        let after = |text: &str| Place::after_root(&parse(text).unwrap().step).map(|place| place.index);
        assert_eq!(after("parallel(delay(1s), delay(2s))"), Some(3));
        assert_eq!((after("delay(1s)"), after("sequence(delay(1s))")), (Some(1), None));
        let root = parse("parallel(delay(1s))").unwrap().step;
        let is_after = |index| Place { block: Path::ROOT, index }.is_after_root(&root);
        assert_eq!([0, 1, 2].map(is_after), [false, false, true]);
    }
}
