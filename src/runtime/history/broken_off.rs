//! Steps without children that failed or were cancelled.

use std::time::Duration;

use super::History;
use crate::runtime::{Event, EventKind, Execution, Work};

impl History {
    pub(super) fn index_broken_off(&mut self, event: &Event) {
        let is_leaf = !matches!(self.plan.step(event.step).work, Work::Block(_));
        if is_leaf && matches!(event.kind, EventKind::Failed(_) | EventKind::Cancelled) {
            self.broken_off.push((event.t, event.execution()));
        }
    }

    /// Returns the steps without children that failed or were cancelled from one time to another, in order.
    pub fn broken_off(&self, from: Duration, to: Duration) -> &[(Duration, Execution)] {
        let before = self.broken_off.partition_point(|&(t, _)| t < from);
        let until = self.broken_off.partition_point(|&(t, _)| t <= to);
        &self.broken_off[before..until.max(before)]
    }
}
