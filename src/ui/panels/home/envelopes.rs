//! Envelopes: the messages on their way. The style sheet computes where each is at the cursor.

use std::sync::Arc;

use leptos::{
    prelude::*,
    svg::G,
    wasm_bindgen::JsCast,
    web_sys::{Element, HtmlElement},
};

use super::{
    drawings as draw,
    envelope_slots::EnvelopeSlots,
    layout::{Layout, Route},
    shown::Shown,
};
use crate::{
    home::{DeviceId, DeviceKind, Hazard},
    runtime::{Flight, History},
    ui::{
        render::{
            reactive::effect,
            rendering::Rendering,
            vdom::{VElement, svg_element},
        },
        state::Connection,
        text::ms,
    },
};

/// Draws the messages of a run, and sets the time on them in each frame.
pub fn render_envelopes(
    shown: Shown,
    is_throttled: impl Fn() -> bool + Copy + Send + Sync + 'static,
    layer: NodeRef<G>,
    not_drawn: RwSignal<usize>,
    layout: Layout,
    kinds: Vec<DeviceKind>,
) {
    let slots = StoredValue::new_local(EnvelopeSlots::default());
    let rendering = Rendering::new();
    let is_crowd = move || untrack(is_throttled) || not_drawn.get_untracked() > 0;
    effect(move || {
        let (Some(layer), moment) = (layer.get(), shown.moment.get()) else { return };
        shown.with_history(|history| {
            let flights: Vec<_> = history.flights_at(moment).collect();
            slots.update_value(|slots| {
                let count = slots.assign(&flights, kinds.len());
                let nodes = slots.iter().map(|slot| match slot {
                    Some(flight) => envelope(flight, &layout, &kinds, history).into(),
                    None => svg_element("g").into(),
                });
                rendering.render(&layer, nodes.collect());
                if not_drawn.get_untracked() != count {
                    not_drawn.set(count);
                }
            });
        });
        set_cursor(&layer, &ms(shown.cursor.get_untracked()), is_crowd());
    });
    effect(move || {
        let cursor = ms(shown.cursor.get());
        if let Some(layer) = layer.get_untracked() {
            set_cursor(&layer, &cursor, is_crowd());
        }
    });
}

/// Draws the message that connects or disconnects a device.
pub fn render_connect_envelope(
    connection: Connection,
    layer: NodeRef<G>,
    layout: Layout,
    kinds: Vec<DeviceKind>,
    names: Vec<Arc<str>>,
) {
    let rendering = Rendering::new();
    effect(move || {
        let (Some(layer), progress) = (layer.get(), connection.progress.read()) else { return };
        let envelope = progress.as_ref().and_then(|progress| {
            let history = &progress.history;
            let room = names.iter().position(|name| *name == progress.device)?;
            let flight = history.flights_at(history.moment_at(progress.cursor)).next()?;
            let flight = Flight { device: DeviceId(room as u32), ..flight };
            Some(envelope(flight, &layout, &kinds, history).into())
        });
        rendering.render(&layer, envelope.into_iter().collect());
        if let Some(progress) = &*progress {
            set_cursor(&layer, &ms(progress.cursor), false);
        }
    });
}

/// An envelope on its route. The style sheet computes its position from the time.
fn envelope(flight: Flight, layout: &Layout, kinds: &[DeviceKind], history: &History) -> VElement {
    let room = flight.device.0 as usize;
    let kind = kinds[room];
    let Route { from, control, to } = layout.route(room, draw::anchor(kind), route_slot(history, flight));
    // The curve as x0 + x1·q + x2·q², the cheapest form for a style sheet.
    let curve = |from: i32, control: i32, to: i32| [from, 2 * (control - from), from - 2 * control + to];
    let [x0, x1, x2] = curve(from.0, control.0, to.0).map(|x| x.to_string());
    let [y0, y1, y2] = curve(from.1, control.1, to.1).map(|y| y.to_string());
    svg_element("g")
        .attr("class", "envelope")
        .attr("data-kind", kind.as_str())
        .attr_bool("data-lost", flight.hazard.is_some_and(Hazard::loses_message))
        .attr("--start", ms(flight.start))
        .attr("--latency", ms(flight.latency))
        .attr("--x0", x0)
        .attr("--y0", y0)
        .attr("--x1", x1)
        .attr("--y1", y1)
        .attr("--x2", x2)
        .attr("--y2", y2)
        .inner_html(draw::envelope(kind))
}

/// The route slot of a message: the number of earlier messages to its device that were on their way when it was sent.
fn route_slot(history: &History, flight: Flight) -> usize {
    let together = history.flights_at(flight.start);
    together.filter(|other| other.device == flight.device && other.execution < flight.execution).count()
}

/// Sets the time on the parts of the envelopes alone. In a crowd envelopes have no trails.
fn set_cursor(layer: &Element, cursor: &str, is_crowd: bool) {
    let parts = if is_crowd { ".envelope > .letter" } else { ".envelope > *" };
    let Ok(parts) = layer.query_selector_all(parts) else { return };
    for part in (0..parts.length()).filter_map(|index| parts.item(index)) {
        _ = part.unchecked_ref::<HtmlElement>().style().set_property("--now", cursor);
    }
}
