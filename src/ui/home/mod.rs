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
    home::{Condition, Device, DeviceId},
    runtime::{Flight, History},
};

/// How many messages on their way are drawn at once: the newest.
const MOST_ENVELOPES: usize = 60;

#[component]
pub fn HomePanel() -> impl IntoView {
    let session = use_session();
    // The house is built anew for other devices, and not for other steps.
    let devices = Memo::new(move |_| session.program.read().plan.devices.clone());
    view! {
        <section class="stage" aria-label="Home" data-run=live(move || session.phase.get().as_str())>
            {live_view(move || {
                let mut devices = devices.get();
                let hidden = devices.len().saturating_sub(MOST_DEVICES);
                let plates = devices.iter().any(|device| *device.name != *device.kind.as_str());
                devices.truncate(MOST_DEVICES);
                let more = (hidden > 0).then(|| view! { <p class="more">{format!("{hidden} more devices are not drawn.")}</p> });
                Some(view! { <Scene devices plates /> {more} })
            })}
        </section>
    }
}

/// The whole house, with a room for each device.
#[component]
fn Scene(
    devices: Vec<Device>,
    /// Whether rooms show the names of their devices.
    plates: bool,
) -> impl IntoView {
    let session = use_session();
    let layout = Layout::new(devices.len());
    let (width, height) = (layout.width(), layout.height());
    let (hub_x, hub_y) = layout.hub();
    let flights = Memo::new(move |_| {
        let history = session.history.read();
        let drawn = |flight: &Flight| (flight.device.0 as usize) < MOST_DEVICES;
        let mut flights: Vec<_> = history.flights_at(session.moment.get()).filter(drawn).collect();
        flights.drain(..flights.len().saturating_sub(MOST_ENVELOPES));
        flights
    });
    let spare = (devices.len()..layout.rooms()).map(|room| {
        view! {
            <g class="room" data-kind="spare" transform=layout.translate(room)>
                <g inner_html=draw::ROOM_SPARE></g>
                <path class="shade" d=draw::ROOM_OUTLINE></path>
            </g>
        }
    });
    let rooms = devices.iter().zip(0..).map(|(device, index)| {
        let place = layout.translate(index as usize);
        view! { <Room kind=device.kind name=device.name.clone() device=DeviceId(index) plate=plates place /> }
    });
    let rooms = rooms.collect_view();
    let kinds: Vec<_> = devices.iter().map(|device| device.kind).collect();
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
            {rooms}
            {spare.collect_view()}
            // Envelopes are nothing but functions of the cursor, so new ones go on where the old ones were.
            {live_view(move || {
                let history = session.history.read_untracked();
                let envelope = |flight: Flight| {
                    let room = flight.device.0 as usize;
                    let kind = kinds[room];
                    let way = layout.way(room, draw::anchor(kind), slot(&history, flight));
                    view! { <Envelope flight kind way /> }
                };
                Some(flights.get().into_iter().map(envelope).collect_view())
            })}
            {live_view(move || {
                let visit = session.visit.read();
                let visit = visit.as_ref()?;
                let room = devices.iter().position(|device| device.name == visit.device)?;
                let flight = visit.history.flights_at(visit.history.moment_at(visit.cursor)).next()?;
                let kind = devices[room].kind;
                let way = layout.way(room, draw::anchor(kind), 0);
                Some(view! { <Envelope flight kind way visiting=true /> })
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
