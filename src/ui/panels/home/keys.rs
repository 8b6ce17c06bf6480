//! The locks of a program as keys. Who holds a lock has taken its key.

use std::time::Duration;

use super::{
    drawings as draw,
    labels::{plate, waiting_dots},
};
use crate::{
    program::Lock,
    runtime::{History, LockId, StepId},
    ui::{
        render::vdom::{VElement, svg_element},
        text::home as text,
    },
};

/// A key at the cursor.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Key {
    lock: String,
    permits: usize,
    held: usize,
    waiting: usize,
    /// The steps that hold it, and then those that wait.
    pub steps: Vec<StepId>,
}

impl Key {
    /// The keys of all locks of a program.
    pub fn all(history: &History, moment: Duration) -> impl Iterator<Item = Self> {
        history.plan().locks.iter().zip(0..).map(move |(lock, number): (&Lock, u32)| {
            let state = history.lock_at(LockId(number), moment);
            Self {
                lock: lock.name.to_string(),
                permits: lock.permits as usize,
                held: state.holders.len(),
                waiting: state.waiting.len(),
                steps: state.holders.iter().chain(&state.waiting).map(|execution| execution.step).collect(),
            }
        })
    }

    pub fn draw(&self) -> VElement {
        let free = self.permits - self.held.min(self.permits);
        let count = (self.permits > 1)
            .then(|| svg_element("text").attr("class", "count").attr("y", "14").text(format!("×{free}")));
        svg_element("g")
            .attr("class", "key")
            .attr("role", "img")
            .attr("aria-label", text::lock(&self.lock, self.permits, self.held, self.waiting))
            .attr_bool("data-free", free > 0)
            .child(svg_element("g").inner_html(draw::KEY))
            .children(count)
            .child(plate(&self.lock))
            .children(waiting_dots(self.waiting))
    }
}
