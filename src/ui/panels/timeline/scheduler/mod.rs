//! The scheduler: the settings of the threads model, what threads and cores did, a person's choices, and the search of schedules.

mod choices;
mod drawing;
mod races;
mod search;
mod settings;

use std::time::Duration;

use leptos::prelude::*;

use self::{choices::Choices, races::Races, search::SearchView, settings::Settings};
use crate::{
    runtime::{Model, Threads},
    ui::{
        render::{
            reactive::{text_signal, view_signal},
            rendering::render_effect,
            terms::words_html,
        },
        state::{Phase, use_document, use_run},
        text::scheduler as text,
    },
};

#[component]
pub fn Scheduler() -> impl IntoView {
    let (document, run) = (use_document(), use_run());
    let has_threads = Memo::new(move |_| document.has_threads());
    let [grid, lanes] = [(); 2].map(|()| NodeRef::new());
    let seen = move || (run.history.with(|history| history.plan().clone()), run.moment.get());
    render_effect(grid, move || {
        let (plan, moment) = seen();
        run.with_log(|log| drawing::grid(log, &plan, moment))
    });
    render_effect(lanes, move || {
        let is_choosing = run.phase.get() == Phase::Choosing;
        let is_secret = run.phase.get() == Phase::Idle && document.hides_outcome();
        let program = document.program.read();
        let (_, moment) = seen();
        let until = if is_choosing { moment } else { Duration::MAX };
        if is_secret { Vec::new() } else { drawing::lanes(&program.lanes, &program.plan, moment, until) }
    });
    let figures = move || {
        let program = document.program.read();
        if document.hides_outcome() { String::new() } else { text::figures(&program.cost) }
    };
    let run_with_threads = move |_| document.set_model(Model::Threads(Threads::default()));
    view! {
        <div class="scheduler" role="group" aria-label=text::SCHEDULER.name>
            <div class="parts">
                <Settings />
                <p class="figures" prop:textContent=text_signal(figures)></p>
                {view_signal(move || match has_threads.get() {
                    true => None,
                    false => Some(view! {
                        <div class="none">
                            <p inner_html=words_html(text::no_threads(document.model.read().word()))></p>
                            <button class="primary" on:click=run_with_threads>{text::RUN_WITH_THREADS}</button>
                        </div>
                        {(document.model.read().word() == Model::ASYNC.word()).then(|| view! { <SearchView /> })}
                    }),
                })}
                <div class="threads" data-shown=text_signal(move || has_threads.get().to_string())>
                    <div class="pictures">
                        <div class="grid" node_ref=grid></div>
                        <div class="lanes" node_ref=lanes></div>
                        {view_signal(move || has_threads.get().then(|| view! { <SearchView /> }))}
                    </div>
                    <Choices />
                </div>
                <Races />
            </div>
        </div>
    }
}
