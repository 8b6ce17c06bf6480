use leptos::prelude::*;

use super::{super::ticket::ticket, view::LoopView};
use crate::{
    runtime::{FutureState, LoopState, Plan, PolledFuture},
    ui::{
        render::{
            icons,
            ids::ticket_id,
            terms::with_words,
            vdom::{VElement, VNode, element},
        },
        text::{
            event_loop::{self as text, Place},
            ms,
        },
    },
};

/// The most tickets in the ready queue and on the thread, and the most timers.
const MAX_IN_PLACE: usize = 6;

/// The places that show tickets: parts of the tickets' ids.
const PLACES: [&str; 4] = [QUEUE, THREAD, TIMER, FUTURE];
const QUEUE: &str = "queue";
const THREAD: &str = "thread";
const TIMER: &str = "timer";
const FUTURE: &str = "future";

pub fn queue_and_thread(view: LoopView) -> Vec<VNode> {
    let (state, plan) = (view.state.read(), view.plan());
    let tickets = state.ready.iter().take(MAX_IN_PLACE).map(|&task| ticket(&plan, QUEUE, task, "woken", ""));
    let queue = list(tickets.collect(), state.ready_count, text::EMPTY);
    let thread = match &state.thread[..] {
        [] => match state.holder {
            Some(holder) => chain(&plan, &[PolledFuture { execution: holder, state: FutureState::Polling, level: 0 }]),
            None => vec![asleep(&state)],
        },
        polled => chain(&plan, polled),
    };
    vec![place("place queue", text::READY_QUEUE, queue).into(), place("place thread", text::THREAD, thread).into()]
}

/// The timers, with the time that is left at the cursor.
pub fn timers(view: LoopView) -> Vec<VNode> {
    let (state, plan) = (view.state.read(), view.plan());
    let now = if state.place.is_rest { view.run.cursor.get() } else { state.place.t };
    let timer = |execution, kind, note| ticket(&plan, TIMER, execution, kind, note);
    let fired = state.fired.map(|fired| timer(fired, "fired", text::FIRED.to_string()));
    let dropped = state.dropped.iter().map(|&dropped| timer(dropped, "cancelled", text::DROPPED.to_string()));
    let armed = state.timers.iter().map(|armed| {
        let bar = element("i")
            .attr("--now", ms(now))
            .attr("--start", ms(armed.armed))
            .attr("--latency", ms(armed.deadline.saturating_sub(armed.armed)));
        timer(armed.execution, "armed", text::left(armed.deadline.saturating_sub(now))).child(bar)
    });
    let count = state.timer_count + usize::from(state.fired.is_some()) + state.dropped_timers;
    let tickets: Vec<_> = fired.into_iter().chain(dropped).chain(armed).take(MAX_IN_PLACE).collect();
    let mut nodes = vec![heading(text::TIMERS).into()];
    nodes.extend(list(tickets, count, text::EMPTY).into_iter().map(VNode::from));
    nodes
}

pub fn futures(view: LoopView) -> Vec<VNode> {
    let (state, plan) = (view.state.read(), view.plan());
    // The newest come first: the sheet lays them out from right to left.
    let tickets = state
        .futures
        .iter()
        .rev()
        .map(|it| ticket(&plan, FUTURE, it.execution, it.state.as_str(), text::state_of(it.state, it.polls)));
    let mut nodes = vec![heading(text::FUTURES).into()];
    nodes.extend(list(tickets.collect(), state.future_count, text::NONE_YET).into_iter().map(VNode::from));
    nodes
}

/// The ids of the tickets of the steps that a person points at.
pub fn pointed_tickets(view: LoopView) -> Vec<String> {
    let pointed = view.document.pointed.get_untracked();
    let executions = view.state.with_untracked(|state| {
        state
            .futures
            .iter()
            .map(|seen| seen.execution)
            .filter(|execution| pointed.contains(&execution.step))
            .collect::<Vec<_>>()
    });
    executions.iter().flat_map(|&execution| PLACES.map(|place| ticket_id(place, execution))).collect()
}

fn place(class: &'static str, place: Place, content: Vec<VElement>) -> VElement {
    element("div")
        .attr("class", class)
        .attr("role", "group")
        .attr("aria-label", place.name)
        .child(heading(place))
        .children(content)
}

fn heading(place: Place) -> VElement {
    with_words(element("small"), place.heading)
}

/// The thread while it polls nothing.
fn asleep(state: &LoopState) -> VElement {
    let is_over = state.timer_count == 0;
    let moon = element("span").attr("aria-hidden", "true").inner_html(icons::MOON);
    let word = element("span").text(if is_over { text::EMPTY } else { text::ASLEEP });
    element("p").attr("class", "asleep").children((!is_over).then_some(moon)).child(word)
}

/// The futures that are polled, each inside the one before it, or after it.
fn chain(plan: &Plan, polled: &[PolledFuture]) -> Vec<VElement> {
    let left_out = polled.len().saturating_sub(MAX_IN_PLACE);
    let shown = polled.iter().enumerate().filter(|(number, _)| *number == 0 || *number > left_out);
    let tickets = shown.map(|(number, future)| {
        let is_inside = number > 0 && future.level > polled[number - 1].level;
        ticket(plan, THREAD, future.execution, future.state.as_str(), future.state.as_str())
            .attr_bool("data-inside", is_inside)
            .attr_bool("data-first", number == 0)
    });
    list(tickets.collect(), polled.len(), text::EMPTY)
}

/// Tickets in a list, and how many more there are; or the word for none.
fn list(tickets: Vec<VElement>, count: usize, none: &'static str) -> Vec<VElement> {
    if tickets.is_empty() {
        return vec![element("p").attr("class", "none").text(none)];
    }
    let others = count - tickets.len().min(count);
    let more = (others > 0).then(|| element("li").attr("class", "others").text(text::more(others)));
    vec![element("ol").children(tickets).children(more)]
}
