//! Custom properties for the parts of a device that move: the start and the duration of the motion, and the time.

use leptos::{
    wasm_bindgen::JsCast,
    web_sys::{CssStyleDeclaration, Element, HtmlElement},
};

use crate::{runtime::Flight, ui::text::ms};

/// The parts that move while a hazardous message is on its way.
pub const MISHAPS: &str = ".sheet, .splash";

/// Sets the message that moves the parts which a selector names. Without a message they rest.
pub fn set_flight(device: &Element, selector: &str, flight: Option<Flight>) {
    for_each_part(device, selector, |part| {
        _ = match flight {
            Some(flight) => part
                .set_property("--start", &ms(flight.start))
                .and_then(|()| part.set_property("--latency", &ms(flight.latency))),
            None => part.remove_property("--start").and_then(|_| part.remove_property("--latency")).map(|_| ()),
        };
    });
}

/// Changes the style of each part. A change of the device's own style would restyle its whole drawing.
pub fn for_each_part(device: &Element, selector: &str, change: impl Fn(&CssStyleDeclaration)) {
    let Ok(parts) = device.query_selector_all(selector) else { return };
    for part in (0..parts.length()).filter_map(|index| parts.item(index)) {
        change(&part.unchecked_ref::<HtmlElement>().style());
    }
}
