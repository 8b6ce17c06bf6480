//! The home: the picture of what the devices do, and of the messages on their way to them.

mod device;
mod drawings;
mod envelope;
mod layout;

use leptos::prelude::*;

use self::{device::Room, drawings as draw, envelope::Envelope, layout::Layout};
use super::{
    MOST_DEVICES,
    live::{live, live_view},
    session::{Session, use_session},
};
use crate::{
    home::{Condition, DeviceId, DeviceKind},
    runtime::{Flight, History},
};

/// How many messages on their way are drawn at once: the newest.
const MOST_ENVELOPES: usize = 60;

#[component]
pub fn HomePanel() -> impl IntoView {
    let session = use_session();
    view! {
        <section class="stage" aria-label="Home" data-run=live(move || session.phase.get().as_str())>
            {live_view(move || {
                let plan = session.program.read().plan.clone();
                let kinds: Vec<_> = plan.devices.iter().take(MOST_DEVICES).map(|device| device.kind).collect();
                let plates = plan.devices.iter().any(|device| *device.name != *device.kind.as_str());
                Some(view! { <Scene kinds plates /> })
            })}
        </section>
    }
}

/// The whole house, with a room for each device.
#[component]
fn Scene(
    kinds: Vec<DeviceKind>,
    /// Whether rooms show the names of their devices.
    plates: bool,
) -> impl IntoView {
    let session = use_session();
    let layout = Layout::new(kinds.len());
    let (width, height) = (layout.width(), layout.height());
    let (hub_x, hub_y) = layout.hub();
    let flights = Memo::new(move |_| {
        let history = session.history.read();
        let drawn = |flight: &Flight| (flight.device.0 as usize) < MOST_DEVICES;
        let mut flights: Vec<_> = history.flights_at(session.moment.get()).filter(drawn).collect();
        flights.drain(..flights.len().saturating_sub(MOST_ENVELOPES));
        flights
    });
    let spare = (kinds.len()..layout.rooms()).map(|room| {
        view! {
            <g class="room" data-kind="spare" transform=layout.translate(room)>
                <g inner_html=draw::ROOM_SPARE></g>
                <path class="shade" d=draw::ROOM_OUTLINE></path>
            </g>
        }
    });
    let kinds_of_envelopes = kinds.clone();
    let rooms = kinds.into_iter().zip(0..).map(|(kind, index)| {
        view! { <Room kind device=DeviceId(index) plate=plates place=layout.translate(index as usize) /> }
    });
    view! {
        <svg
            class="home"
            viewBox=format!("0 0 {width} {height}")
            preserveAspectRatio="xMidYMax meet"
            data-night=live(move || is_night(session).to_string())
            data-run=live(move || session.phase.get().as_str())
            data-rows=layout.rows.to_string()
        >
            <defs inner_html=draw::DEFS></defs>
            <g inner_html=draw::sky(width, height)></g>
            <g inner_html=draw::house(width, height, layout.columns, layout.rows)></g>
            <g transform=format!("translate({hub_x} {hub_y})")>
                <g class="hub" data-busy=live(move || (!flights.read().is_empty()).to_string()) inner_html=draw::HUB></g>
            </g>
            {rooms.collect_view()}
            {spare.collect_view()}
            // Envelopes are nothing but functions of the cursor, so new ones go on where the old ones were.
            {live_view(move || {
                let history = session.history.read_untracked();
                let envelope = |flight: Flight| {
                    let room = flight.device.0 as usize;
                    let kind = kinds_of_envelopes[room];
                    let way = layout.way(room, draw::anchor(kind), slot(&history, flight));
                    view! { <Envelope flight kind way /> }
                };
                Some(flights.get().into_iter().map(envelope).collect_view())
            })}
        </svg>
    }
}

/// How many messages to the same device had been sent before, when a message was, and not arrived.
fn slot(history: &History, flight: Flight) -> usize {
    let together = history.flights_at(flight.start);
    together.filter(|other| other.device == flight.device && other.step < flight.step).count()
}

/// It is night when no light is on.
fn is_night(session: Session) -> bool {
    let (history, moment) = (session.history.read(), session.moment.get());
    let mut devices = (0..history.plan().devices.len() as u32).map(DeviceId);
    !devices.any(|device| matches!(history.device_at(device, moment).condition, Condition::Light { on: true, .. }))
}
