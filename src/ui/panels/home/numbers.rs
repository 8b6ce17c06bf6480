//! The numbers that all steps share, as slates on the wall.

use std::time::Duration;

use super::{drawings as draw, labels::plate};
use crate::{
    runtime::{History, NumberId, StepId},
    ui::{
        render::vdom::{VElement, svg_element},
        text::home as text,
    },
};

/// A number at the cursor.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Slate {
    name: String,
    value: u32,
    /// The step that has written it last.
    pub steps: Vec<StepId>,
}

impl Slate {
    /// The slates of all numbers of a program.
    pub fn all(history: &History, moment: Duration) -> impl Iterator<Item = Self> {
        history.plan().numbers.iter().zip(0..).map(move |(name, number)| {
            let (value, writer) = history.number_at(NumberId(number), moment);
            Self { name: name.to_string(), value, steps: writer.iter().map(|writer| writer.step).collect() }
        })
    }

    pub fn draw(&self) -> VElement {
        svg_element("g")
            .attr("class", "key slate")
            .attr("role", "img")
            .attr("aria-label", text::number(&self.name, self.value))
            .child(svg_element("g").inner_html(draw::SLATE))
            .child(svg_element("text").attr("class", "chalk").attr("y", "24").text(text::chalk(self.value)))
            .child(plate(&self.name))
    }
}
