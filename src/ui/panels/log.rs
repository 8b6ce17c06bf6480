//! The event log panel: a list of events that opens from the bottom edge.

use leptos::{html::Div, prelude::*};

use crate::{
    runtime::{Event, EventKind, EventLog, Execution, Plan, Wait},
    ui::{
        render::{
            reactive::text_signal,
            rendering::render_effect,
            terms::words_html,
            vdom::{VElement, element},
            virtual_list::snap,
        },
        state::{Document, Run, use_document, use_run},
        text::{count, describe_hazard, log as text, page::EVENT_LOG, scheduler, seconds, step_with_data},
    },
};

/// The maximum number of events that are shown: those around the cursor.
const MAX_ROWS: usize = 400;
/// The shown events change in strides of this many, so that most moments change only a few rows.
const WINDOW_STRIDE: usize = 100;

/// The most waits of a stuck run that are named.
const MAX_WAITS: usize = 8;

/// The panel. Its rows are rendered only while it is open.
#[component]
pub fn LogPanel(open: RwSignal<bool>) -> impl IntoView {
    let (run, document) = (use_run(), use_document());
    let length = move || run.with_log(|log| log.events().len());
    let list = NodeRef::<Div>::new();
    render_effect(list, move || if open.get() { vec![draw(document, run).into()] } else { Vec::new() });
    view! {
        <section class="log" aria-label=EVENT_LOG>
            <h2>
                <button class="quiet" aria-expanded=text_signal(move || open.get().to_string()) on:click=move |_| open.update(|open| *open = !*open)>
                    {EVENT_LOG}
                    <small prop:textContent=text_signal(move || count(length(), "event"))></small>
                </button>
            </h2>
            <div class="events" data-open=text_signal(move || open.get().to_string())>
                <p class="empty" inner_html=text_signal(move || words_html(&note(length())))></p>
                <div node_ref=list></div>
            </div>
        </section>
    }
}

/// The text above the rows.
fn note(length: usize) -> String {
    match length {
        0 => text::NO_EVENTS.into(),
        1..=MAX_ROWS => String::new(),
        _ => text::events_around_cursor(length),
    }
}

/// The list of the events around the cursor. Those after it are marked as ahead.
fn draw(document: Document, run: Run) -> VElement {
    let (plan, moment) = (document.program.read().plan.clone(), run.moment.get());
    run.with_log(|log| {
        let events = log.events();
        let now = events.partition_point(|event| event.t <= moment);
        let first = snap(now.saturating_sub(MAX_ROWS - WINDOW_STRIDE), WINDOW_STRIDE);
        let shown = events[first..].iter().take(MAX_ROWS).zip(first..);
        let rows = shown.map(|(event, number)| row(&plan, event, log, number >= now));
        element("ol").attr("tabindex", "0").attr("aria-label", text::EVENTS).children(rows)
    })
}

fn row(plan: &Plan, event: &Event, log: &EventLog, is_ahead: bool) -> VElement {
    let (kind, reason) = match event.kind {
        EventKind::Hazard(hazard) => ("hazard", describe_hazard(hazard)),
        EventKind::Failed(failure) => ("failed", failure.to_string()),
        EventKind::Read(value) | EventKind::Written(value) => (event.kind.as_str(), value.to_string()),
        EventKind::Cancelled => ("cancelled", cancelled_by(plan, event)),
        EventKind::Settled(settled) => ("settled", settled.as_str().into()),
        EventKind::Stuck => ("stuck", stuck(plan, log)),
        EventKind::Switched => ("switched", event.on.map(text::goes_on).unwrap_or_default()),
        kind => (kind.as_str(), String::new()),
    };
    let reason = match event.on.filter(|_| event.kind != EventKind::Stuck) {
        Some(on) => text::on_thread(on.thread, &reason),
        None => reason,
    };
    let cell = |class, text| element("span").attr("class", class).text(text);
    element("li")
        .attr("data-kind", kind)
        .attr_bool("data-ahead", is_ahead)
        .child(element("time").text(seconds(event.t)))
        .child(cell("path", plan.path(event.step).to_string()))
        .child(cell("kind", kind.to_string()))
        .child(element("span").text(step_with_data(plan, event.step)))
        .child(cell("why", reason))
}

/// Names those who wait and those they wait for: threads, or the paths of their steps.
fn stuck(plan: &Plan, log: &EventLog) -> String {
    let who = |execution: Execution| match log.thread_of(execution) {
        Some(thread) => scheduler::thread(thread),
        None => plan.path(execution.step).to_string(),
    };
    let words = |wait: &Wait| text::waits(&who(wait.block), plan.name_of(wait.on), wait.held_by.map(who).as_deref());
    let shown: Vec<_> = log.waits().iter().take(MAX_WAITS).map(words).collect();
    shown.join("; ")
}

/// The step because of which another was cancelled; empty if the person cancelled, or if nothing could go on.
fn cancelled_by(plan: &Plan, event: &Event) -> String {
    event.woken_by.map(|by| text::because_of(&plan.describe(by.step))).unwrap_or_default()
}
