use super::Edit;
use crate::program::{Place, Siblings, Step};

/// The direction of a move by one place, as the arrow keys give it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Direction {
    Up,
    Down,
    /// Out of the block, to the place after it.
    Out,
    /// Into the block before, at its end, or else into the block after, at its start.
    In,
}

impl Edit {
    /// Plans the move by one place; `None` if there is no such place.
    pub fn nudge(root: &Step, steps: Siblings, direction: Direction) -> Option<Self> {
        let (block, range) = steps.range()?;
        let children = root.at(&block)?.children();
        let inside = |index: usize, at_end: bool| match children.get(index) {
            Some(Step::Block(inner)) => {
                let index_inside = if at_end { inner.children.len() } else { 0 };
                Some(Place { block: block.child(index), index: index_inside })
            }
            _ => None,
        };
        let before = range.start.checked_sub(1);
        let to = match direction {
            Direction::Up => Place { block: block.clone(), index: before? },
            Direction::Down if range.end < children.len() => Place { block: block.clone(), index: range.end + 1 },
            Direction::Down => return None,
            Direction::Out => match block.parent() {
                Some((outer, index)) => Place { block: outer, index: index + 1 },
                None => Place::after_root(root)?,
            },
            Direction::In => before.and_then(|index| inside(index, true)).or_else(|| inside(range.end, false))?,
        };
        Some(Self::Move { steps, to })
    }
}
