//! Messages on their way. Where each is follows from the cursor, in the style sheet.

use leptos::{
    wasm_bindgen::JsCast,
    web_sys::{Element, HtmlElement},
};

use super::{
    drawings as draw,
    layout::{Layout, Route},
};
use crate::{
    home::{DeviceKind, Hazard},
    runtime::{Flight, History},
    ui::{
        render::vdom::{VElement, VNode, svg_element},
        text::ms,
    },
};

/// How many messages to one device are drawn: the newest. Others would cover each other.
const MAX_ENVELOPES_PER_DEVICE: usize = 4;
/// How many are drawn at all.
const MAX_ENVELOPES: usize = 30;

/// The messages that are drawn. Each device has places of its own, and a message keeps its place as long as it is on its
/// way: then what comes is drawn over what went, which was of the same look.
#[derive(Default)]
pub struct EnvelopeSlots(Vec<Option<Flight>>);

impl EnvelopeSlots {
    /// Takes notice of what is on its way now. Gives back how many of those are not drawn.
    ///
    /// Of too many, those stay that are drawn already, and the newest take the places that get free: in a crowd, little
    /// is drawn anew.
    pub fn assign(&mut self, flights: &[Flight], devices: usize) -> usize {
        self.0.resize(devices * MAX_ENVELOPES_PER_DEVICE, None);
        for place in &mut self.0 {
            *place = place.filter(|flight| flights.contains(flight));
        }
        let free = |places: &[Option<Flight>]| places.iter().filter(|place| place.is_none()).count();
        let mut free: Vec<_> = self.0.chunks(MAX_ENVELOPES_PER_DEVICE).map(free).collect();
        let mut next: Vec<_> = flights.iter().rev().collect();
        next.retain(|flight| {
            let free = free.get_mut(flight.device.0 as usize).filter(|free| **free > 0);
            let has_room = free.filter(|_| !self.0.contains(&Some(**flight)));
            has_room.map(|free| *free -= 1).is_some()
        });
        next.truncate(MAX_ENVELOPES - self.0.iter().flatten().count());
        for flight in next.into_iter().rev() {
            let places = self.0.chunks_mut(MAX_ENVELOPES_PER_DEVICE).nth(flight.device.0 as usize);
            let place = places.and_then(|places| places.iter_mut().find(|place| place.is_none()));
            *place.expect("a device with room has a free place") = Some(*flight);
        }
        flights.len() - self.0.iter().flatten().count()
    }

    /// Draws them, each on its way through the house.
    pub fn draw(&self, layout: &Layout, kinds: &[DeviceKind], history: &History) -> Vec<VNode> {
        let place = |flight: &Option<Flight>| match flight {
            Some(flight) => envelope(*flight, layout, kinds, history).into(),
            None => svg_element("g").into(),
        };
        self.0.iter().map(place).collect()
    }
}

/// A message on its way to a device.
pub fn envelope(flight: Flight, layout: &Layout, kinds: &[DeviceKind], history: &History) -> VElement {
    let room = flight.device.0 as usize;
    let kind = kinds[room];
    let Route { from, around, to } = layout.route(room, draw::anchor(kind), slot(history, flight));
    // The curve as x0 + x1·q + x2·q², which costs a style sheet least.
    let curve = |from: i32, around: i32, to: i32| [from, 2 * (around - from), from - 2 * around + to];
    let [x0, x1, x2] = curve(from.0, around.0, to.0).map(|x| x.to_string());
    let [y0, y1, y2] = curve(from.1, around.1, to.1).map(|y| y.to_string());
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

/// How many messages to the same device had been sent before, when a message was, and not arrived.
fn slot(history: &History, flight: Flight) -> usize {
    let together = history.flights_at(flight.start);
    together.filter(|other| other.device == flight.device && other.execution < flight.execution).count()
}

/// Tells the time to the parts of the envelopes, and to nothing else; in a crowd they leave no trails.
pub fn set_cursor(slots: &Element, cursor: &str, is_crowd: bool) {
    let parts = if is_crowd { ".envelope > .letter" } else { ".envelope > *" };
    let Ok(parts) = slots.query_selector_all(parts) else { return };
    for part in (0..parts.length()).filter_map(|index| parts.item(index)) {
        _ = part.unchecked_ref::<HtmlElement>().style().set_property("--now", cursor);
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;
    use crate::{home::DeviceId, runtime::StepId};

    fn flight(step: u32, device: u32) -> Flight {
        Flight {
            execution: StepId(step).into(),
            device: DeviceId(device),
            start: Duration::ZERO,
            latency: Duration::from_millis(500),
            hazard: None,
        }
    }

    fn places(slots: &EnvelopeSlots) -> Vec<Vec<u32>> {
        let places = slots.0.chunks(MAX_ENVELOPES_PER_DEVICE);
        places.map(|places| places.iter().flatten().map(|flight| flight.execution.step.0).collect()).collect()
    }

    #[test]
    fn a_message_keeps_its_place_while_others_come_and_go() {
        let mut slots = EnvelopeSlots::default();
        assert_eq!(slots.assign(&[flight(1, 0), flight(2, 1), flight(3, 1), flight(4, 2)], 3), 0);
        assert_eq!(places(&slots), [vec![1], vec![2, 3], vec![4]]);
        slots.assign(&[flight(1, 0), flight(3, 1), flight(4, 2), flight(5, 1)], 3);
        assert_eq!(places(&slots), [vec![1], vec![5, 3], vec![4]]);
        slots.assign(&[flight(4, 2)], 3);
        assert_eq!(places(&slots), [vec![], vec![], vec![4]]);
    }

    #[test]
    fn of_many_messages_the_newest_to_each_device_are_drawn() {
        let mut slots = EnvelopeSlots::default();
        let many: Vec<_> = (0..100).map(|step| flight(step, step % 2)).collect();
        assert_eq!(slots.assign(&many, 3), 100 - 2 * MAX_ENVELOPES_PER_DEVICE);
        assert_eq!(places(&slots), [vec![92, 94, 96, 98], vec![93, 95, 97, 99], vec![]]);
        // Newer ones wait for a place.
        let more: Vec<_> = (92..120).map(|step| flight(step, step % 2)).collect();
        assert_eq!(slots.assign(&more, 3), 28 - 2 * MAX_ENVELOPES_PER_DEVICE);
        assert_eq!(places(&slots), [vec![92, 94, 96, 98], vec![93, 95, 97, 99], vec![]]);
        assert_eq!(EnvelopeSlots::default().assign(&[flight(1, 7)], 3), 1, "the home does not draw that device");
    }
}
