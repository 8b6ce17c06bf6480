use std::time::Duration;

use leptos::{prelude::*, web_sys::HtmlInputElement};

use crate::{
    browser::SPEEDS,
    ui::{
        render::{icons, reactive::text_signal},
        session::{Phase, Session, use_session},
        sound,
        text::{number, seconds, whole_ms},
    },
};

/// A button: its name, its picture, the key that does the same, whether it can do something, and what it does.
type Tool = (&'static str, &'static str, &'static str, fn(Session) -> bool, fn(Session));

const TOOLS: [Tool; 4] = [
    ("Step back", icons::STEP_BACK, " (,)", |session| !session.cursor.get().is_zero(), Session::step_back),
    ("Step", icons::STEP, " (.)", |session| !session.is_over() || session.is_in_past(), Session::step),
    ("Cancel", icons::STOP, "", Session::is_live, Session::cancel),
    ("Reset", icons::RESET, "", |session| session.phase.get() != Phase::Idle, Session::reset),
];

const REPLAYS: [Tool; 3] = [
    ("Replay", icons::REPLAY, " from the cursor", Session::is_over, Session::replay),
    ("Loop", icons::LOOP, " the replay", |_| true, Session::toggle_loop),
    ("Sound", icons::SOUND, ": a note for each message", |_| true, sound::toggle),
];

/// Buttons are disabled in name only, so that a keyboard's focus stays.
fn button(session: Session, (name, icon, more, can, run): Tool) -> impl IntoView {
    let pressed = move || match name {
        "Replay" => Some(session.replaying.get().to_string()),
        "Loop" => Some(session.looping.get().to_string()),
        "Sound" => Some(session.sound.get().to_string()),
        _ => None,
    };
    view! {
        <button
            class="quiet icon"
            data-tool=name
            aria-label=name
            title=format!("{name}{more}")
            aria-disabled=text_signal(move || (!can(session)).to_string())
            aria-pressed=pressed
            on:click=move |_| if untrack(|| can(session)) { run(session) }
            inner_html=icon
        ></button>
    }
}

/// The buttons and sliders that drive a run.
#[component]
pub fn Transport() -> impl IntoView {
    let session = use_session();
    // One button with changing names, so that a keyboard's focus stays.
    let main = move || match session.phase.get() {
        Phase::Running => ("Pause", icons::PAUSE),
        Phase::Paused => ("Resume", icons::PLAY),
        _ => ("Run", icons::PLAY),
    };
    view! {
        <div class="transport" role="group" aria-label="Transport" data-run=text_signal(move || session.phase.get().as_str())>
            <button class="primary" on:click=move |_| session.run_or_pause()>
                <span inner_html=text_signal(move || main().1)></span>
                <span>{text_signal(move || main().0)}</span>
            </button>
            {TOOLS.into_iter().map(|tool| button(session, tool)).collect_view()}
            <Position />
            <Speed />
            {REPLAYS.into_iter().map(|tool| button(session, tool)).collect_view()}
        </div>
    }
}

/// Where in the run the picture is; every time that has been can be looked at again.
#[component]
fn Position() -> impl IntoView {
    let session = use_session();
    let total = move || session.prediction().end();
    // A hundred steps take a keyboard anywhere; the last may reach past the end, where `seek` stops.
    let step = move || (whole_ms(total()) / 100).max(1);
    let most = move || whole_ms(total()).div_ceil(step()).max(1) * step();
    let spoken = move || format!("{} of {}", seconds(session.cursor.get()), seconds(total()));
    let is_behind = move || session.is_live() && session.is_in_past();
    let cursor_ms = move || whole_ms(session.cursor.get()).to_string();
    let seek = move |event| {
        let slider: HtmlInputElement = event_target(&event);
        session.seek(Duration::from_millis(slider.value().parse().unwrap_or_default()));
        // Beyond what is known of a run there is nothing to be seen: the thumb stays where the picture is.
        slider.set_value(&untrack(cursor_ms));
    };
    view! {
        <label class="position">
            <span class="visually-hidden">"Position"</span>
            <input
                type="range"
                min="0"
                max=text_signal(move || most().to_string())
                step=text_signal(move || step().to_string())
                disabled=move || session.phase.get() == Phase::Idle
                prop:value=text_signal(cursor_ms)
                aria-valuetext=text_signal(spoken)
                on:input=seek
            />
            <span class="value" aria-hidden="true">{text_signal(move || seconds(session.cursor.get()))}</span>
        </label>
        <button class="live" data-shown=text_signal(move || is_behind().to_string()) on:click=move |_| session.go_live()>"Live"</button>
    }
}

#[component]
fn Speed() -> impl IntoView {
    let session = use_session();
    // The nearest of the steps to a speed that the address gave.
    let index = move || SPEEDS.iter().rposition(|&speed| speed <= session.speed.get()).unwrap_or_default();
    let choose = move |event| {
        let index: usize = event_target_value(&event).parse().unwrap_or_default();
        session.set_speed(SPEEDS[index.min(SPEEDS.len() - 1)]);
    };
    let spoken = move || format!("{}×", number(session.speed.get()));
    view! {
        <label class="speed">
            <span>"Speed"</span>
            <input
                type="range"
                min="0"
                max=(SPEEDS.len() - 1).to_string()
                step="1"
                prop:value=text_signal(move || index().to_string())
                aria-valuetext=text_signal(spoken)
                on:input=choose
            />
            <span class="value" aria-hidden="true">{text_signal(spoken)}</span>
        </label>
    }
}
