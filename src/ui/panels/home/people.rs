//! Threads as people in the attic. A core is a chair at the hub: who has it sits there, who could go on raises a hand, and who
//! waits has an hourglass. What they have read and not written is a note in the hand.

use leptos::{prelude::*, svg::G};

use super::{drawings as draw, shown::Shown};
use crate::{
    runtime::{ThreadAt, ThreadState},
    ui::{
        render::{
            reactive::effect,
            rendering::Rendering,
            vdom::{VElement, VNode, svg_element},
        },
        text::home as text,
    },
};

/// The largest number of people on each side of the hub, and the distance from one to the next.
const MAX_BESIDE: usize = 4;
const STEP: i32 = 42;
/// The place of the first beside the hub, and the floor of the attic, from the middle of the hub.
const FIRST_X: i32 = 46;
const FLOOR_Y: i32 = 25;

#[component]
pub fn People(shown: Shown, place: (i32, i32)) -> impl IntoView {
    let people = Memo::new(move |_| {
        let moment = shown.moment.get();
        shown.with_history(|history| history.threads_at(moment))
    });
    let group: NodeRef<G> = NodeRef::new();
    let rendering = Rendering::new();
    effect(move || {
        if let Some(group) = group.get() {
            rendering.render(&group, people.with(|people| draw_all(people)));
        }
    });
    let (x, y) = place;
    view! { <g class="people" transform=format!("translate({x} {y})") node_ref=group></g> }
}

fn draw_all(people: &[ThreadAt]) -> Vec<VNode> {
    let has_core = |person: &&ThreadAt| matches!(person.state, ThreadState::Running(_));
    let running: Vec<&ThreadAt> = people.iter().filter(has_core).take(MAX_BESIDE).collect();
    let middle = (running.len() as i32 - 1) * STEP / 2;
    let on_chairs = running.iter().zip(0..).map(|(person, number)| draw_person(person, number * STEP - middle));
    let mut drawn: Vec<VElement> = on_chairs.collect();
    for (side, wanted) in [(-1, ThreadState::Runnable), (1, ThreadState::Waiting)] {
        let those = || people.iter().filter(move |person| person.state == wanted);
        let beside = those().take(MAX_BESIDE).zip(0..);
        drawn.extend(beside.map(|(person, number)| draw_person(person, side * (FIRST_X + middle + number * STEP))));
        let more = those().count().saturating_sub(MAX_BESIDE);
        if more > 0 {
            let x = side * (FIRST_X + middle + MAX_BESIDE as i32 * STEP);
            let place = format!("translate({x} {FLOOR_Y})");
            drawn.push(
                svg_element("text").attr("class", "crowd").attr("transform", place).text(text::more_people(more)),
            );
        }
    }
    drawn.into_iter().map(VNode::Element).collect()
}

fn draw_person(person: &ThreadAt, x: i32) -> VElement {
    let state = match person.state {
        ThreadState::Running(_) => "running",
        ThreadState::Runnable => "runnable",
        ThreadState::Waiting | ThreadState::Ended => "waiting",
    };
    let note = person.note.map(|read| {
        let paper = svg_element("rect")
            .attr("x", "8")
            .attr("y", "-19")
            .attr("width", "15")
            .attr("height", "14")
            .attr("rx", "1.5");
        svg_element("g")
            .attr("class", "note")
            .child(paper)
            .child(svg_element("text").attr("x", "15.5").attr("y", "-8").text(read.to_string()))
    });
    svg_element("g")
        .attr("class", "person")
        .attr("data-state", state)
        .attr("role", "img")
        .attr("aria-label", text::person(person.thread, state, person.note))
        .attr("transform", format!("translate({x} {FLOOR_Y}) scale(1.4)"))
        .child(svg_element("g").inner_html(draw::PERSON))
        .child(svg_element("text").attr("class", "number").attr("y", "-3").text(person.thread.to_string()))
        .children(note)
}
