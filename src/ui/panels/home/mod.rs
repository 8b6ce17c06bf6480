//! The home panel: a house with a room for each device, and the messages on their way to the devices.

mod appearance;
mod drawings;
mod envelope_slots;
mod envelopes;
mod layout;
mod motion;
mod room;

use leptos::prelude::*;

use self::{
    drawings as draw,
    envelopes::{render_connect_envelope, render_envelopes},
    layout::Layout,
    room::Room,
};
use crate::{
    home::{Condition, Device, DeviceId, Light},
    ui::{
        limits::MAX_SHOWN_DEVICES,
        render::reactive::{text_signal, view_signal},
        state::{Phase, Run, use_connection, use_document, use_run},
        text::home as text,
    },
};

/// The panel. The house is created anew when the devices change.
#[component]
pub fn HomePanel() -> impl IntoView {
    let (document, run) = (use_document(), use_run());
    let devices = Memo::new(move |_| document.program.read().plan.devices.clone());
    view! {
        <section class="stage" aria-label=text::HOME data-run=text_signal(move || run.phase.get().as_str())>
            {view_signal(move || {
                let mut devices = devices.get();
                let hidden = devices.len().saturating_sub(MAX_SHOWN_DEVICES);
                let plates = devices.iter().any(|device| *device.name != *device.kind.as_str());
                devices.truncate(MAX_SHOWN_DEVICES);
                let more = (hidden > 0).then(|| view! { <p class="more" prop:textContent=text::devices_not_drawn(hidden)></p> });
                Some(view! { <Scene devices plates /> {more} })
            })}
        </section>
    }
}

/// The picture of the house.
#[component]
fn Scene(
    devices: Vec<Device>,
    /// True if rooms show the names of their devices.
    plates: bool,
) -> impl IntoView {
    let (document, run) = (use_document(), use_run());
    let layout = Layout::new(devices.len());
    let (width, height) = (layout.width(), layout.height());
    let (hub_x, hub_y) = layout.hub();
    let is_busy = move || run.history.read().flights_at(run.moment.get()).next().is_some();
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
    let (envelopes, connect_envelope) = (NodeRef::new(), NodeRef::new());
    let not_drawn = RwSignal::new(0);
    render_envelopes(document, run, envelopes, not_drawn, layout, kinds.clone());
    let names: Vec<_> = devices.iter().map(|device| device.name.clone()).collect();
    render_connect_envelope(use_connection(), connect_envelope, layout, kinds, names);
    let more = move || match not_drawn.get() {
        0 => String::new(),
        count => text::more_on_their_way(count),
    };
    view! {
        <svg
            class="home"
            viewBox=format!("0 0 {width} {height}")
            preserveAspectRatio="xMidYMax meet"
            data-night=text_signal(move || is_night(run).to_string())
            // Apart from `data-run`: decorative motion is restyled when this changes, but need not be when a run starts.
            data-paused=text_signal(move || (run.phase.get() == Phase::Paused).to_string())
            data-rows=layout.rows.to_string()
            // With many messages decorative motion stops. A long program counts as one from the start, since its first frame
            // is expensive.
            data-crowd=text_signal(move || (document.is_long() || run.is_throttled.get() || not_drawn.get() > 0).to_string())
        >
            <defs inner_html=draw::DEFS></defs>
            <g inner_html=draw::sky(width, height)></g>
            <g inner_html=draw::house(width, height, layout.columns, layout.rows)></g>
            <g transform=format!("translate({hub_x} {hub_y})")>
                <g class="hub" data-busy=text_signal(move || is_busy().to_string()) inner_html=draw::HUB></g>
            </g>
            {rooms}
            {spare.collect_view()}
            <g class="mail" node_ref=envelopes></g>
            <g class="mail" node_ref=connect_envelope></g>
            <text class="more-mail" x=hub_x y=(hub_y + 52).to_string() prop:textContent=text_signal(more)></text>
        </svg>
    }
}

/// Returns true if no light is on.
fn is_night(run: Run) -> bool {
    let (history, moment) = (run.history.read(), run.moment.get());
    let mut devices = (0..history.plan().devices.len() as u32).map(DeviceId);
    !devices
        .any(|device| matches!(history.device_at(device, moment).condition, Condition::Light(Light { on: true, .. })))
}
