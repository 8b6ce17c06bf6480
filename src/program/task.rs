//! Steps that have to do with a task, future or promise. All three have names, and share them.

use std::{borrow::Cow, sync::Arc};

use super::LeafKind;

/// The name in a step that is inserted: the same for all, so that an await that is inserted waits for what was.
pub const INITIAL_NAME: Cow<'static, str> = Cow::Borrowed("ticket");

/// The name of the number in a step that is inserted.
pub const INITIAL_NUMBER: &str = "count";

/// A step that does something with what has a name: a task, a future or a promise.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OnTask {
    pub verb: TaskVerb,
    pub name: Arc<str>,
}

/// The things that a step can do with a task, future or promise.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum TaskVerb {
    /// Waits for its end.
    Await,
    /// Cancels it. Does nothing before its start and after its end.
    Cancel,
    /// Fulfils a promise, once.
    Resolve,
}

impl TaskVerb {
    pub fn leaf_kind(self) -> LeafKind {
        match self {
            Self::Await => LeafKind::Await,
            Self::Cancel => LeafKind::Cancel,
            Self::Resolve => LeafKind::Resolve,
        }
    }

    /// The word, as the notation writes it.
    pub fn as_str(self) -> &'static str {
        self.leaf_kind().as_str()
    }
}

impl OnTask {
    /// The step in words: "await ticket".
    pub fn describe(&self) -> String {
        format!("{} {}", self.verb.as_str(), self.name)
    }
}
