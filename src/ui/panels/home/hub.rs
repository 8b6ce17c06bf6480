//! The hub in the attic, and what stands beside it: a clock while a time limit runs, an hourglass while a retry waits.

use std::time::Duration;

use leptos::{prelude::*, svg::G};

use super::{drawings as draw, hub_state::HubState, letters::attempt_badge, motion::for_each_part, shown::Shown};
use crate::{
    runtime::StepId,
    ui::{
        render::{
            reactive::{effect, text_signal},
            rendering::Rendering,
            vdom::{VElement, VNode, svg_element},
        },
        text::ms,
    },
};

#[component]
pub fn Hub(shown: Shown, place: (i32, i32)) -> impl IntoView {
    let state = Memo::new(move |_| {
        let moment = shown.moment.get();
        shown.with_history(|history| HubState::at(history, moment))
    });
    let is_busy = move || {
        let moment = shown.moment.get();
        shown.with_history(|history| history.flights_at(moment).next().is_some())
    };
    // The face shows how the program stands at the cursor.
    let outcome = move || {
        let moment = shown.moment.get();
        shown.with_history(|history| history.step_at(StepId::ROOT, moment))
    };
    let beside: NodeRef<G> = NodeRef::new();
    let rendering = Rendering::new();
    effect(move || {
        let (Some(beside), state) = (beside.get(), state.get()) else { return };
        rendering.render(&beside, things(state).into_iter().map(VNode::Element).collect());
        set_cursor(&beside, shown.cursor.get_untracked());
    });
    effect(move || {
        let cursor = shown.cursor.get();
        if let Some(beside) = beside.get_untracked().filter(|_| untrack(|| has_moving_parts(state.get()))) {
            set_cursor(&beside, cursor);
        }
    });
    let (x, y) = place;
    view! {
        <g transform=format!("translate({x} {y})")>
            <g
                class="hub"
                data-state=text_signal(move || outcome().as_str())
                data-busy=text_signal(move || is_busy().to_string())
                data-racing=text_signal(move || state.get().is_racing.to_string())
                data-held=text_signal(move || state.get().is_held.to_string())
                data-cleaning=text_signal(move || state.get().is_cleaning.to_string())
                inner_html=draw::HUB
            ></g>
            <g node_ref=beside></g>
        </g>
    }
}

fn has_moving_parts(state: HubState) -> bool {
    state.deadline.is_some() || state.rang.is_some() || state.pause.is_some()
}

fn things(state: HubState) -> Vec<VElement> {
    let clock = state.deadline.map(|deadline| {
        svg_element("g")
            .attr("class", "clock")
            .attr_bool("data-rings", deadline.is_over)
            .attr("--start", ms(deadline.start))
            .attr("--latency", ms(deadline.limit))
            .inner_html(draw::CLOCK)
    });
    // Covers the clock of the next limit until it has rung.
    let rang = state.rang.map(|t| {
        svg_element("g")
            .attr("class", "clock")
            .attr("data-rings", "true")
            .attr("--start", ms(t))
            .attr("--latency", "0")
            .attr("--until", ms(t + super::endings::MAX_ENDING))
            .inner_html(draw::CLOCK)
    });
    let hourglass = state.pause.map(|pause| {
        svg_element("g")
            .attr("class", "hourglass")
            .attr("--start", ms(pause.start))
            .attr("--latency", ms(pause.length))
            .child(svg_element("g").inner_html(draw::HOURGLASS))
            .child(attempt_badge(pause.next_round))
    });
    clock.into_iter().chain(rang).chain(hourglass).collect()
}

fn set_cursor(beside: &leptos::web_sys::Element, cursor: Duration) {
    let now = ms(cursor);
    for_each_part(beside, ".timed", |part| _ = part.set_property("--now", &now));
}
