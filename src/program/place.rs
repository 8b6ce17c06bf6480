use super::{Path, Step};

/// A gap between the children of a block, where a step can go: before the child `index`, or after the last.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Place {
    pub block: Path,
    pub index: usize,
}

impl Place {
    /// The next gap in reading order, in or out of blocks; `None` after the last.
    pub fn next(&self, root: &Step) -> Option<Self> {
        match root.at(&self.block)?.children().get(self.index) {
            Some(Step::Block(_)) => Some(Self { block: self.block.child(self.index), index: 0 }),
            Some(_) => Some(Self { block: self.block.clone(), index: self.index + 1 }),
            None => self.block.parent().map(|(block, index)| Self { block, index: index + 1 }),
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
        let root = parse("sequence(light.connect, parallel(toilet.flush), delay(1s))").unwrap().step;
        let first = Place::default();
        let gaps: Vec<_> = std::iter::successors(Some(first), |place| place.next(&root)).collect();
        let words: Vec<_> = gaps.iter().map(|gap| format!("{}:{}", gap.block, gap.index)).collect();
        assert_eq!(words, [":0", ":1", "1:0", "1:1", ":2", ":3"]);
        let back = std::iter::successors(gaps.last().cloned(), |place| place.previous(&root));
        assert!(back.eq(gaps.into_iter().rev()));
    }
}
