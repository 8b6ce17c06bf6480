//! The locks of a program: keys on hooks in the attic, beside the hub. Who holds a lock has taken its key.

use std::time::Duration;

use leptos::{ev::MouseEvent, prelude::*, svg::G, web_sys::Element};

use super::{drawings as draw, shown::Shown};
use crate::{
    program::Lock,
    runtime::{History, LockId, StepId},
    ui::{
        render::{
            reactive::effect,
            rendering::Rendering,
            vdom::{VElement, VNode, svg_element},
        },
        state::use_document,
        text::home as text,
    },
};

/// The places of the hooks, as distances from the middle of the hub.
pub const PLACES: [i32; 4] = [-92, 92, -140, 140];
/// The place of the number of locks without a hook, from the middle of the hub.
const MORE_PLACE: (i32, i32) = (178, -10);
/// The y of the hooks, from the middle of the hub.
pub const HOOK_Y: i32 = -44;
/// The number of those who wait that are drawn one by one.
const MAX_WAITING: usize = 4;

/// A key at the cursor.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Key {
    lock: String,
    permits: usize,
    held: usize,
    waiting: usize,
    /// The steps that hold it, and then those that wait.
    steps: Vec<StepId>,
}

/// The keys of the first locks of the program.
#[component]
pub fn Keys(shown: Shown, place: (i32, i32)) -> impl IntoView {
    let keys = Memo::new(move |_| {
        let moment = shown.moment.get();
        shown.with_history(|history| keys(history, moment))
    });
    let not_drawn = Memo::new(move |_| {
        let count = shown.with_history(|history| history.plan().locks.len());
        count.saturating_sub(PLACES.len())
    });
    let hooks: NodeRef<G> = NodeRef::new();
    let rendering = Rendering::new();
    effect(move || {
        let Some(hooks) = hooks.get() else { return };
        let hook = |(number, (key, x))| VNode::Element(hook(key, x).attr("data-key", format!("{number}")));
        let keys = keys.read();
        let drawn = keys.iter().zip(PLACES).enumerate().map(hook);
        let more = Some(not_drawn.get()).filter(|&count| count > 0).map(|count| VNode::Element(more(count)));
        rendering.render(&hooks, drawn.chain(more).collect());
    });
    let (x, y) = place;
    // Pointing at a key shows who holds its lock and who waits for it, in all panels.
    let document = use_document();
    let point = move |event: MouseEvent| {
        let key = event_target::<Element>(&event).closest("[data-key]").ok().flatten();
        let number = key.and_then(|key| key.get_attribute("data-key")?.parse::<usize>().ok());
        let steps = number.and_then(|number| keys.with_untracked(|keys| Some(keys.get(number)?.steps.clone())));
        document.point_at(steps.unwrap_or_default());
    };
    let place = format!("translate({x} {y})");
    match shown.is_present {
        true => view! { <g transform=place node_ref=hooks on:mouseover=point on:mouseleave=move |_| document.point_at(None)></g> }.into_any(),
        false => view! { <g transform=place node_ref=hooks></g> }.into_any(),
    }
}

fn keys(history: &History, moment: Duration) -> Vec<Key> {
    let locks = history.plan().locks.iter().zip(0..).take(PLACES.len());
    let key = |(lock, number): (&Lock, u32)| {
        let state = history.lock_at(LockId(number), moment);
        Key {
            lock: lock.name.to_string(),
            permits: lock.permits as usize,
            held: state.holders.len(),
            waiting: state.waiting.len(),
            steps: state.holders.iter().chain(&state.waiting).map(|execution| execution.step).collect(),
        }
    };
    locks.map(key).collect()
}

fn hook(key: &Key, x: i32) -> VElement {
    let free = key.permits - key.held.min(key.permits);
    let count =
        (key.permits > 1).then(|| svg_element("text").attr("class", "count").attr("y", "14").text(format!("×{free}")));
    svg_element("g")
        .attr("class", "key")
        .attr("role", "img")
        .attr("aria-label", text::lock(&key.lock, key.permits, key.held, key.waiting))
        .attr("transform", format!("translate({x} {HOOK_Y})"))
        .attr_bool("data-free", free > 0)
        .child(svg_element("g").inner_html(draw::KEY))
        .children(count)
        .child(plate(&key.lock))
        .children(waiting_dots(key.waiting))
}

/// The name below a key or a ticket.
pub fn plate(name: &str) -> VElement {
    svg_element("text").attr("class", "plate").attr("y", "50").text(text::plate(name))
}

/// A dot for each who waits, below the name, as in a queue.
pub fn waiting_dots(waiting: usize) -> impl Iterator<Item = VElement> {
    let count = waiting.min(MAX_WAITING) as i32;
    (0..count).map(move |number| {
        let x = (10 * number - 5 * (count - 1)).to_string();
        svg_element("circle").attr("class", "waits").attr("r", "3.4").attr("cx", x).attr("cy", "60")
    })
}

/// Says how many locks have no hook.
fn more(count: usize) -> VElement {
    let (x, y) = MORE_PLACE;
    svg_element("g")
        .attr("class", "key")
        .attr("role", "img")
        .attr("aria-label", text::more_locks(count))
        .attr("transform", format!("translate({x} {y})"))
        .child(svg_element("text").attr("class", "plate").text(format!("+{count}")))
}
