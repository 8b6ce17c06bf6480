//! The tasks, futures and promises of a program as tickets, each with how far it has come.

use std::{sync::Arc, time::Duration};

use super::{
    drawings as draw,
    labels::{plate, waiting_dots},
};
use crate::{
    runtime::{History, NameId, NamedProgress, StepId},
    ui::{
        render::vdom::{VElement, svg_element},
        text::home as text,
    },
};

/// A ticket at the cursor.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ticket {
    name: String,
    progress: NamedProgress,
    waiting: usize,
    /// The step that has made it, and those that await it.
    pub steps: Vec<StepId>,
}

impl Ticket {
    /// The tickets for all names of a program.
    pub fn all(history: &History, moment: Duration) -> impl Iterator<Item = Self> {
        history.plan().names.iter().zip(0..).map(move |(name, number): (&Arc<str>, u32)| {
            let state = history.named_at(NameId(number), moment);
            Self {
                name: name.to_string(),
                progress: state.progress,
                waiting: state.waiting.len(),
                steps: state.maker.iter().chain(&state.waiting).map(|execution| execution.step).collect(),
            }
        })
    }

    pub fn draw(&self) -> VElement {
        svg_element("g")
            .attr("class", "key ticket-of-name")
            .attr("role", "img")
            .attr("aria-label", text::ticket(&self.name, self.progress, self.waiting))
            .attr("data-progress", self.progress.as_str())
            .child(svg_element("g").inner_html(draw::TICKET))
            .child(plate(&self.name))
            .children(waiting_dots(self.waiting))
    }
}
