use leptos::prelude::*;

use super::{
    live::live,
    session::use_session,
    words::{count, seconds},
};
use crate::runtime::{Event, EventKind, Plan};

/// How many events the panel shows: those around the cursor.
const SHOWN: usize = 400;

/// The event log as text, opening from the bottom edge.
#[component]
pub fn LogPanel(open: RwSignal<bool>) -> impl IntoView {
    let session = use_session();
    let length = move || session.with_log(|log| log.events().len());
    let rows = move || {
        if !open.get() {
            return Vec::new();
        }
        let (plan, moment) = (session.program.read().plan.clone(), session.moment.get());
        session.with_log(|log| {
            // What is after the cursor is there, but has not happened yet.
            let events = log.events();
            let now = events.partition_point(|event| event.t <= moment);
            let first = now.saturating_sub(SHOWN);
            let shown = events[first..].iter().take(SHOWN).zip(first..);
            shown.map(|(event, number)| row(&plan, event, number >= now)).collect()
        })
    };
    view! {
        <section class="log" aria-label="Event log">
            <h2>
                <button class="quiet" aria-expanded=live(move || open.get().to_string()) on:click=move |_| open.update(|open| *open = !*open)>
                    "Event log"
                    <small>{live(move || count(length(), "event"))}</small>
                </button>
            </h2>
            <div class="events" data-open=live(move || open.get().to_string())>
                <p class="empty">{live(move || note(length()))}</p>
                <ol tabindex="0" aria-label="Events">{rows}</ol>
            </div>
        </section>
    }
}

/// What to say above the rows.
fn note(length: usize) -> String {
    match length {
        0 => "Nothing has happened yet. Each start and end of a step will be written down here.".into(),
        1..=SHOWN => String::new(),
        _ => format!("Of {length} events, {SHOWN} up to the cursor:"),
    }
}

fn row(plan: &Plan, event: &Event, is_ahead: bool) -> impl IntoView + use<> {
    let (kind, why) = match event.kind {
        EventKind::Hazard(hazard) => ("hazard", hazard.to_string()),
        EventKind::Failed(failure) => ("failed", failure.to_string()),
        kind => (kind.as_str(), String::new()),
    };
    let data = plan.step(event.step).work.data().map(|data| format!(" “{data}”")).unwrap_or_default();
    view! {
        <li data-kind=kind data-ahead=is_ahead.to_string()>
            <time>{seconds(event.t)}</time>
            <span class="path">{plan.path(event.step).to_string()}</span>
            <span class="kind">{kind}</span>
            <span>{plan.words(event.step)}{data}</span>
            <span class="why">{why}</span>
        </li>
    }
}
