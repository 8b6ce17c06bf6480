/// A number on the wall.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Number {
    pub(super) value: u32,
    writes: u32,
}

impl Number {
    /// Writes a value. Returns what was there before.
    pub(super) fn write(&mut self, value: u32) -> Self {
        let writes = self.writes + 1;
        std::mem::replace(self, Self { value, writes })
    }
}
