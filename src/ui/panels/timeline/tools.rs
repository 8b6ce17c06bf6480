//! The heading of the timeline: its totals and its tools.

use leptos::{
    ev::KeyboardEvent,
    prelude::*,
    wasm_bindgen::JsCast,
    web_sys::{Element, HtmlElement},
};

use super::{
    chart::{Chart, ZOOM_STEP},
    save_menu::SaveMenu,
};
use crate::ui::{
    render::{icons, reactive::text_signal},
    state::{Phase, TimelineView},
    text::{page::TIMELINE, story::NOT_PREDICTED, timeline as text, transport::Label},
};

/// The panel's title, its totals and its tools.
#[component]
pub fn Tools(chart: Chart) -> impl IntoView {
    let is_chart = move || chart.shows(TimelineView::Chart);
    let is_fit = move || (chart.zoom.get() <= 1.0).to_string();
    view! {
        <div class="head">
            // A way back for whoever looks for one here; the button of the open view is another, for keys too.
            <h2
                title=text_signal(move || if is_chart() { "" } else { text::BACK_TO_CHART })
                data-leads=text_signal(move || (!is_chart()).to_string())
                on:click=move |_| chart.preferences.show_in_timeline(TimelineView::Chart)
            >
                {TIMELINE}
            </h2>
            <small class="totals" prop:textContent=text_signal(move || totals(chart))></small>
            <div class="views" role="group" aria-label=text::VIEWS on:keydown=move |event| on_view_key(&event, chart)>
                {TimelineView::WITH_BUTTON.map(|(label, view)| toggle(chart, label, view))}
            </div>
            <SaveMenu chart />
            <div class="zoom" role="group" aria-label=text::ZOOM>
                <button class="quiet icon" aria-label=text::ZOOM_OUT.name title=text::ZOOM_OUT.title aria-disabled=text_signal(is_fit) on:click=move |_| chart.zoom_by(1.0 / ZOOM_STEP, None) inner_html=icons::ZOOM_OUT></button>
                <button class="quiet icon" aria-label=text::ZOOM_IN.name title=text::ZOOM_IN.title on:click=move |_| chart.zoom_by(ZOOM_STEP, None) inner_html=icons::ZOOM_IN></button>
                <button class="quiet icon" aria-label=text::SHOW_ALL.name title=text::SHOW_ALL.title aria-disabled=text_signal(is_fit) on:click=move |_| chart.fit() inner_html=icons::FIT></button>
            </div>
        </div>
    }
}

/// Moves along the buttons of the views with the arrows, and closes the open one with Escape.
fn on_view_key(event: &KeyboardEvent, chart: Chart) {
    let button: Element = event_target(event);
    let first = || button.parent_element()?.first_element_child();
    let last = || button.parent_element()?.last_element_child();
    let next = match &*event.key() {
        "ArrowLeft" => button.previous_element_sibling().or_else(last),
        "ArrowRight" => button.next_element_sibling().or_else(first),
        "Home" => first(),
        "End" => last(),
        "Escape" => {
            chart.preferences.show_in_timeline(TimelineView::Chart);
            None
        }
        _ => return,
    };
    event.prevent_default();
    if let Some(next) = next.and_then(|next| next.dyn_into::<HtmlElement>().ok()) {
        _ = next.focus();
    }
}

/// A button that shows a view in place of the chart, and the chart again.
fn toggle(chart: Chart, label: Label, view: TimelineView) -> impl IntoView {
    // These views need the prediction of the whole run.
    let compares = matches!(view, TimelineView::WhatIf | TimelineView::Compare);
    let is_off = move || compares && !chart.document.is_predicted() && !chart.shows(view);
    view! {
        <button
            class="quiet"
            title=label.title
            aria-pressed=text_signal(move || chart.shows(view).to_string())
            aria-disabled=text_signal(move || is_off().to_string())
            on:click=move |_| match untrack(is_off) {
                true => chart.document.announce(NOT_PREDICTED.into()),
                false => chart.toggle(view),
            }
        >
            {label.name}
        </button>
    }
}

/// "1.00 s predicted, 1.00 s measured"
fn totals(chart: Chart) -> String {
    let (run, prediction) = (chart.run, chart.document.prediction());
    let predicted = prediction.end();
    if chart.document.hides_outcome() {
        let is_part = run.is_over() && !chart.document.is_predicted() && predicted < run.total();
        return if is_part { text::shown_part(predicted) } else { String::new() };
    }
    // A run that was cancelled has not come to the end that was predicted, and one that is stuck has none.
    let is_complete = run.is_over() && !matches!(run.phase.get(), Phase::Cancelled | Phase::Stuck);
    match run.with_log(|log| log.events().last().copied()) {
        Some(last) if is_complete => {
            text::predicted_and_measured(text::predicted(&prediction), last.wall, run.ran_at.get())
        }
        _ => text::predicted(&prediction),
    }
}
