//! The execution that holds the thread at a time.

use std::time::Duration;

use super::History;
use crate::runtime::{Event, Execution};

impl History {
    /// Returns the execution that holds the thread at `t`: nothing else is polled.
    pub fn held_at(&self, t: Duration) -> Option<Execution> {
        // One at a time, so the last that has begun is the only one that may go on.
        let begun = self.holds.partition_point(|&(start, _)| start <= t);
        let (_, execution) = *self.holds[..begun].last()?;
        self.span(execution).end.is_none_or(|(end, _)| end > t).then_some(execution)
    }

    pub(super) fn index_held(&mut self, event: &Event) {
        if event.kind.is_start() && self.plan.holds_thread(event.step) {
            self.holds.push((event.t, event.execution()));
        }
    }
}
