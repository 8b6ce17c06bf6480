/// The number of a lock in a [`Plan`](super::Plan).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct LockId(pub u32);

impl LockId {
    pub fn index(self) -> usize {
        self.0 as usize
    }
}
