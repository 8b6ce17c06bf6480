//! The program as nested blocks that light up as they run.

mod keys;
mod step;

use leptos::prelude::*;

use self::{keys::on_key, step::StepItem};
use super::{
    MOST_DRAWN,
    live::{live, live_view},
    session::use_session,
    words::{count, seconds},
};
use crate::runtime::StepId;

#[component]
pub fn ProgramPanel() -> impl IntoView {
    let session = use_session();
    view! {
        <section class="program" aria-label="Program">
            <h2>
                "Program"
                <small>{live(move || format!("{} predicted", seconds(session.prediction().end())))}</small>
            </h2>
            {live_view(move || {
                let plan = session.program.read().plan.clone();
                let focus = RwSignal::new(StepId::ROOT);
                let steps = plan.clone();
                Some(view! {
                    <ul class="tree" role="tree" aria-label="Program" on:keydown=move |event| on_key(&event, &steps, focus)>
                        <StepItem id=StepId::ROOT focus />
                    </ul>
                    {(plan.len() > MOST_DRAWN).then(|| view! {
                        <p class="empty">
                            {format!("Only the first {MOST_DRAWN} are drawn of {}. All of them run.", count(plan.len(), "step"))}
                        </p>
                    })}
                })
            })}
        </section>
    }
}

/// The id of the element that shows a step.
fn element_id(id: StepId) -> String {
    format!("step-{}", id.0)
}

/// The step that an element shows, from its id.
fn step_of(element_id: &str) -> Option<StepId> {
    element_id.strip_prefix("step-")?.parse().ok().map(StepId)
}
