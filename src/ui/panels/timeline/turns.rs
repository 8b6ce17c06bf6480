//! The turns of the event loop: one token, since there is one thread. Counted by the executor itself, see [`Turn`].

use std::time::Duration;

use leptos::prelude::*;

use crate::{
    runtime::{History, Turn},
    ui::{
        render::{
            rendering::render_effect,
            vdom::{VElement, VNode, element},
        },
        state::{Run, use_run},
        text::{event_loop as text, timeline::EVENT_LOOP},
    },
};

/// Most waiting futures listed one by one.
const MAX_LISTED_FUTURES: usize = 8;

#[component]
pub fn Turns() -> impl IntoView {
    let run = use_run();
    let place = NodeRef::new();
    render_effect(place, move || draw(run));
    view! { <div class="turns" role="group" aria-label=EVENT_LOOP.name node_ref=place></div> }
}

fn draw(run: Run) -> Vec<VNode> {
    let (moment, history) = (run.moment.get(), run.history.read());
    // The turns of one time were served together, since their timers were due at that time.
    let (turns, counts) = run.with_log(|log| {
        let turns = log.turns_until(moment);
        let last = turns.last().map_or(moment, |turn| turn.t);
        let polls: u32 = turns.iter().map(|turn| turn.polls).sum();
        (turns[turns.partition_point(|turn| turn.t < last)..].to_vec(), [turns.len(), polls as usize])
    });
    let Some(last) = turns.last() else {
        return vec![element("p").attr("class", "thread").text(text::NO_TURNS).into()];
    };
    vec![thread(&history, &turns, last, counts).into(), waiting(&history, moment, last.timers as usize).into()]
}

/// The one thread: the steps that it polled in the last turns, and the counts so far.
fn thread(history: &History, turns: &[Turn], last: &Turn, [count, polls]: [usize; 2]) -> VElement {
    let latest = &turns[turns.len().saturating_sub(MAX_LISTED_FUTURES)..];
    let polled = latest.iter().map(|turn| match turn.woken {
        None => text::WHOLE_PROGRAM.to_string(),
        Some(execution) => history.plan().describe(execution.step),
    });
    let polled: Vec<_> = polled.collect();
    // Served turn by turn: each new one makes the token jump once.
    let token = element("span")
        .attr("class", "token")
        .attr("aria-hidden", "true")
        .attr("data-jump", if count.is_multiple_of(2) { "even" } else { "odd" });
    element("p")
        .attr("class", "thread")
        .child(token)
        .child(element("b").text(text::ONE_THREAD))
        .child(element("span").text(text::polled(last.t, &polled)))
        .child(element("small").text(text::counts(count - 1, polls)))
}

/// The futures that wait on a timer. `timers` is their number.
fn waiting(history: &History, moment: Duration, timers: usize) -> VElement {
    let chip = |text: String| element("li").text(text);
    let listed = history.flights_at(moment).take(MAX_LISTED_FUTURES).map(|flight| {
        let step = history.plan().describe(flight.execution.step);
        chip(text::waits_until(&step, flight.start + flight.latency))
    });
    let mut chips: Vec<VElement> = listed.collect();
    let others = timers.saturating_sub(chips.len());
    chips.extend((others > 0).then(|| chip(text::more(others))));
    match chips.is_empty() {
        true => element("p").text(text::NOTHING_WAITS),
        false => element("ul").attr("aria-label", text::WAITING).children(chips),
    }
}
