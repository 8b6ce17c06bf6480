use std::sync::Arc;

use super::layout::{Lane, lanes, lanes_without_blocks};
use crate::runtime::History;

/// The lanes of a history. Equality compares the `Arc` pointer of the history.
#[derive(Clone)]
pub struct Lanes(Arc<History>, pub Arc<Vec<Lane>>);

impl PartialEq for Lanes {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.0, &other.0)
    }
}

impl Lanes {
    pub fn of(history: Arc<History>) -> Self {
        let lanes = Arc::new(lanes(&history));
        Self(history, lanes)
    }

    /// The lanes without blocks: several runs below each other have no room for them.
    pub fn without_blocks(history: Arc<History>) -> Self {
        let lanes = Arc::new(lanes_without_blocks(&history));
        Self(history, lanes)
    }
}
