//! The tasks, futures and promises of a program: tickets beside the hub, each with how far it has come.

use std::time::Duration;

use leptos::{ev::MouseEvent, prelude::*, svg::G, web_sys::Element};

use super::{
    drawings as draw,
    keys::{HOOK_Y, PLACES, plate, waiting_dots},
    shown::Shown,
};
use crate::{
    runtime::{History, NameId, NamedProgress, StepId},
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

/// A ticket at the cursor.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Ticket {
    name: String,
    progress: NamedProgress,
    waiting: usize,
    /// The step that has made it, and those that await it.
    steps: Vec<StepId>,
}

/// The tickets for the first names of the program, in the places that its locks leave.
#[component]
pub fn Tickets(shown: Shown, place: (i32, i32)) -> impl IntoView {
    let tickets = Memo::new(move |_| {
        let moment = shown.moment.get();
        shown.with_history(|history| tickets(history, moment))
    });
    let first = Memo::new(move |_| shown.with_history(|history| history.plan().locks.len().min(PLACES.len())));
    let group: NodeRef<G> = NodeRef::new();
    let rendering = Rendering::new();
    effect(move || {
        let Some(group) = group.get() else { return };
        let places = &PLACES[first.get()..];
        let draw = |(number, (ticket, &x)): (usize, (&Ticket, &i32))| {
            VNode::Element(draw(ticket, x).attr("data-ticket", number.to_string()))
        };
        rendering.render(&group, tickets.read().iter().zip(places).enumerate().map(draw).collect());
    });
    let (x, y) = place;
    // Pointing at a ticket shows what has made it and who awaits it, in all panels.
    let document = use_document();
    let point = move |event: MouseEvent| {
        let ticket = event_target::<Element>(&event).closest("[data-ticket]").ok().flatten();
        let number = ticket.and_then(|ticket| ticket.get_attribute("data-ticket")?.parse::<usize>().ok());
        let steps = number.and_then(|number| tickets.with_untracked(|all| Some(all.get(number)?.steps.clone())));
        if shown.is_present {
            document.point_at(steps.unwrap_or_default());
        }
    };
    view! {
        <g
            transform=format!("translate({x} {y})")
            node_ref=group
            on:mouseover=point
            on:mouseleave=move |_| if shown.is_present { document.point_at(None) }
        ></g>
    }
}

fn tickets(history: &History, moment: Duration) -> Vec<Ticket> {
    let names = history.plan().names.iter().zip(0..).take(PLACES.len());
    let ticket = |(name, number): (&std::sync::Arc<str>, u32)| {
        let state = history.named_at(NameId(number), moment);
        Ticket {
            name: name.to_string(),
            progress: state.progress,
            waiting: state.waiting.len(),
            steps: state.maker.iter().chain(&state.waiting).map(|execution| execution.step).collect(),
        }
    };
    names.map(ticket).collect()
}

fn draw(ticket: &Ticket, x: i32) -> VElement {
    svg_element("g")
        .attr("class", "key ticket-of-name")
        .attr("role", "img")
        .attr("aria-label", text::ticket(&ticket.name, ticket.progress, ticket.waiting))
        .attr("transform", format!("translate({x} {HOOK_Y})"))
        .attr("data-progress", ticket.progress.as_str())
        .child(svg_element("g").inner_html(draw::TICKET))
        .child(plate(&ticket.name))
        .children(waiting_dots(ticket.waiting))
}
