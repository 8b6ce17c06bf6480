//! Envelopes: the messages on their way. The style sheet computes where each is at the cursor.

use std::sync::Arc;

use leptos::{prelude::*, svg::G, web_sys::Element};

use super::{
    endings::{Ending, endings_at},
    envelope_slots::EnvelopeSlots,
    layout::Layout,
    letters::{ending, envelope},
    motion::for_each_part,
    shown::Shown,
};
use crate::{
    home::{DeviceId, DeviceKind},
    runtime::Flight,
    ui::{
        render::{
            reactive::effect,
            rendering::Rendering,
            vdom::{VNode, svg_element},
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
                let on_their_way = slots.iter().map(|slot| match slot {
                    Some(flight) => envelope(flight, &layout, &kinds, history, moment),
                    None => svg_element("g"),
                });
                let endings = endings_at(history, moment);
                let ended = endings.iter().enumerate().filter_map(|(index, it)| {
                    // Messages that were never on their way have taken no route from each other.
                    let is_beside = |other: &&Ending| {
                        let ends = [it.sent, other.sent, other.ended];
                        other.device == it.device && ends == [it.ended; 3]
                    };
                    ending(it, &layout, &kinds, history, endings[..index].iter().filter(is_beside).count())
                });
                rendering.render(&layer, on_their_way.chain(ended).map(VNode::Element).collect());
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
            let moment = history.moment_at(progress.cursor);
            let flight = history.flights_at(moment).next()?;
            let flight = Flight { device: DeviceId(room as u32), ..flight };
            Some(envelope(flight, &layout, &kinds, history, moment).into())
        });
        rendering.render(&layer, envelope.into_iter().collect());
        if let Some(progress) = &*progress {
            set_cursor(&layer, &ms(progress.cursor), false);
        }
    });
}

/// Sets the time on the parts of the envelopes alone. In a crowd envelopes have no trails.
fn set_cursor(layer: &Element, cursor: &str, is_crowd: bool) {
    let parts = if is_crowd { ".envelope > :is(.letter, .badge), .ending > *" } else { ":is(.envelope, .ending) > *" };
    for_each_part(layer, parts, |part| _ = part.set_property("--now", cursor));
}
