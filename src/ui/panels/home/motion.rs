//! The parts of a device that move: which they are, and what they are told of the time.

use leptos::{
    wasm_bindgen::JsCast,
    web_sys::{CssStyleDeclaration, Element, HtmlElement},
};

use crate::{runtime::Flight, ui::text::ms};

/// The parts that move while something goes wrong with what a device is told.
pub const MISHAPS: &str = ".sheet, .splash";

/// Tells parts when what moves them has started, and how long it takes; without it they rest.
pub fn set_flight(device: &Element, which: &str, flight: Option<Flight>) {
    for_each_part(device, which, |part| {
        _ = match flight {
            Some(flight) => part
                .set_property("--start", &ms(flight.start))
                .and_then(|()| part.set_property("--latency", &ms(flight.latency))),
            None => part.remove_property("--start").and_then(|_| part.remove_property("--latency")).map(|_| ()),
        };
    });
}

/// The parts alone are told: told to a device, all of its drawing would be styled anew.
pub fn for_each_part(device: &Element, which: &str, change: impl Fn(&CssStyleDeclaration)) {
    let Ok(parts) = device.query_selector_all(which) else { return };
    for part in (0..parts.length()).filter_map(|index| parts.item(index)) {
        change(&part.unchecked_ref::<HtmlElement>().style());
    }
}
