use std::{
    cell::{Cell, RefCell},
    sync::Arc,
    time::Duration,
};

use leptos::{prelude::*, svg::G};

use super::{
    drawings as draw,
    motion::{MISHAPS, for_each_part, set_flight},
};
use crate::{
    home::{ActionName, Color, Condition, DeviceId, DeviceKind, DeviceState, Hazard, Light, Playback, Toilet},
    runtime::{Flight, History, Plan, StepId, Work},
    ui::{
        render::reactive::{effect, text_signal, view_signal},
        state::{use_connection, use_document, use_run},
        text::{describe_hazard, device_state, ms},
    },
};

/// A device as it is at the cursor.
#[derive(Clone, PartialEq)]
struct Appearance {
    state: DeviceState,
    /// What it is being told, the newest message last.
    doing: Vec<(ActionName, Flight)>,
    hazards: Vec<Hazard>,
    /// The newest hazardous message, if it is still on its way.
    mishap: Option<Flight>,
    failed: bool,
}

/// A room with its device.
#[component]
pub fn Room(
    kind: DeviceKind,
    name: Arc<str>,
    device: DeviceId,
    /// The `transform` that puts the room in its place.
    place: String,
    /// Whether the room shows the device's name.
    plate: bool,
) -> impl IntoView {
    let (document, run, connection) = (use_document(), use_run(), use_connection());
    let own_name = name.clone();
    // While the device comes or goes, that is what is seen of it.
    let visiting = move || connection.progress.read().as_ref().is_some_and(|visit| visit.device == own_name);
    let appearance = Memo::new(move |_| match &*connection.progress.read() {
        Some(visit) if visiting() => Appearance::at(&visit.history, DeviceId(0), visit.history.moment_at(visit.cursor)),
        _ => Appearance::at(&run.history.read(), device, run.moment.get()),
    });
    let plate = plate.then(|| view! { <text class="plate" x="108" y="189">{shortened(&name, 22)}</text> });
    let label = move || format!("{name}: {}", appearance.read().describe());
    let state = move |choose: fn(&Appearance) -> &'static str| text_signal(move || choose(&appearance.read()));
    let is_pointed = move || {
        let step = document.pointed.read().first().copied();
        let work = step.map(|step| document.plan().step(step).work.clone());
        matches!(work, Some(Work::Message { device: of_step, .. }) if of_step == device)
    };
    let drawing: NodeRef<G> = NodeRef::new();
    // In a crowd the picture changes in each frame, but seldom what moves in it.
    let (told, told_mishap) = (RefCell::default(), Cell::new(None));
    effect(move || {
        let (Some(drawing), appearance) = (drawing.get(), appearance.read()) else { return };
        let doing = appearance.doing.last().map(|&(_, flight)| (flight, appearance.acting()));
        if let Some((flight, parts)) = &doing
            && told.replace(doing.clone()) != doing
        {
            set_flight(&drawing, &parts.join(", "), Some(*flight));
        }
        if told_mishap.replace(appearance.mishap) != appearance.mishap {
            set_flight(&drawing, MISHAPS, appearance.mishap);
        }
    });
    effect(move || {
        // Only what moves is told of each frame, so that frames cost nothing for what rests.
        let mut moving = appearance.read().acting();
        moving.extend(appearance.read().mishap.map(|_| MISHAPS));
        if let Some(drawing) = drawing.get().filter(|_| !moving.is_empty()) {
            let now = ms(run.cursor.get());
            for_each_part(&drawing, &moving.join(", "), |part| _ = part.set_property("--now", &now));
        }
    });
    view! {
        <g
            class="room"
            transform=place
            data-kind=kind.as_str()
            data-pointed=text_signal(move || is_pointed().to_string())
            on:mouseenter=move |_| document.point_at(steps_of(&document.plan(), device))
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
                data-doing=text_signal(move || appearance.read().doing_words())
                data-mishap=text_signal(move || appearance.read().mishap_words())
                style=("--light-color", text_signal(move || appearance.read().color()))
            >
                <g inner_html=draw::device(kind)></g>
                {view_signal(move || appearance.read().song().map(|song| view! { <Song song /> }))}
                <g inner_html=draw::MISHAPS></g>
            </g>
            {plate}
        </g>
    }
}

/// The steps that are for a device; of many, the first.
fn steps_of(plan: &Plan, device: DeviceId) -> Vec<StepId> {
    const MAX_HIGHLIGHTED_STEPS: usize = 200;
    let is_for =
        |&id: &StepId| matches!(plan.step(id).work, Work::Message { device: of_step, .. } if of_step == device);
    plan.ids().filter(is_for).take(MAX_HIGHLIGHTED_STEPS).collect()
}

