//! The home panel: a house with a room for each device, and the messages on their way to the devices.

mod appearance;
mod drawings;
mod endings;
mod envelope_slots;
mod envelopes;
mod hooks;
mod hub;
mod hub_state;
mod keys;
mod labels;
mod layout;
mod letters;
mod motion;
mod numbers;
mod people;
mod ring;
mod room;
mod shown;
mod start_state;
mod tickets;

pub use self::drawings::{KEY, TICKET};

use std::sync::Arc;

use leptos::prelude::*;

use self::{
    drawings as draw,
    envelopes::{render_connect_envelope, render_envelopes},
    hooks::Hooks,
    hub::Hub,
    layout::Layout,
    people::People,
    room::Room,
    shown::Shown,
};
use crate::{
    home::{Condition, Device, DeviceId, DeviceKind, Light},
    runtime::Cost,
    ui::{
        limits::MAX_SHOWN_DEVICES,
        render::reactive::{text_signal, view_signal},
        state::{ComparedRun, Phase, use_comparison, use_connection, use_document, use_run},
        text::{home as text, scheduler::figures},
    },
};

/// The panel: the house, beside that of a run which is compared with. A house is created anew when it has other
/// rooms.
#[component]
pub fn HomePanel(
    /// True if rooms show the start states of their devices, and change them.
    edits: bool,
) -> impl IntoView {
    let (document, run, comparison) = (use_document(), use_run(), use_comparison());
    let rooms = Memo::new(move |_| names_and_kinds(&document.program.read().plan.devices));
    let other = move |compared: ComparedRun| {
        let (name, rooms) = (compared.name.clone(), names_and_kinds(&compared.history.plan().devices));
        let label = text::home_of(&name);
        let cost = compared.cost;
        let shown = Shown::compared(comparison, compared);
        view! {
            <div class="house" role="group" aria-label=label>
                <Scene rooms shown edits=false />
                {caption(move || name.clone(), move || cost.filter(|_| !document.hides_outcome()))}
            </div>
        }
    };
    let others = move || comparison.shown.get().into_iter().map(other).collect_view();
    view! {
        <section
            class="stage"
            aria-label=text::HOME
            data-run=text_signal(move || run.phase.get().as_str())
            data-houses=text_signal(move || (1 + comparison.shown.read().len()).to_string())
        >
            <div class="house">
                {view_signal(move || Some(view! { <Scene rooms=rooms.get() shown=Shown::present(run) edits /> }))}
                {view_signal(move || (!comparison.shown.read().is_empty()).then(|| view! {
                    {caption(move || comparison.own_name(), move || comparison.own_cost())}
                }))}
            </div>
            {view_signal(move || Some(others()))}
        </section>
    }
}

/// The name of the run that a house shows, and its figures if they are to be told.
fn caption(
    name: impl Fn() -> String + Send + Sync + 'static,
    cost: impl Fn() -> Option<Cost> + Send + Sync + 'static,
) -> impl IntoView {
    let figures = move || cost().map(|cost| view! { <p class="figures" prop:textContent=figures(&cost)></p> });
    view! {
        <div class="whose">
            <p prop:textContent=text_signal(name)></p>
            {view_signal(figures)}
        </div>
    }
}

/// The picture of a house.
#[component]
fn Scene(
    /// The name and the kind of each device.
    mut rooms: Vec<(Arc<str>, DeviceKind)>,
    shown: Shown,
    edits: bool,
) -> impl IntoView {
    let (document, run) = (use_document(), use_run());
    let hidden = rooms.len().saturating_sub(MAX_SHOWN_DEVICES);
    // Rooms show the names of their devices where these are not just their kinds.
    let plates = rooms.iter().any(|(name, kind)| **name != *kind.as_str());
    rooms.truncate(MAX_SHOWN_DEVICES);
    let too_many =
        (hidden > 0).then(|| view! { <p class="more" prop:textContent=text::devices_not_drawn(hidden)></p> });
    let layout = Layout::new(rooms.len());
    let (width, height) = (layout.width(), layout.height());
    let (hub_x, hub_y) = layout.hub();
    let spare = (rooms.len()..layout.rooms()).map(|room| {
        view! {
            <g class="room" data-kind="spare" transform=layout.translate(room)>
                <g inner_html=draw::ROOM_SPARE></g>
                <path class="shade" d=draw::ROOM_OUTLINE></path>
            </g>
        }
    });
    let (names, kinds): (Vec<_>, Vec<_>) = rooms.into_iter().unzip();
    let rooms = names.iter().zip(&kinds).zip(0..).map(|((name, &kind), index)| {
        let place = layout.translate(index as usize);
        view! { <Room kind name=name.clone() device=DeviceId(index) plate=plates place shown edits /> }
    });
    let rooms = rooms.collect_view();
    let is_throttled = move || document.is_long() || run.is_throttled.get();
    let (envelopes, connect_envelope) = (NodeRef::new(), NodeRef::new());
    let not_drawn = RwSignal::new(0);
    render_envelopes(shown, is_throttled, envelopes, not_drawn, layout, kinds.clone());
    if shown.is_present {
        render_connect_envelope(use_connection(), connect_envelope, layout, kinds, names);
    }
    let more = move || match not_drawn.get() {
        0 => String::new(),
        count => text::more_on_their_way(count),
    };
    view! {
        <svg
            class="home"
            viewBox=format!("0 0 {width} {height}")
            preserveAspectRatio="xMidYMax meet"
            data-night=text_signal(move || is_night(shown).to_string())
            // Apart from `data-run`: decorative motion is restyled when this changes, but need not be when a run starts.
            data-paused=text_signal(move || (run.phase.get() == Phase::Paused).to_string())
            data-rows=layout.rows.to_string()
            // With many messages decorative motion stops. A long program counts as one from the start, since its first frame
            // is expensive.
            data-crowd=text_signal(move || (is_throttled() || not_drawn.get() > 0).to_string())
        >
            <defs inner_html=draw::DEFS></defs>
            <g inner_html=draw::sky(width, height)></g>
            <g inner_html=draw::house(width, height, layout.columns, layout.rows)></g>
            <Hooks shown place=(hub_x, hub_y) />
            {rooms}
            {spare.collect_view()}
            <g class="mail" node_ref=envelopes></g>
            <g class="mail" node_ref=connect_envelope></g>
            // In front of what comes from it, or back to it: its face tells how the program stands.
            <Hub shown place=(hub_x, hub_y) />
            <People shown place=(hub_x, hub_y) />
            <text class="more-mail" x=hub_x y=(hub_y + 52).to_string() prop:textContent=text_signal(more)></text>
        </svg>
        {too_many}
    }
}

fn names_and_kinds(devices: &[Device]) -> Vec<(Arc<str>, DeviceKind)> {
    devices.iter().map(|device| (device.name.clone(), device.kind)).collect()
}

/// Returns true if no light is on.
fn is_night(shown: Shown) -> bool {
    let moment = shown.moment.get();
    shown.with_history(|history| {
        let mut devices = (0..history.plan().devices.len() as u32).map(DeviceId);
        !devices.any(|device| {
            matches!(history.device_at(device, moment).condition, Condition::Light(Light { on: true, .. }))
        })
    })
}
