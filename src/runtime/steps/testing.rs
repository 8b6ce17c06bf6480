//! A kind of step that the language does not have, for tests of what the runtime does with it.

use std::future::pending;

use crate::runtime::outcome::BodyEnd;

#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum TestStep {
    /// Waits for something that never happens.
    Never,
}

impl TestStep {
    pub(super) async fn body(self) -> BodyEnd {
        match self {
            Self::Never => pending().await,
        }
    }
}
