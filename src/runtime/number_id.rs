/// The number of a number on the wall in a [`Plan`](super::Plan).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct NumberId(pub u32);

impl NumberId {
    pub fn index(self) -> usize {
        self.0 as usize
    }
}
