use leptos::{html::Div, prelude::*};

use super::{
    live::live,
    mural::keep_drawn,
    session::{Session, use_session},
    sketch::{Shape, shape},
    words::{count, seconds},
};
use crate::runtime::{Event, EventKind, Plan};

/// How many events the panel shows at most: those around the cursor.
const SHOWN: usize = 400;
/// They move on by so many at once: between two moments a few rows change, and not all.
const STRIDE: usize = 100;

/// The event log as text, opening from the bottom edge.
#[component]
pub fn LogPanel(open: RwSignal<bool>) -> impl IntoView {
    let session = use_session();
    let length = move || session.with_log(|log| log.events().len());
    let list = NodeRef::<Div>::new();
    keep_drawn(list, move || if open.get() { vec![draw(session).into()] } else { Vec::new() });
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
                <div node_ref=list></div>
            </div>
        </section>
    }
}

/// What to say above the rows.
fn note(length: usize) -> String {
    match length {
        0 => "Nothing has happened yet. Each start and end of a step will be written down here.".into(),
        1..=SHOWN => String::new(),
        _ => format!("Of {length} events, those around the cursor:"),
    }
}

/// The events around the cursor. What is after it is there, but has not happened yet.
fn draw(session: Session) -> Shape {
    let (plan, moment) = (session.program.read().plan.clone(), session.moment.get());
    session.with_log(|log| {
        let events = log.events();
        let now = events.partition_point(|event| event.t <= moment);
        let first = now.saturating_sub(SHOWN - STRIDE) / STRIDE * STRIDE;
        let shown = events[first..].iter().take(SHOWN).zip(first..);
        let rows = shown.map(|(event, number)| row(&plan, event, number >= now));
        shape("ol").with("tabindex", "0").with("aria-label", "Events").pieces(rows)
    })
}

fn row(plan: &Plan, event: &Event, is_ahead: bool) -> Shape {
    let (kind, why) = match event.kind {
        EventKind::Hazard(hazard) => ("hazard", hazard.to_string()),
        EventKind::Failed(failure) => ("failed", failure.to_string()),
        kind => (kind.as_str(), String::new()),
    };
    let data = plan.step(event.step).work.data().map(|data| format!(" “{data}”")).unwrap_or_default();
    let cell = |class, words| shape("span").with("class", class).text(words);
    shape("li")
        .with("data-kind", kind)
        .with_bool("data-ahead", is_ahead)
        .piece(shape("time").text(seconds(event.t)))
        .piece(cell("path", plan.path(event.step).to_string()))
        .piece(cell("kind", kind.to_string()))
        .piece(shape("span").text(plan.describe(event.step) + &data))
        .piece(cell("why", why))
}
