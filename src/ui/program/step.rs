use std::time::Duration;

use leptos::{attr::custom::custom_attribute, prelude::*};

use super::{MOST_DRAWN, element_id};
use crate::{
    home::DeviceKind,
    program::BlockKind,
    runtime::{Plan, StepId, StepState, Work},
    ui::{
        icons,
        live::{live, live_view},
        session::use_session,
        words::{latency, ms, step_name},
    },
};

/// A step with all that is inside it.
#[component]
pub fn StepItem(id: StepId, focus: RwSignal<StepId>) -> impl IntoView {
    let session = use_session();
    let plan = session.plan();
    let span = Memo::new(move |_| session.history.read().span_until(id, session.moment.get()));
    let state = move || span.get().state();
    let start = move || span.get().start.map_or(String::new(), ms);
    // Set only while the step runs, so that frames cost nothing for the others.
    let cursor = move || match state() {
        StepState::Running => ms(session.cursor.get()),
        _ => String::new(),
    };
    let hazard = move || span.get().hazard;
    let took = match &plan.step(id).work {
        Work::Message { latency, .. } | Work::Delay(latency) => *latency,
        Work::Misaddressed { .. } => Duration::ZERO,
        Work::Block(_) => session.prediction().span(id).duration(),
    };
    let children: Vec<_> = plan.children(id).take_while(|child| child.index() < MOST_DRAWN).collect();
    let expanded = (!children.is_empty()).then_some("true");
    let is_block = matches!(plan.step(id).work, Work::Block(_));
    view! {
        <li
            id=element_id(id)
            role="treeitem"
            aria-label=step_name(&plan, id)
            {..custom_attribute("aria-level", (plan.step(id).depth + 1).to_string())}
            aria-expanded=expanded
            aria-description=live(move || describe(state(), hazard().is_some()))
            tabindex=live(move || if focus.get() == id { "0" } else { "-1" })
            class=shape(&plan, id)
            data-device=kind(&plan, id).map(DeviceKind::as_str)
            data-state=live(move || state().as_str())
            data-hazard=live(move || hazard().is_some().to_string())
            on:focus=move |_| focus.set(id)
            style=("--start", live(start))
            style=("--latency", ms(took))
            style=("--cursor", live(cursor))
        >
            <span class="face">
                <span class="icon" inner_html=icon(&plan, id)></span>
                <span class="words">{words(&plan, id)}</span>
                <span class="latency">{latency(took)}</span>
                {live_view(move || hazard().map(|hazard| view! { <span class="why">{hazard.to_string()}</span> }))}
            </span>
            {is_block.then(|| view! {
                <ul role="group">
                    {children.into_iter().map(|id| view! { <StepItem id focus /> }).collect_view()}
                </ul>
            })}
        </li>
    }
    .into_any()
}

fn describe(state: StepState, hazardous: bool) -> String {
    let state = state.as_str();
    if hazardous { format!("{state}, hazard") } else { state.to_string() }
}

fn kind(plan: &Plan, id: StepId) -> Option<DeviceKind> {
    match plan.step(id).work {
        Work::Message { device, .. } => Some(plan.device(device).kind),
        _ => None,
    }
}

fn shape(plan: &Plan, id: StepId) -> &'static str {
    match plan.step(id).work {
        Work::Block(BlockKind::Sequence) => "step block sequence",
        Work::Block(BlockKind::Parallel) => "step block parallel",
        _ => "step leaf",
    }
}

fn icon(plan: &Plan, id: StepId) -> &'static str {
    match kind(plan, id) {
        Some(DeviceKind::Light) => icons::LIGHT,
        Some(DeviceKind::Speaker) => icons::SPEAKER,
        Some(DeviceKind::Toilet) => icons::TOILET,
        None if matches!(plan.step(id).work, Work::Delay(_)) => icons::CLOCK,
        None => "",
    }
}

/// The step as its face shows it: the device, what it is told, and with what.
fn words(plan: &Plan, id: StepId) -> impl IntoView + use<> {
    let (first, then) = match &plan.step(id).work {
        Work::Message { device, action, .. } => (plan.device(*device).name.to_string(), Some(action.name().words())),
        Work::Misaddressed { name, action } => (name.to_string(), Some(action.name().words())),
        Work::Delay(_) | Work::Block(_) => (plan.words(id), None),
    };
    let data = plan.step(id).work.data().map(|data| view! { <q>{data.to_string()}</q> });
    view! {
        <b>{first}</b>
        {then.map(|then| view! { <span>{then}</span> })}
        {data}
    }
}
