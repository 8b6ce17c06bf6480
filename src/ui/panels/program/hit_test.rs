//! Finds the step that an element of the tree belongs to.

use leptos::{ev::Event, prelude::*, web_sys::Element};

use crate::{
    runtime::StepId,
    ui::render::ids::{step_of_card, step_of_tree_item},
};

/// The innermost step whose card contains an element.
pub fn step_at(element: &Element) -> Option<StepId> {
    step_of_card(&element.closest("li.step").ok()??.id())
}

pub fn step_at_event(event: &Event) -> Option<StepId> {
    step_at(&event_target(event))
}

/// The step whose tree item the target of an event is; `None` for another part of a card.
pub fn step_of_target(event: &Event) -> Option<StepId> {
    step_of_tree_item(&event_target::<Element>(event).id())
}

/// Returns true if an element is a control inside a step, which handles clicks and keys itself.
pub fn is_control(element: &Element) -> bool {
    matches!(element.closest("button, .fix, .fields"), Ok(Some(_)))
}

/// Returns true if the target of an event is a button that fixes a risk.
pub fn is_fix(event: &Event) -> bool {
    event_target::<Element>(event).class_list().contains("fix")
}
