//! The words and dots below a key or a ticket.

use crate::ui::{
    render::vdom::{VElement, svg_element},
    text::home as text,
};

/// The number of those who wait that are drawn one by one.
const MAX_WAITING: usize = 4;

/// The name below a key or a ticket.
pub fn plate(name: &str) -> VElement {
    svg_element("text").attr("class", "plate").attr("y", "50").text(text::plate(name))
}

/// A dot for each who waits, below the name, as in a queue.
pub fn waiting_dots(waiting: usize) -> impl Iterator<Item = VElement> {
    let count = waiting.min(MAX_WAITING) as i32;
    (0..count).map(move |number| {
        let x = (10 * number - 5 * (count - 1)).to_string();
        svg_element("circle").attr("class", "waits").attr("r", "3.4").attr("cx", x).attr("cy", "60")
    })
}
