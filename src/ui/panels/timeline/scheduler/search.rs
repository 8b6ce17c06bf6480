//! The search for a schedule with which the program goes wrong.

use leptos::prelude::*;

use crate::ui::{
    render::reactive::{text_signal, view_signal},
    state::{BOUND, PREEMPTIONS, use_scheduling},
    text::scheduler as text,
};

/// The bounds that a person can choose.
const MOST_PREEMPTIONS: u32 = 4;

#[component]
pub fn SearchView() -> impl IntoView {
    let scheduling = use_scheduling();
    let preemptions = RwSignal::new(PREEMPTIONS);
    let is_going_on = move || scheduling.searched.read().as_ref().is_some_and(|searched| !searched.is_over);
    let line = move || {
        let searched = scheduling.searched.read();
        searched.as_ref().map(|it| text::found(&it.found, it.preemptions, it.is_over)).unwrap_or_default()
    };
    let has_found = move || scheduling.searched.read().as_ref().is_some_and(|it| it.found.shortest.is_some());
    let toggle = move |_| {
        if untrack(is_going_on) {
            scheduling.stop_search();
        } else {
            scheduling.search(preemptions.get_untracked(), BOUND);
        }
    };
    let progress = move || scheduling.searched.read().as_ref().map_or(0, |it| it.found.schedules).to_string();
    view! {
        <div class="search">
            <div class="row">
                <button on:click=toggle prop:textContent=text_signal(move || if is_going_on() { text::STOP } else { text::SEARCH })></button>
                <label>
                    <span>{text::PREEMPTIONS}</span>
                    <select aria-label=text::PREEMPTIONS on:change=move |event| preemptions.set(event_target_value(&event).parse().unwrap_or(PREEMPTIONS))>
                        {(0..=MOST_PREEMPTIONS).map(|number| view! { <option value=number.to_string() selected=number == PREEMPTIONS>{number.to_string()}</option> }).collect_view()}
                    </select>
                </label>
                {view_signal(move || is_going_on().then(|| view! { <progress max=BOUND.to_string() value=text_signal(progress) aria-label=text::SEARCH></progress> }))}
                {view_signal(move || has_found().then(|| view! { <button on:click=move |_| scheduling.open_shortest()>{text::SHOW}</button> }))}
            </div>
            <p role="status" prop:textContent=text_signal(line)></p>
        </div>
    }
}
