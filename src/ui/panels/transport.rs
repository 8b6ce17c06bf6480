use std::time::Duration;

use leptos::{prelude::*, web_sys::HtmlInputElement};

use crate::{
    browser::SPEEDS,
    ui::{
        render::{icons, reactive::text_signal},
        state::{Phase, Preferences, Run, use_document, use_preferences, use_run},
        text::{number, seconds, whole_ms},
    },
};

/// The state that the buttons act on.
#[derive(Clone, Copy)]
struct Controls {
    run: Run,
    preferences: Preferences,
}

/// A button: its name, its picture, the rest of its title, whether it is enabled, and its action.
type Tool = (&'static str, &'static str, &'static str, fn(Controls) -> bool, fn(Controls));

const TOOLS: [Tool; 4] = [
    ("Step back", icons::STEP_BACK, " (,)", |at| !at.run.cursor.get().is_zero(), |at| at.run.step_back()),
    ("Step", icons::STEP, " (.)", |at| !at.run.is_over() || at.run.is_in_past(), |at| at.run.step()),
    ("Cancel", icons::STOP, "", |at| at.run.is_live(), |at| at.run.cancel()),
    ("Reset", icons::RESET, "", |at| at.run.phase.get() != Phase::Idle, |at| at.run.reset()),
];

const REPLAYS: [Tool; 3] = [
    ("Replay", icons::REPLAY, " from the cursor", |at| at.run.is_over(), |at| at.run.replay()),
    ("Loop", icons::LOOP, " the replay", |_| true, |at| at.run.toggle_loop()),
    ("Sound", icons::SOUND, ": a note for each message", |_| true, |at| at.preferences.toggle_sound()),
];

/// Buttons are disabled in name only, so that a keyboard's focus stays.
fn button(controls: Controls, (name, icon, more, can, act): Tool) -> impl IntoView {
    let Controls { run, preferences } = controls;
    let pressed = move || match name {
        "Replay" => Some(run.replaying.get().to_string()),
        "Loop" => Some(preferences.looping.get().to_string()),
        "Sound" => Some(preferences.sound.get().to_string()),
        _ => None,
    };
    view! {
        <button
            class="quiet icon"
            data-tool=name
            aria-label=name
            title=format!("{name}{more}")
            aria-disabled=text_signal(move || (!can(controls)).to_string())
            aria-pressed=pressed
            on:click=move |_| if untrack(|| can(controls)) { act(controls) }
            inner_html=icon
        ></button>
    }
}

/// The buttons and sliders that drive a run.
#[component]
pub fn Transport() -> impl IntoView {
    let run = use_run();
    let controls = Controls { run, preferences: use_preferences() };
    // One button with changing names, so that a keyboard's focus stays.
    let main = move || match run.phase.get() {
        Phase::Running => ("Pause", icons::PAUSE),
        Phase::Paused => ("Resume", icons::PLAY),
        _ => ("Run", icons::PLAY),
    };
    view! {
        <div class="transport" role="group" aria-label="Transport" data-run=text_signal(move || run.phase.get().as_str())>
            <button class="primary" on:click=move |_| run.start_or_pause()>
                <span inner_html=text_signal(move || main().1)></span>
                <span>{text_signal(move || main().0)}</span>
            </button>
            {TOOLS.into_iter().map(|tool| button(controls, tool)).collect_view()}
            <Position />
            <Speed />
            {REPLAYS.into_iter().map(|tool| button(controls, tool)).collect_view()}
        </div>
    }
}

/// Where in the run the picture is; every time that has been can be looked at again.
#[component]
fn Position() -> impl IntoView {
    let (document, run) = (use_document(), use_run());
    let total = move || document.prediction().end();
    // A hundred steps take a keyboard anywhere; the last may reach past the end, where `seek` stops.
    let step = move || (whole_ms(total()) / 100).max(1);
    let most = move || whole_ms(total()).div_ceil(step()).max(1) * step();
    let spoken = move || format!("{} of {}", seconds(run.cursor.get()), seconds(total()));
    let is_behind = move || run.is_live() && run.is_in_past();
    let cursor_ms = move || whole_ms(run.cursor.get()).to_string();
    let seek = move |event| {
        let slider: HtmlInputElement = event_target(&event);
        run.seek(Duration::from_millis(slider.value().parse().unwrap_or_default()));
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
                disabled=move || run.phase.get() == Phase::Idle
                prop:value=text_signal(cursor_ms)
                aria-valuetext=text_signal(spoken)
                on:input=seek
            />
            <span class="value" aria-hidden="true">{text_signal(move || seconds(run.cursor.get()))}</span>
        </label>
        <button class="live" data-shown=text_signal(move || is_behind().to_string()) on:click=move |_| run.go_live()>"Live"</button>
    }
}

#[component]
fn Speed() -> impl IntoView {
    let (run, preferences) = (use_run(), use_preferences());
    // The nearest of the steps to a speed that the address gave.
    let index = move || SPEEDS.iter().rposition(|&speed| speed <= preferences.speed.get()).unwrap_or_default();
    let choose = move |event| {
        let index: usize = event_target_value(&event).parse().unwrap_or_default();
        run.set_speed(SPEEDS[index.min(SPEEDS.len() - 1)]);
    };
    let spoken = move || format!("{}×", number(preferences.speed.get()));
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
