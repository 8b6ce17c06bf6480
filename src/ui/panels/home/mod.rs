//! The home: the picture of what the devices do, and of the messages on their way to them.

mod drawings;
mod envelopes;
mod layout;
mod motion;
mod room;

use std::sync::Arc;

use leptos::{prelude::*, svg::G};

use self::{
    drawings as draw,
    envelopes::{EnvelopeSlots, envelope, set_cursor},
    layout::Layout,
    room::Room,
};
use crate::{
    home::{Condition, Device, DeviceId, DeviceKind, Light},
    runtime::Flight,
    ui::{
        limits::MAX_SHOWN_DEVICES,
        render::{
            incremental_view::IncrementalView,
            reactive::{effect, text_signal, view_signal},
            vdom::VTree,
        },
        state::{Connection, Document, Phase, Run, use_connection, use_document, use_run},
        text::ms,
    },
};

#[component]
pub fn HomePanel() -> impl IntoView {
    let (document, run) = (use_document(), use_run());
    // The house is built anew for other devices, and not for other steps.
    let devices = Memo::new(move |_| document.program.read().plan.devices.clone());
    view! {
        <section class="stage" aria-label="Home" data-run=text_signal(move || run.phase.get().as_str())>
            {view_signal(move || {
                let mut devices = devices.get();
                let hidden = devices.len().saturating_sub(MAX_SHOWN_DEVICES);
                let plates = devices.iter().any(|device| *device.name != *device.kind.as_str());
                devices.truncate(MAX_SHOWN_DEVICES);
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
    let (mail, visitor) = (NodeRef::new(), NodeRef::new());
    let more = RwSignal::new(String::new());
    render_envelopes(document, run, mail, more, layout, kinds.clone());
    let names: Vec<_> = devices.iter().map(|device| device.name.clone()).collect();
    render_visit_envelope(use_connection(), visitor, layout, kinds, names);
    view! {
        <svg
            class="home"
            viewBox=format!("0 0 {width} {height}")
            preserveAspectRatio="xMidYMax meet"
            data-night=text_signal(move || is_night(run).to_string())
            // By itself: what has a life of its own is styled anew when this changes, and need not be when a run begins.
            data-paused=text_signal(move || (run.phase.get() == Phase::Paused).to_string())
            data-rows=layout.rows.to_string()
            // In a crowd nobody looks at the cat. A long program makes one, and is known before its first frame, which has
            // enough to do.
            data-crowd=text_signal(move || (document.is_long() || run.is_throttled.get() || !more.read().is_empty()).to_string())
        >
            <defs inner_html=draw::DEFS></defs>
            <g inner_html=draw::sky(width, height)></g>
            <g inner_html=draw::house(width, height, layout.columns, layout.rows)></g>
            <g transform=format!("translate({hub_x} {hub_y})")>
                <g class="hub" data-busy=text_signal(move || is_busy().to_string()) inner_html=draw::HUB></g>
            </g>
            {rooms}
            {spare.collect_view()}
            <g class="mail" node_ref=mail></g>
            <g class="mail" node_ref=visitor></g>
            <text class="more-mail" x=hub_x y=(hub_y + 52).to_string()>{text_signal(move || more.get())}</text>
        </svg>
    }
}

/// How many envelopes come or go in one frame: as many as in any preset.
const MAX_PATCHES_PER_FRAME: u32 = 4;

/// Draws the messages on their way, and in each frame tells them the time.
fn render_envelopes(
    document: Document,
    run: Run,
    place: NodeRef<G>,
    more: RwSignal<String>,
    layout: Layout,
    kinds: Vec<DeviceKind>,
) {
    let (mail, view) = (StoredValue::new_local(EnvelopeSlots::default()), IncrementalView::new(MAX_PATCHES_PER_FRAME));
    let is_crowd =
        move || untrack(|| document.is_long()) || run.is_throttled.get_untracked() || !more.read_untracked().is_empty();
    effect(move || {
        if !view.may_render(run.is_crowd()) {
            return;
        }
        let (Some(place), moment) = (place.get(), run.moment.get()) else { return };
        let history = run.history.read();
        let flights: Vec<_> = history.flights_at(moment).collect();
        mail.update_value(|mail| {
            let hidden = mail.assign(&flights, kinds.len());
            let nodes = mail.draw(&layout, &kinds, &history);
            view.render(&place, (), nodes);
            let words = if hidden > 0 { format!("{hidden} more on their way") } else { String::new() };
            if *more.read_untracked() != words {
                more.set(words);
            }
        });
        set_cursor(&place, &ms(run.cursor.get_untracked()), is_crowd());
    });
    effect(move || {
        let cursor = ms(run.cursor.get());
        if let Some(place) = place.get_untracked() {
            set_cursor(&place, &cursor, is_crowd());
        }
    });
}

/// Draws the message to a device that is coming or going.
fn render_visit_envelope(
    connection: Connection,
    place: NodeRef<G>,
    layout: Layout,
    kinds: Vec<DeviceKind>,
    names: Vec<Arc<str>>,
) {
    let vtree = StoredValue::new_local(VTree::default());
    effect(move || {
        let (Some(place), visit) = (place.get(), connection.progress.read()) else { return };
        let envelope = visit.as_ref().and_then(|visit| {
            let room = names.iter().position(|name| *name == visit.device)?;
            let flight = visit.history.flights_at(visit.history.moment_at(visit.cursor)).next()?;
            let flight = Flight { device: DeviceId(room as u32), ..flight };
            Some(envelope(flight, &layout, &kinds, &visit.history).into())
        });
        vtree.update_value(|vtree| vtree.render(&place, envelope.into_iter().collect()));
        if let Some(visit) = &*visit {
            set_cursor(&place, &ms(visit.cursor), false);
        }
    });
}

/// It is night when no light is on.
fn is_night(run: Run) -> bool {
    let (history, moment) = (run.history.read(), run.moment.get());
    let mut devices = (0..history.plan().devices.len() as u32).map(DeviceId);
    !devices
        .any(|device| matches!(history.device_at(device, moment).condition, Condition::Light(Light { on: true, .. })))
}