/// What the speaker's display shows.
#[component]
fn Song(song: String) -> impl IntoView {
    let (artist, title) = song.split_once(" - ").unwrap_or(("", &song));
    view! {
        <g clip-path="url(#song-clip)">
            <text class="song" x="108" y="163">{shortened(title, 14)}</text>
            <text class="song artist" x="108" y="175">{shortened(artist, 24)}</text>
        </g>
    }
}

/// As much of a text as there is room for.
fn shortened(text: &str, characters: usize) -> String {
    match text.char_indices().nth(characters) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.to_string(),
    }
}

impl Appearance {
    fn at(history: &History, device: DeviceId, t: Duration) -> Self {
        let plan = history.plan();
        let doing = history.flights_at(t).filter(|flight| flight.device == device);
        let named = doing.filter_map(|flight| match &plan.step(flight.execution.step).work {
            Work::Message { action, .. } => Some((action.name(), flight)),
            _ => None,
        });
        let doing: Vec<_> = named.collect();
        Self {
            state: history.device_at(device, t).clone(),
            mishap: doing.iter().rev().map(|&(_, flight)| flight).find(|flight| flight.hazard.is_some()),
            hazards: history.hazards_at(device, t).collect(),
            failed: history.has_failure_at(device, t),
            doing,
        }
    }

    /// The state in words, with what is going on: "closed, clean, flush under way".
    fn describe(&self) -> String {
        let mut words = device_state(&self.state);
        if let Some((action, _)) = self.doing.last() {
            words += &format!(", {} under way", action.describe());
        }
        if let Some(hazard) = self.hazards.last() {
            words += &format!("; {}", describe_hazard(*hazard));
        }
        words
    }

    fn power(&self) -> &'static str {
        match self.state.condition {
            Condition::Light(Light { on: true, .. }) | Condition::Speaker(Playback::On) => "on",
            Condition::Light(Light { on: false, .. }) | Condition::Speaker(Playback::Off) => "off",
            Condition::Speaker(Playback::Playing(_)) => "playing",
            Condition::Toilet(_) => "",
        }
    }

    fn lid(&self) -> &'static str {
        match self.state.condition {
            Condition::Toilet(Toilet { open: true, .. }) => "open",
            Condition::Toilet(Toilet { open: false, .. }) => "closed",
            _ => "",
        }
    }

    fn clean(&self) -> &'static str {
        match self.state.condition {
            Condition::Toilet(Toilet { clean: true, .. }) => "true",
            Condition::Toilet(Toilet { clean: false, .. }) => "false",
            _ => "",
        }
    }

    fn color(&self) -> String {
        match &self.state.condition {
            Condition::Light(Light { color, .. }) if *color != Color::warm_white() => color.as_str().into(),
            _ => String::new(),
        }
    }

    fn song(&self) -> Option<String> {
        match &self.state.condition {
            Condition::Speaker(Playback::Playing(title)) if self.state.connected => Some(title.to_string()),
            _ => None,
        }
    }

    /// Which of its parts move with what it is doing, as selectors.
    fn acting(&self) -> Vec<&'static str> {
        let parts = self.doing.iter().filter_map(|(action, _)| match action {
            ActionName::SwitchOn | ActionName::SwitchOff => Some(".pull"),
            ActionName::Flush => Some(".pull, .swirl, .pool, .level"),
            ActionName::Clean => Some(".brush, .sparks"),
            _ => None,
        });
        let mut acting = Vec::new();
        // A crowd is told the same over and over.
        for parts in parts {
            if !acting.contains(&parts) {
                acting.push(parts);
            }
        }
        acting
    }

    fn doing_words(&self) -> String {
        let mut actions: Vec<_> = self.doing.iter().map(|(action, _)| action.as_str()).collect();
        actions.dedup();
        actions.truncate(8);
        actions.join(" ")
    }

    fn mishap_words(&self) -> String {
        let has = |wanted: fn(&Hazard) -> bool| self.hazards.iter().any(wanted);
        let mishaps = [
            ("song_lost", has(|hazard| matches!(hazard, Hazard::SpeakerOff))),
            ("splash", has(|hazard| matches!(hazard, Hazard::CleanDuringFlush | Hazard::FlushDuringClean))),
            ("clash", has(|hazard| matches!(hazard, Hazard::Overlap { .. }))),
            ("failed", self.failed),
        ];
        mishaps.into_iter().filter(|&(_, is)| is).map(|(word, _)| word).collect::<Vec<_>>().join(" ")
    }
}
