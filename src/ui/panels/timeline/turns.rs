//! The turns of the event loop: one token, since there is one thread. Counted by the executor itself, see
//! [`Turn`](crate::runtime::Turn).

use leptos::prelude::*;

use crate::ui::{
    render::{
        render_effect::render_effect,
        vdom::{VElement, VNode, element},
    },
    state::{Run, use_run},
    text::{count, seconds},
};

/// Most waiting futures listed one by one.
const MAX_LISTED_FUTURES: usize = 8;

#[component]
pub fn Turns() -> impl IntoView {
    let run = use_run();
    let place = NodeRef::new();
    render_effect(place, move || draw(run));
    view! { <div class="turns" role="group" aria-label="Event loop" node_ref=place></div> }
}

fn draw(run: Run) -> Vec<VNode> {
    let (moment, history) = (run.moment.get(), run.history.read());
    let plan = history.plan().clone();
    let (turns, total) = run.with_log(|log| {
        let turns = log.turns_until(moment);
        // Turns served together, since their timers were due at one time.
        let now = turns.partition_point(|turn| turn.t < moment);
        (turns[now..].to_vec(), (turns.len(), turns.last().copied()))
    });
    let (so_far, Some(last)) = total else {
        let words = "One thread, and nothing to poll yet. Press Run, or Step.";
        return vec![element("p").attr("class", "thread").text(words).into()];
    };
    let polled = turns.iter().rev().take(MAX_LISTED_FUTURES).rev().map(|turn| match turn.woken {
        None => "the whole program, from its root".to_string(),
        Some(execution) => plan.describe(execution.step),
    });
    let polled: Vec<_> = polled.collect();
    let wakes = so_far - 1;
    // Served turn by turn: each new one makes the token jump once.
    let token = element("span")
        .attr("class", "token")
        .attr("aria-hidden", "true")
        .attr("data-jump", if so_far % 2 == 0 { "even" } else { "odd" });
    let now = element("p")
        .attr("class", "thread")
        .child(token)
        .child(element("b").text("One thread"))
        .child(element("span").text(format!("at {} polled {}", seconds(last.t), polled.join(", then "))))
        .child(element("small").text(format!(
            "{}, {} so far",
            count(wakes, "wake-up"),
            count(last.polls_so_far as usize, "poll")
        )));
    let waiting: Vec<_> = history.flights_at(moment).collect();
    let chip = |words: String| element("li").text(words);
    let mut chips: Vec<VElement> = waiting
        .iter()
        .take(MAX_LISTED_FUTURES)
        .map(|flight| {
            chip(format!("{} until {}", plan.describe(flight.execution.step), seconds(flight.start + flight.latency)))
        })
        .collect();
    let others = (last.timers as usize).saturating_sub(chips.len());
    chips.extend((others > 0).then(|| chip(format!("{others} more"))));
    let rest = match chips.is_empty() {
        true => element("p").text("Nothing is left to wait for."),
        false => element("ul").attr("aria-label", "Waiting on a timer").children(chips),
    };
    vec![now.into(), rest.into()]
}
