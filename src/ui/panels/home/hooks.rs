//! The hooks in the attic, beside the hub: keys for the locks of a program, tickets for its tasks, futures and promises, and
//! slates for its numbers.

use leptos::{ev::MouseEvent, prelude::*, svg::G, web_sys::Element};

use super::{keys::Key, numbers::Slate, ring, shown::Shown, tickets::Ticket};
use crate::{
    runtime::StepId,
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

/// The places of the hooks, as distances from the middle of the hub: beside it, and beside the people of a run with threads.
const PLACES: [i32; 4] = [-92, 92, -140, 140];
const PLACES_BESIDE_PEOPLE: [i32; 4] = [-124, 124, -170, 170];
/// The y of the hooks, from the middle of the hub.
const HOOK_Y: i32 = -44;
/// The place of the number of those without a hook, from the middle of the hub.
const MORE_PLACE: (i32, i32) = (178, -10);

/// A key, a ticket or a slate at the cursor.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Hung {
    Key(Key),
    Ticket(Ticket),
    Slate(Slate),
}

impl Hung {
    /// The steps that hold or have made it, and then those that wait for it.
    fn steps(&self) -> &[StepId] {
        match self {
            Self::Key(key) => &key.steps,
            Self::Ticket(ticket) => &ticket.steps,
            Self::Slate(slate) => &slate.steps,
        }
    }

    fn draw(&self) -> VElement {
        match self {
            Self::Key(key) => key.draw(),
            Self::Ticket(ticket) => ticket.draw(),
            Self::Slate(slate) => slate.draw(),
        }
    }
}

/// The keys and tickets for which there are hooks, and the number of the others.
#[component]
pub fn Hooks(shown: Shown, place: (i32, i32)) -> impl IntoView {
    let hung = Memo::new(move |_| {
        let moment = shown.moment.get();
        shown.with_history(|history| {
            let keys = Key::all(history, moment).map(Hung::Key);
            let tickets = Ticket::all(history, moment).map(Hung::Ticket);
            let slates = Slate::all(history, moment).map(Hung::Slate);
            keys.chain(tickets).chain(slates).take(PLACES.len()).collect::<Vec<_>>()
        })
    });
    let not_drawn = Memo::new(move |_| {
        let counts = shown.with_history(|history| {
            let plan = history.plan();
            [plan.locks.len(), plan.names.len(), plan.numbers.len()]
        });
        let mut hooks_left = PLACES.len();
        counts.map(|count| {
            let hung = count.min(hooks_left);
            hooks_left -= hung;
            count - hung
        })
    });
    let ring = Memo::new(move |_| {
        let moment = shown.moment.get();
        shown.with_history(|history| ring::arrows(history, moment, PLACES.len()))
    });
    let hooks: NodeRef<G> = NodeRef::new();
    let rendering = Rendering::new();
    effect(move || {
        let Some(hooks) = hooks.get() else { return };
        let hook = |(number, (hung, x)): (usize, (&Hung, i32))| {
            let place = format!("translate({x} {HOOK_Y})");
            VNode::Element(hung.draw().attr("transform", place).attr("data-hook", number.to_string()))
        };
        let hung = hung.read();
        let has_people = shown.with_history(|history| history.plan().threads().is_some());
        let places = if has_people { PLACES_BESIDE_PEOPLE } else { PLACES };
        let drawn = hung.iter().zip(places).enumerate().map(hook);
        let place = |hook: usize| f64::from(places[hook]);
        let ring = ring.read();
        let arrows = ring.iter().map(|arrow| arrow.draw(place(arrow.from), place(arrow.to), f64::from(HOOK_Y)).into());
        let more = Some(not_drawn.get()).filter(|more| more.iter().sum::<usize>() > 0);
        rendering.render(&hooks, drawn.chain(arrows).chain(more.map(|more| VNode::Element(draw_more(more)))).collect());
    });
    let (x, y) = place;
    // Pointing at a hook shows who holds what is there and who waits for it, in all panels.
    let document = use_document();
    let point = move |event: MouseEvent| {
        let hook = event_target::<Element>(&event).closest("[data-hook]").ok().flatten();
        let number = hook.and_then(|hook| hook.get_attribute("data-hook")?.parse::<usize>().ok());
        let steps = number.and_then(|number| hung.with_untracked(|hung| Some(hung.get(number)?.steps().to_vec())));
        document.point_at(steps.unwrap_or_default());
    };
    let place = format!("translate({x} {y})");
    match shown.is_present {
        true => view! { <g transform=place node_ref=hooks on:mouseover=point on:mouseleave=move |_| document.point_at(None)></g> }.into_any(),
        false => view! { <g transform=place node_ref=hooks></g> }.into_any(),
    }
}

/// Says how many locks, tickets and numbers have no hook.
fn draw_more(more: [usize; 3]) -> VElement {
    let (x, y) = MORE_PLACE;
    svg_element("g")
        .attr("class", "key")
        .attr("role", "img")
        .attr("aria-label", text::not_drawn(more))
        .attr("transform", format!("translate({x} {y})"))
        .child(svg_element("text").attr("class", "plate").text(format!("+{}", more.iter().sum::<usize>())))
}
