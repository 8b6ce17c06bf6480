use std::{borrow::Cow, sync::Arc};

/// A lock that is declared in a scene. A lock that is only used has one permit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lock {
    pub name: Arc<str>,
    /// The number of executions that may hold it at once: at least 1.
    pub permits: u32,
}

impl Lock {
    /// The name of the lock of a block that is inserted: the same for all, since two locks exclude nobody.
    pub const INITIAL_NAME: Cow<'static, str> = Cow::Borrowed("door");

    /// A lock with one permit.
    pub fn new(name: impl Into<Arc<str>>) -> Self {
        Self { name: name.into(), permits: 1 }
    }
}
