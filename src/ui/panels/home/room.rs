//! A room of the house with its device.

use std::{
    cell::{Cell, RefCell},
    sync::Arc,
    time::Duration,
};

use leptos::{prelude::*, svg::G};

use super::{
    appearance::Appearance,
    drawings as draw,
    motion::{MISHAPS, for_each_part, set_flight},
    shown::Shown,
    start_state::StartStateButton,
};
use crate::{
    home::{DeviceId, DeviceKind, Speaker},
    program::Siblings,
    runtime::{History, Plan, StepId, Work},
    ui::{
        render::reactive::{effect, text_signal, view_signal},
        state::{use_connection, use_document},
        text::{home as text, ms},
    },
};

/// A room with its device. Pointing at it marks the steps that send messages to the device.
#[component]
pub fn Room(
    kind: DeviceKind,
    name: Arc<str>,
    device: DeviceId,
    /// The `transform` that puts the room in its place.
    place: String,
    /// True if the room shows the device's name.
    plate: bool,
    shown: Shown,
    /// True if the room shows the start state of its device, and changes it.
    edits: bool,
) -> impl IntoView {
    let (document, connection) = (use_document(), use_connection());
    let own_name = name.clone();
    // A message that connects or disconnects the device comes before the run.
    let is_connecting = move || {
        shown.is_present && connection.progress.read().as_ref().is_some_and(|progress| progress.device == own_name)
    };
    let appearance = Memo::new(move |_| match &*connection.progress.read() {
        Some(progress) if is_connecting() => {
            let history = &progress.history;
            Appearance::at(history, DeviceId(0), history.moment_at(progress.cursor))
        }
        _ => {
            let moment = shown.moment.get();
            shown.with_history(|history| Appearance::at(history, device, moment))
        }
    });
    let plate =
        plate.then(|| view! { <text class="plate" x="108" y="189" prop:textContent=shortened(&name, 22)></text> });
    let label = move || appearance.read().label(&name);
    let state = move |choose: fn(&Appearance) -> &'static str| text_signal(move || choose(&appearance.read()));
    let is_pointed = move || {
        let step = document.pointed.read().first().copied().filter(|_| shown.is_present);
        let work = step.map(|step| document.plan().step(step).work.clone());
        matches!(work, Some(Work::Message { device: of_step, .. }) if of_step == device)
    };
    // The sign of a hazard leads to its step.
    let go_to_hazard = move |_| {
        let moment = shown.moment.get_untracked();
        let step = untrack(|| shown.with_history(|history| last_hazard(history, device, moment)));
        if let Some(step) = step.filter(|_| shown.is_present) {
            document.choose(Siblings::one(document.plan().path(step)));
        }
    };
    let drawing: NodeRef<G> = NodeRef::new();
    // With many messages the appearance changes in each frame, but what moves in it changes rarely.
    let (last_doing, last_mishap) = (RefCell::default(), Cell::new(None));
    effect(move || {
        let (Some(drawing), appearance) = (drawing.get(), appearance.read()) else { return };
        let doing = appearance.doing.last().map(|&(_, flight)| (flight, appearance.moving_parts()));
        if let Some((flight, parts)) = &doing
            && last_doing.replace(doing.clone()) != doing
        {
            set_flight(&drawing, &parts.join(", "), Some(*flight));
        }
        if last_mishap.replace(appearance.mishap) != appearance.mishap {
            set_flight(&drawing, MISHAPS, appearance.mishap);
        }
    });
    effect(move || {
        // Only parts that move get the time of each frame: parts at rest must cost nothing.
        let mut moving = appearance.read().moving_parts();
        moving.extend(appearance.read().mishap.map(|_| MISHAPS));
        if let Some(drawing) = drawing.get().filter(|_| !moving.is_empty()) {
            let now = ms(shown.cursor.get());
            for_each_part(&drawing, &moving.join(", "), |part| _ = part.set_property("--now", &now));
        }
    });
    view! {
        <g
            class="room"
            transform=place
            data-kind=kind.as_str()
            data-pointed=text_signal(move || is_pointed().to_string())
            on:mouseenter=move |_| if shown.is_present { document.point_at(steps_of(&document.plan(), device)) }
            on:mouseleave=move |_| document.point_at(None)
        >
            <g inner_html=draw::room(kind)></g>
            <path class="shade" d=draw::ROOM_OUTLINE></path>
            <g
                class="device"
                node_ref=drawing
                role="img"
                aria-label=text_signal(label)
                data-kind=kind.as_str()
                data-connected=text_signal(move || appearance.read().state.connected.to_string())
                data-state=state(Appearance::power)
                data-lid=state(Appearance::lid)
                data-clean=state(Appearance::clean)
                data-doing=text_signal(move || appearance.read().doing_attribute())
                data-mishap=text_signal(move || appearance.read().mishap_attribute())
                on:click=go_to_hazard
                style=("--light-color", text_signal(move || appearance.read().color()))
            >
                <g inner_html=draw::device(kind)></g>
                {view_signal(move || appearance.read().song().map(|song| view! { <Song song /> }))}
                {view_signal(move || appearance.read().volume().map(|volume| view! { <Volume volume /> }))}
                <g inner_html=draw::MISHAPS></g>
            </g>
            {plate}
            {edits.then(|| view! { <StartStateButton id=device /> })}
        </g>
    }
}

/// The step of the last hazard of a device up to a time.
fn last_hazard(history: &History, device: DeviceId, moment: Duration) -> Option<StepId> {
    let plan = history.plan();
    let is_of_device =
        |step: StepId| matches!(plan.step(step).work, Work::Message { device: of_step, .. } if of_step == device);
    let hazards = history.hazards_until(moment).iter().rev().map(|&(_, step, _)| step);
    hazards.into_iter().find(|&step| is_of_device(step))
}

/// The first steps that send messages to a device.
fn steps_of(plan: &Plan, device: DeviceId) -> Vec<StepId> {
    const MAX_HIGHLIGHTED_STEPS: usize = 200;
    let is_addressed =
        |&id: &StepId| matches!(plan.step(id).work, Work::Message { device: of_step, .. } if of_step == device);
    plan.ids().filter(is_addressed).take(MAX_HIGHLIGHTED_STEPS).collect()
}

/// The title and the artist of a song, on the speaker's display.
#[component]
fn Song(song: String) -> impl IntoView {
    let (artist, title) = song.split_once(" - ").unwrap_or(("", &song));
    view! {
        <g clip-path="url(#song-clip)">
            <text class="song" x="108" y="163" prop:textContent=shortened(title, 12)></text>
            <text class="song artist" x="108" y="175" prop:textContent=shortened(artist, 24)></text>
        </g>
    }
}

/// The volume of a speaker, as a number and as a scale.
#[component]
fn Volume(volume: u32) -> impl IntoView {
    let bar = |number: u32| {
        let (x, is_full) = ((6 * number).to_string(), (number < volume).to_string());
        view! { <rect class="tick" x=x y="13" width="4" height="6" data-full=is_full></rect> }
    };
    view! {
        <g class="volume" transform="translate(79 30)">
            <rect class="display" x="-6" y="-4" width="70" height="27" rx="5"></rect>
            <text x="29" y="8" prop:textContent=text::volume(volume)></text>
            {(0..Speaker::MAX_VOLUME).map(bar).collect_view()}
        </g>
    }
}

/// Cuts a text to a number of characters.
fn shortened(text: &str, characters: usize) -> String {
    match text.char_indices().nth(characters) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.to_string(),
    }
}
