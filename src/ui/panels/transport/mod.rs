//! The controls of a run: buttons, the position and the speed.

mod tools;

use std::time::Duration;

use leptos::{prelude::*, web_sys::HtmlInputElement};

use self::tools::{Controls, RARE_TOOLS, TOOLS, button};
use crate::{
    browser::{SPEEDS, is_held_enter},
    runtime::Model,
    ui::{
        render::{icons, menu::Menu, reactive::text_signal},
        state::{Pace, Phase, use_choosing, use_comparison, use_document, use_preferences, use_run},
        text::{scheduler, seconds, transport as text, whole_ms},
    },
};

/// The toolbar with all controls of a run.
#[component]
pub fn Transport() -> impl IntoView {
    let (run, comparison) = (use_run(), use_comparison());
    let controls = Controls { run, choosing: use_choosing(), preferences: use_preferences() };
    // One button whose name changes, so that it keeps the focus.
    let main = move || match (run.phase.get(), comparison.pace()) {
        (Phase::Running, _) | (_, Pace::Playing) => (text::PAUSE, icons::PAUSE),
        (Phase::Paused, _) | (_, Pace::Paused) => (text::RESUME, icons::PLAY),
        _ => (text::RUN, icons::PLAY),
    };
    view! {
        <div class="transport" role="group" aria-label=text::TRANSPORT data-run=text_signal(move || run.phase.get().as_str())>
            // A double click and a held key press the button once.
            <button
                class="primary"
                on:click=move |event| if event.detail() != 2 { comparison.start_or_pause() }
                on:keydown=move |event| if is_held_enter(&event) { event.prevent_default() }
            >
                <span inner_html=text_signal(move || main().1)></span>
                <span prop:textContent=text_signal(move || main().0)></span>
            </button>
            {TOOLS.into_iter().map(|tool| button(controls, tool, false)).collect_view()}
            <Position />
            <ModelChoice />
            <Speed />
            <Menu label=text::MORE id="transport" face=view! { <span inner_html=icons::MORE></span> }.into_any()>
                <ModelChoice />
                <Speed />
                {RARE_TOOLS.into_iter().map(|tool| button(controls, tool, true)).collect_view()}
            </Menu>
        </div>
    }
}

/// The slider that shows and moves the cursor.
#[component]
fn Position() -> impl IntoView {
    let (document, run, comparison) = (use_document(), use_run(), use_comparison());
    let total = move || comparison.end();
    // With a keyboard the whole run takes a hundred steps. The last one may pass the end, where `seek` stops.
    let step = move || (whole_ms(total()) / 100).max(1);
    let max = move || whole_ms(total()).div_ceil(step()).max(1) * step();
    let spoken = move || {
        let total = (!document.hides_outcome()).then(total);
        text::position(comparison.cursor.get(), total)
    };
    let is_behind = move || run.is_live() && run.is_in_past();
    let cursor_ms = move || whole_ms(comparison.cursor.get()).to_string();
    let seek = move |event| {
        let slider: HtmlInputElement = event_target(&event);
        comparison.seek(Duration::from_millis(slider.value().parse().unwrap_or_default()));
        // A seek beyond the edge stops there, and so does the thumb.
        slider.set_value(&untrack(cursor_ms));
    };
    // A swipe over the slider on a phone scrolls the page, and has moved the cursor by then.
    let before_press = StoredValue::new(Duration::ZERO);
    view! {
        <label class="position">
            <span class="visually-hidden">{text::POSITION}</span>
            <input
                type="range"
                min="0"
                max=text_signal(move || max().to_string())
                step=text_signal(move || step().to_string())
                disabled=move || run.phase.get() == Phase::Idle
                prop:value=text_signal(cursor_ms)
                aria-valuetext=text_signal(spoken)
                on:input=seek
                on:pointerdown=move |_| before_press.set_value(comparison.cursor.get_untracked())
                on:pointercancel=move |_| comparison.seek(before_press.get_value())
            />
            <span class="value" aria-hidden="true" prop:textContent=text_signal(move || seconds(comparison.cursor.get()))></span>
        </label>
        <button class="live" data-shown=text_signal(move || is_behind().to_string()) on:click=move |_| run.go_live()>{text::LIVE}</button>
    }
}

/// The model in which the program runs. Its settings are in the timeline's view of the scheduler.
#[component]
fn ModelChoice() -> impl IntoView {
    let document = use_document();
    let choose = move |event| {
        if let Some(model) = Model::of(&event_target_value(&event), &untrack(|| document.threads())) {
            document.set_model(model);
        }
    };
    view! {
        <label class="model" title=scheduler::MODEL_TITLE>
            <span>{scheduler::MODEL}</span>
            <select aria-label=scheduler::MODEL prop:value=text_signal(move || document.model.read().word()) on:change=choose>
                {Model::WORDS.map(|word| view! { <option value=word>{word}</option> })}
            </select>
        </label>
    }
}

#[component]
fn Speed() -> impl IntoView {
    let (run, preferences) = (use_run(), use_preferences());
    // The speed of an address may lie between two positions of the slider.
    let index = move || SPEEDS.iter().rposition(|&speed| speed <= preferences.speed.get()).unwrap_or_default();
    let choose = move |event| {
        let index: usize = event_target_value(&event).parse().unwrap_or_default();
        run.set_speed(SPEEDS[index.min(SPEEDS.len() - 1)]);
    };
    let spoken = move || text::speed(preferences.speed.get());
    view! {
        <label class="speed">
            <span>{text::SPEED}</span>
            <input
                type="range"
                min="0"
                max=(SPEEDS.len() - 1).to_string()
                step="1"
                prop:value=text_signal(move || index().to_string())
                aria-valuetext=text_signal(spoken)
                on:input=choose
            />
            <span class="value" aria-hidden="true" prop:textContent=text_signal(spoken)></span>
        </label>
    }
}
