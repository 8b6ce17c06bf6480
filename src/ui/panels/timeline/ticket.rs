//! An execution of a step as a ticket, in the views that show futures.

use std::borrow::Cow;

use crate::{
    program::LeafKind,
    runtime::{Execution, Plan, Work},
    ui::render::{
        ids::ticket_id,
        vdom::{VElement, element},
    },
};

/// A future as a ticket: its name and a note, which is its state in a word.
pub fn ticket(
    plan: &Plan,
    place: &'static str,
    execution: Execution,
    state: &'static str,
    note: impl Into<Cow<'static, str>>,
) -> VElement {
    let note = note.into();
    let note = (!note.is_empty()).then(|| element("em").text(note));
    element("li")
        .attr("class", "ticket")
        .attr("id", ticket_id(place, execution))
        .attr("data-state", state)
        .attr("data-kind", kind(plan, execution))
        .child(element("span").text(plan.describe(execution.step)))
        .children(note)
}

/// The kind of a step, for its colour.
fn kind(plan: &Plan, execution: Execution) -> &'static str {
    match plan.step(execution.step).work {
        Work::Message { device, .. } => plan.device(device).kind.as_str(),
        Work::Block(kind) => kind.as_str(),
        Work::OnTask(verb) => verb.as_str(),
        Work::Increment(_) => LeafKind::Increment.as_str(),
        Work::Busy(_) => LeafKind::Work.as_str(),
        Work::Delay(_) | Work::Fail { .. } | Work::UnknownDevice { .. } => "",
    }
}
