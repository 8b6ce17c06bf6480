//! The tasks, futures, promises and locks of a program at the cursor, with arrows from those who make them and from those who
//! wait. Beside it what other languages do with the line that makes one.

mod drawing;
mod laziness;
mod rows;

use leptos::{ev::MouseEvent, prelude::*, web_sys::Element};

use self::rows::Rows;
use crate::ui::{
    render::{
        ids::{step_of_ticket, ticket_id},
        pointed::mark_pointed,
        reactive::effect,
        rendering::render_effect,
        terms::words_html,
    },
    state::{use_document, use_run},
    text::futures as text,
};

#[component]
pub fn Futures() -> impl IntoView {
    let (document, run) = (use_document(), use_run());
    let rows = Memo::new(move |_| {
        let moment = run.moment.get();
        run.history.with(|history| Rows::at(history, moment))
    });
    let [things, figure] = [(); 2].map(|()| NodeRef::new());
    render_effect(things, move || rows.with(|rows| drawing::draw(rows, &document.plan())));
    render_effect(figure, laziness::draw);
    effect(move || {
        document.pointed.track();
        let Some(things) = things.get() else { return };
        let pointed = document.pointed.get_untracked();
        rows.with(|rows| {
            let ids = rows
                .executions()
                .filter(|execution| pointed.contains(&execution.step))
                .flat_map(|execution| drawing::PLACES.map(|place| ticket_id(place, execution)));
            mark_pointed(&things, ids);
        });
    });
    let on_over = move |event: MouseEvent| {
        let ticket = event_target::<Element>(&event).closest("[id^=ticket]").ok().flatten();
        document.point_at(ticket.and_then(|ticket| step_of_ticket(&ticket.id())));
    };
    view! {
        <div class="futures-view" role="group" aria-label=text::FUTURES.name on:mouseover=on_over on:mouseleave=move |_| document.point_at(None)>
            <div class="things">
                <small inner_html=words_html(text::PLACES)></small>
                <div node_ref=things></div>
            </div>
            <div class="laziness">
                <small inner_html=words_html(text::LAZINESS)></small>
                <div node_ref=figure></div>
            </div>
        </div>
    }
}
