//! Pointer, focus and key events of the code.

use leptos::{
    ev::{Event, KeyboardEvent},
    prelude::*,
    web_sys::Element,
};

use super::code_view::{CodeView, Row};
use crate::ui::render::ids::line_of;

/// Rows that Page Up and Page Down move.
const ROWS_PER_PAGE: usize = 20;

/// The line under an event.
fn line_at(event: &Event) -> Option<usize> {
    line_of(&event_target::<Element>(event).closest(".line[id]").ok()??.id())
}

pub fn on_click(event: &Event, view: CodeView) {
    if let Ok(Some(_)) = event_target::<Element>(event).closest(".fold") {
        view.is_open.update(|open| *open = !*open);
        view.wants_focus.set_value(true);
        view.focus.set(view.listing.with_untracked(|listing| listing.code.folds_at));
    } else if let Some(line) = line_at(event) {
        let fold = view.listing.with_untracked(|listing| listing.code.folds_at);
        view.go_to(line + usize::from(line >= fold));
    }
}

pub fn on_over(event: &Event, view: CodeView) {
    let line = line_at(event);
    view.document.point_at(line.and_then(|line| view.listing.with_untracked(|listing| listing.step_of(line))));
}

pub fn on_focus(event: &Event, view: CodeView) {
    on_over(event, view);
}

pub fn on_key(event: &KeyboardEvent, view: CodeView) {
    if event.ctrl_key() || event.meta_key() || event.alt_key() {
        return;
    }
    let row = view.focus.get_untracked();
    let to = match &*event.key() {
        "ArrowDown" => row + 1,
        "ArrowUp" => row.saturating_sub(1),
        "PageDown" => row + ROWS_PER_PAGE,
        "PageUp" => row.saturating_sub(ROWS_PER_PAGE),
        "Home" => 0,
        "End" => usize::MAX,
        // Left and right close and open the fold, as in a tree.
        "ArrowRight" | "ArrowLeft" if untrack(|| view.row(row)) == Row::Fold => {
            view.is_open.set(event.key() == "ArrowRight");
            row
        }
        _ => return,
    };
    event.prevent_default();
    view.go_to(to);
}
