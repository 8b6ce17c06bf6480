//! Threads as people in the attic. A core is a chair: who has it sits there, who could go on raises a hand, and who waits has
//! an hourglass. While a core is switched to a thread, it is between standing and sitting. The last value that it has read or
//! written is a note in its hand, and so are the keys of the locks that it holds. Who has written something stays to show it.

use leptos::{prelude::*, svg::G};

use super::{drawings as draw, shown::Shown};
use crate::{
    runtime::{Note, Plan, ThreadAt, ThreadState},
    ui::{
        render::{
            reactive::{effect, text_signal},
            rendering::Rendering,
            vdom::{VElement, VNode, svg_element},
        },
        state::use_choosing,
        text::home as text,
    },
};

/// The largest number of people of each state, and the distance from one to the next.
const MAX_OF_A_STATE: usize = 4;
const STEP: f64 = 64.0;
/// The number of the first threads that keep their elements.
const MAX_WITH_ELEMENT: u32 = 64;
/// The floor of the attic, from the middle of the hub.
const FLOOR_Y: i32 = 25;
/// The largest number of keys that a person holds in the picture.
const MAX_KEYS: usize = 2;

#[component]
pub fn People(shown: Shown, place: (i32, i32)) -> impl IntoView {
    let choosing = use_choosing();
    let people = Memo::new(move |_| {
        let moment = shown.moment.get();
        shown.with_history(|history| history.threads_at(moment))
    });
    let group: NodeRef<G> = NodeRef::new();
    let rendering = Rendering::new();
    effect(move || {
        if let Some(group) = group.get() {
            let plan = shown.with_history(|history| history.plan().clone());
            rendering.render(&group, people.with(|people| draw_all(people, &plan)));
        }
    });
    let (x, y) = place;
    // Between the choices of a person no time passes, so their movement takes time of its own.
    let moves = move || shown.is_present && choosing.is_on.get();
    view! {
        <g class="people" data-moves=text_signal(move || moves().to_string()) transform=format!("translate({x} {y})") node_ref=group></g>
    }
}

/// The states in the order in which people stand, from the left.
const ORDER: [&str; 4] = ["runnable", "running", "waiting", "ended"];

fn word(state: ThreadState) -> &'static str {
    match state {
        ThreadState::Runnable => ORDER[0],
        ThreadState::Running(_) => ORDER[1],
        ThreadState::Waiting => ORDER[2],
        ThreadState::Ended => ORDER[3],
    }
}

/// A row in the order of the states, around the middle. A thread keeps its element, so that it moves to its next place.
fn draw_all(people: &[ThreadAt], plan: &Plan) -> Vec<VNode> {
    let (mut row, mut crowds) = (Vec::new(), Vec::new());
    for state in ORDER {
        let those: Vec<u32> = people.iter().filter(|it| word(it.state) == state).map(|it| it.thread).collect();
        let seen = those.len().min(MAX_OF_A_STATE);
        row.extend(those[..seen].iter().map(|&thread| Some(thread)));
        if those.len() > seen {
            crowds.push((row.len(), those.len() - seen));
            row.push(None);
        }
    }
    let x = |place: usize| (place as f64 - (row.len() as f64 - 1.0) / 2.0) * STEP;
    let last = row.iter().flatten().max().map_or(0, |&thread| thread + 1).min(MAX_WITH_ELEMENT);
    let place_of = |thread: u32| row.iter().position(|&other| other == Some(thread));
    let drawn_person = |person: &ThreadAt| Some(draw_person(person, plan, x(place_of(person.thread)?)));
    let mut drawn: Vec<VElement> = (0..last)
        .map(|thread| people.iter().find(|person| person.thread == thread).and_then(drawn_person))
        .map(|person| person.unwrap_or_else(|| svg_element("g")))
        .collect();
    drawn.extend(people.iter().filter(|person| person.thread >= MAX_WITH_ELEMENT).filter_map(drawn_person));
    drawn.extend(crowds.into_iter().map(|(place, more)| {
        let place = format!("translate({} {FLOOR_Y})", x(place));
        svg_element("text").attr("class", "crowd").attr("transform", place).text(text::more_people(more))
    }));
    drawn.into_iter().map(VNode::Element).collect()
}

fn draw_person(person: &ThreadAt, plan: &Plan, x: f64) -> VElement {
    let state = word(person.state);
    let held: Vec<&str> = person.held.iter().map(|lock| &*plan.locks[lock.index()].name).collect();
    let keys = held.iter().take(MAX_KEYS).zip(0..).map(|(name, number)| draw_key(name, number));
    svg_element("g")
        .attr("class", "person")
        .attr("data-state", state)
        .attr_bool("data-switching", person.is_switching)
        .attr("role", "img")
        .attr("aria-label", text::person(person.thread, state, person.note, &held))
        .attr("--x", format!("{x}px"))
        .attr("--y", format!("{FLOOR_Y}px"))
        .child(svg_element("g").inner_html(draw::PERSON))
        .child(svg_element("text").attr("class", "number").attr("y", "-3").text(person.thread.to_string()))
        .children(person.note.and_then(draw_note))
        .children(keys)
}

/// A note in the right hand: paper for what was read, a slate for what was written.
fn draw_note(note: Note) -> Option<VElement> {
    let (value, is_written) = match note {
        Note::Read(value) => (value, false),
        Note::Written(value) => (value, true),
        Note::Dropped => return None,
    };
    let paper =
        svg_element("rect").attr("x", "8").attr("y", "-19").attr("width", "15").attr("height", "14").attr("rx", "1.5");
    let value = svg_element("text").attr("x", "15.5").attr("y", "-8").text(text::chalk(value));
    Some(svg_element("g").attr("class", "note").attr_bool("data-written", is_written).child(paper).child(value))
}

/// A key in the left hand, with its name.
fn draw_key(name: &str, number: i32) -> VElement {
    let place = format!("translate(-19 {})", -19 + number * 14);
    svg_element("g")
        .attr("class", "in-hand")
        .attr("transform", place)
        .child(svg_element("path").attr("d", "M-3-2.5a2.5 2.5 0 1 0 .1 0M0 0h8M5 0v3M8 0v3"))
        .child(svg_element("text").attr("x", "2").attr("y", "10").text(name.to_string()))
}
