use std::sync::Arc;

use super::layout::{Lane, lanes};
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

    /// The lanes of devices alone, if there are any: several runs below each other have no room for more.
    pub fn of_devices(history: Arc<History>) -> Self {
        let mut lanes = lanes(&history);
        if lanes.iter().any(|lane| lane.device.is_some()) {
            lanes.retain(|lane| lane.device.is_some());
        }
        Self(history, Arc::new(lanes))
    }
}
