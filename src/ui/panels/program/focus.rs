//! Keeps the browser's focus on the focused step of the tree.

use leptos::{
    prelude::*,
    wasm_bindgen::JsCast,
    web_sys::{Element, FocusOptions, HtmlElement, HtmlInputElement, ScrollIntoViewOptions, ScrollLogicalPosition},
};

use super::{builder::Builder, interaction::Scrolls};
use crate::ui::render::ids::{card_id, step_of_tree_item, tree_item_id};

/// Returns true if a step has the focus.
pub fn has_focus(tree: &HtmlElement) -> bool {
    let active = document().active_element();
    active.is_some_and(|active| step_of_tree_item(&active.id()).is_some() && tree.contains(Some(&active)))
}

/// Scrolls to the focused step if it was added or chosen just now.
pub fn show_added(builder: Builder) {
    let Some(Some(scrolls)) = builder.interaction.try_update_value(|interaction| interaction.scrolls.take()) else {
        return;
    };
    let id = builder.document.plan().find(&builder.focus.get_untracked()).map(card_id);
    let Some(card) = id.and_then(|id| document().get_element_by_id(&id)) else { return };
    if scrolls == Scrolls::Page {
        scroll_to(&card);
    } else if let Ok(Some(list)) = card.closest(".scroller") {
        let (card, view) = (card.get_bounding_client_rect(), list.get_bounding_client_rect());
        let below = (card.bottom() - view.bottom()).max(0.0).min(card.top() - view.top());
        let by = if card.top() < view.top() { card.top() - view.top() } else { below };
        list.set_scroll_top(list.scroll_top() + by as i32);
    }
}

/// Returns the step that has the focus, if it is in view.
pub fn focused_in_view(tree: &HtmlElement) -> Option<Element> {
    let step = document().active_element().filter(|_| has_focus(tree))?;
    let (view, step_box) = (tree.parent_element()?.get_bounding_client_rect(), step.get_bounding_client_rect());
    (step_box.top() < view.bottom() && step_box.bottom() > view.top()).then_some(step)
}

/// Scrolls as little as shows all of an element.
pub fn scroll_to(element: &Element) {
    let options = ScrollIntoViewOptions::new();
    options.set_block(ScrollLogicalPosition::Nearest);
    element.scroll_into_view_with_scroll_into_view_options(&options);
}

/// Returns the open field of a name, or else the first that is open.
fn find_field(name: Option<&str>) -> Option<Element> {
    let find = |selector: &str| document().query_selector(selector).ok().flatten();
    let named = name.and_then(|name| find(&format!(".fields [data-field={name}]:not([type=color])")));
    named.or_else(|| find(".fields [data-field]"))
}

/// Gives the focus back to the focused step, and scrolls to it.
pub fn return_focus(builder: Builder) {
    _ = builder.interaction.try_update_value(|interaction| interaction.wants_focus = true);
    give_focus(builder, false);
}

/// Focuses the element of the focused step. Rendering reuses elements by position, so the element that had the focus may
/// show another step now, or may be gone.
pub fn give_focus(builder: Builder, had_focus: bool) {
    let path = builder.focus.get_untracked();
    let wants_focus = builder.interaction.try_update_value(|interaction| {
        let is_same = interaction.last_focus == path;
        interaction.last_focus = path.clone();
        (had_focus | std::mem::take(&mut interaction.wants_focus)).then_some(is_same)
    });
    let wants_field = builder
        .interaction
        .try_update_value(|interaction| std::mem::take(&mut interaction.wants_field))
        .unwrap_or_default();
    if let Some(name) = wants_field
        && let Some(field) = find_field(name)
    {
        _ = field.unchecked_ref::<HtmlElement>().focus();
        // Typing replaces the value.
        if let Some(field) = field.dyn_ref::<HtmlInputElement>() {
            field.select();
        }
        // All fields of the step, not only the focused one.
        if let Ok(Some(fields)) = field.closest(".fields") {
            scroll_to(&fields);
        }
        return;
    }
    let Some(is_same) = wants_focus.flatten() else { return };
    let Some(id) = builder.document.plan().find(&path).map(tree_item_id) else { return };
    if document().active_element().is_none_or(|active| active.id() != id)
        && let Some(step) = document().get_element_by_id(&id)
    {
        // A rendering that only follows the scrolling must not scroll back; who comes from elsewhere wants to see the step.
        let options = FocusOptions::new();
        options.set_prevent_scroll(is_same && had_focus);
        _ = step.unchecked_into::<HtmlElement>().focus_with_options(&options);
    }
}
