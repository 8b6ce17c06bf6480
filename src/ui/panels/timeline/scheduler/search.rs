//! The search for a schedule with which the program goes wrong.

use leptos::prelude::*;

use crate::ui::{
    render::{
        reactive::{text_signal, view_signal},
        terms::words_html,
    },
    state::{BOUND, PREEMPTIONS, SEEDS, SearchKind, Searched, use_document, use_searching},
    text::searching as text,
};

/// The bounds that a person can choose.
const MOST_PREEMPTIONS: u32 = 4;

#[component]
pub fn SearchView() -> impl IntoView {
    let (document, searching) = (use_document(), use_searching());
    let has_threads = Memo::new(move |_| document.has_threads());
    let preemptions = RwSignal::new(PREEMPTIONS);
    let is_going_on = move || searching.searched.read().as_ref().is_some_and(|searched| !searched.is_over);
    let line = move || {
        let searched = searching.searched.read();
        let said = |it: &Searched| match it.kind {
            SearchKind::Schedules => text::found(&it.found, it.preemptions, it.is_over),
            SearchKind::Ties => text::found_among(text::ORDERS, &it.found, it.is_over),
            SearchKind::Seeds => text::found_among(text::SEEDS, &it.found, it.is_over),
        };
        searched.as_ref().map(said).unwrap_or_default()
    };
    let has_found = move || searching.searched.read().as_ref().is_some_and(|it| it.found.shortest.is_some());
    let toggle = move |_| {
        if untrack(is_going_on) {
            searching.stop_search();
        } else {
            searching.search(preemptions.get_untracked(), BOUND);
        }
    };
    let bound = move || searching.searched.read().as_ref().map_or(BOUND, |it| it.bound);
    let progress = move || searching.searched.read().as_ref().map_or(0, |it| it.found.schedules).to_string();
    view! {
        <div class="search">
            <div class="row">
                <button on:click=toggle prop:textContent=text_signal(move || match (is_going_on(), has_threads.get()) {
                    (true, _) => text::STOP,
                    (false, true) => text::SEARCH,
                    (false, false) => text::SEARCH_ORDERS,
                })></button>
                {view_signal(move || Some(match has_threads.get() {
                    true => view! {
                        <label>
                            <span>{text::PREEMPTIONS}</span>
                            <select aria-label=text::PREEMPTIONS on:change=move |event| {
                                preemptions.set(event_target_value(&event).parse().unwrap_or(PREEMPTIONS));
                                searching.forget();
                            }>
                                {(0..=MOST_PREEMPTIONS).map(|number| view! { <option value=number.to_string() selected=number == preemptions.get_untracked()>{number.to_string()}</option> }).collect_view()}
                            </select>
                        </label>
                    }.into_any(),
                    false => view! { <button on:click=move |_| searching.search_seeds(SEEDS)>{text::SEARCH_SEEDS}</button> }.into_any(),
                }))}
                {view_signal(move || is_going_on().then(|| view! { <progress max=bound().to_string() value=text_signal(progress) aria-label=text::SEARCH></progress> }))}
                {view_signal(move || has_found().then(|| view! { <button on:click=move |_| searching.open_shortest()>{text::SHOW}</button> }))}
            </div>
            <p role="status" inner_html=text_signal(move || words_html(&line()))></p>
        </div>
    }
}
