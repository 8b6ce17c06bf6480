//! Envelopes as virtual nodes: on their way, and after they failed or were called back.

use std::time::Duration;

use super::{
    drawings as draw,
    endings::{Ending, EndingKind},
    layout::{Layout, Route},
};
use crate::{
    home::{DeviceKind, Hazard, Speaker},
    program::Control,
    runtime::{Flight, History, Plan, StepId, Work},
    ui::{
        render::vdom::{VElement, svg_element},
        text::{home as text, ms},
    },
};

/// An envelope on its route. The style sheet computes its position from the time.
pub fn envelope(
    flight: Flight,
    layout: &Layout,
    kinds: &[DeviceKind],
    history: &History,
    moment: Duration,
) -> VElement {
    let room = flight.device.0 as usize;
    let kind = kinds[room];
    let (step, plan) = (flight.execution.step, history.plan());
    let route = layout.route(room, draw::anchor(kind), route_slot(history, flight));
    let is_stray = history.stray_since(flight.execution).is_some_and(|since| since <= moment);
    let tail = ["4", "5", "6"].map(|radius| svg_element("circle").attr("class", "trail").attr("r", radius));
    let leash = is_stray.then(|| svg_element("path").attr("class", "leash").attr("d", draw::LEASH));
    let round = history.span(flight.execution).round;
    let attempt = Some(round).filter(|_| is_in_retry(plan, step)).map(attempt_badge);
    let written = history.span(flight.execution).read.and_then(|read| written(plan, step, read)).map(value_badge);
    let broom = plan.is_in_cleanup(step).then(|| svg_element("g").attr("class", "badge broom").inner_html(draw::BROOM));
    on_route("g", &route)
        .attr("class", "envelope")
        .attr("data-kind", kind.as_str())
        .attr_bool("data-lost", flight.hazard.is_some_and(Hazard::loses_message))
        .attr_bool("data-waits", history.span_until(flight.execution, moment).delivered.is_some())
        .attr_bool("data-stray", is_stray)
        .attr("--start", ms(flight.start))
        .attr("--latency", ms(flight.latency))
        .children(tail)
        .children(leash)
        .child(svg_element("g").attr("class", "letter").inner_html(draw::letter(kind)))
        .children(attempt)
        .children(written)
        .children(broom)
}

/// The value that a message writes when it arrives.
fn written(plan: &Plan, step: StepId, read: u32) -> Option<u32> {
    let Work::Message { action, .. } = &plan.step(step).work else { return None };
    Speaker::changed_volume(action, read)
}

/// A value that a message carries, as a badge.
fn value_badge(value: u32) -> VElement {
    let number = svg_element("text").attr("y", "5").text(value.to_string());
    let card =
        svg_element("rect").attr("x", "-12").attr("y", "-9").attr("width", "24").attr("height", "18").attr("rx", "3");
    svg_element("g").attr("class", "badge value").child(card).child(number)
}

/// The number of an attempt, as a badge.
pub fn attempt_badge(number: u32) -> VElement {
    let number = svg_element("text").attr("y", "6").text(text::attempt_number(number));
    svg_element("g").attr("class", "badge attempt").child(svg_element("circle").attr("r", "13")).child(number)
}

/// A message that did not arrive, on its way back. `place` counts those before it that were refused at the same time.
pub fn ending(
    ending: &Ending,
    layout: &Layout,
    kinds: &[DeviceKind],
    history: &History,
    place: usize,
) -> Option<VElement> {
    let kind = match ending.device {
        Some(device) => Some(*kinds.get(device.0 as usize)?),
        None => None,
    };
    let route = match (ending.device, kind) {
        (Some(device), Some(kind)) => {
            let Ending { execution, sent, latency, .. } = *ending;
            let flight = Flight { execution, device, start: sent, latency, hazard: None };
            layout.route(device.0 as usize, draw::anchor(kind), route_slot(history, flight) + place)
        }
        _ => layout.route_nowhere(),
    };
    let gone = if ending.kind == EndingKind::Torn { ending.latency } else { ending.ended - ending.sent };
    Some(
        on_route("g", &route)
            .attr("class", "ending")
            .attr_opt("data-kind", kind.map(DeviceKind::as_str))
            .attr("data-ending", ending.kind.as_str())
            .attr("--start", ms(ending.ended))
            .attr("--latency", ms(ending.lasts))
            .attr("--gone", ms(gone))
            .attr("--whole", ms(ending.latency))
            .attr("--door", route.door.to_string())
            .inner_html(draw::ending(ending.kind.as_str())),
    )
}

/// An element with the curve of a route as x0 + x1·q + x2·q², the cheapest form for a style sheet.
fn on_route(tag: &'static str, &Route { from, control, to, .. }: &Route) -> VElement {
    let curve = |from: i32, control: i32, to: i32| [from, 2 * (control - from), from - 2 * control + to];
    let [x0, x1, x2] = curve(from.0, control.0, to.0).map(|x| x.to_string());
    let [y0, y1, y2] = curve(from.1, control.1, to.1).map(|y| y.to_string());
    let element = svg_element(tag).attr("--x0", x0).attr("--y0", y0).attr("--x1", x1).attr("--y1", y1);
    element.attr("--x2", x2).attr("--y2", y2)
}

/// The route slot of a message: the number of earlier messages to its device that were on their way when it was sent.
fn route_slot(history: &History, flight: Flight) -> usize {
    let together = history.flights_at(flight.start);
    together.filter(|other| other.device == flight.device && other.execution < flight.execution).count()
}

/// True if the innermost block around a step that repeats it does so after failures.
fn is_in_retry(plan: &Plan, step: StepId) -> bool {
    let repeater = plan.repeater(step).and_then(|block| plan.step(block).control);
    matches!(repeater, Some(Control::Retry { .. }))
}
