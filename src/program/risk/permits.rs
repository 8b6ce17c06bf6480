use crate::{home::Names, program::Scene};

/// The number of permits of each lock of a scene.
pub(super) struct Permits {
    declared: Names,
}

impl Permits {
    pub fn of(scene: &Scene) -> Self {
        let mut declared = Names::default();
        scene.locks.iter().for_each(|lock| declared.add_number(&lock.name, lock.permits));
        Self { declared }
    }

    /// Returns the number of executions that may hold a lock at once: 1 if it is not declared.
    pub fn of_lock(&self, name: &str) -> u32 {
        self.declared.number(name).unwrap_or(1)
    }
}
