//! Narration for screen readers. Each event is announced once, when the cursor reaches it.

use leptos::prelude::*;

use super::{
    render::reactive::{effect, text_signal},
    state::{LogCursor, News, use_document, use_run},
    text::narration,
};

/// A visually hidden status with the events at the cursor. When the cursor goes back, the time is announced too.
#[component]
pub fn Narration() -> impl IntoView {
    let (document, run) = (use_document(), use_run());
    let announced = StoredValue::new(LogCursor::default());
    let text = RwSignal::new(String::new());
    effect(move || {
        let moment = run.moment.get();
        let plan = document.plan();
        run.with_log(|log| match announced.try_update_value(|announced| announced.advance(log, moment)) {
            None | Some(News::Events([])) => {}
            Some(News::Events(events)) => text.set(narration::events(&plan, events)),
            Some(News::Back(events)) => text.set(narration::events_back_at(moment, &plan, events)),
        });
    });
    view! { <p class="visually-hidden" role="status" aria-label=narration::NARRATION prop:textContent=text_signal(move || text.get())></p> }
}
