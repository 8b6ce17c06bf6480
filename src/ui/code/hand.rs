//! The code under a pointer and keys.

use leptos::{
    ev::{Event, KeyboardEvent},
    prelude::*,
    web_sys::Element,
};

use super::{
    lines::line_of,
    paper::{Paper, Row},
};

/// How many rows a page key goes.
const PAGE: usize = 20;

/// The line that an event is on.
fn line_at(event: &Event) -> Option<usize> {
    line_of(&event_target::<Element>(event).closest(".line[id]").ok()??.id())
}

pub fn on_click(event: &Event, paper: Paper) {
    if let Ok(Some(_)) = event_target::<Element>(event).closest(".fold") {
        paper.is_open.update(|open| *open = !*open);
        paper.wants_focus.set_value(true);
        paper.focus.set(paper.written.with_untracked(|written| written.code.stubs_at));
    } else if let Some(line) = line_at(event) {
        let fold = paper.written.with_untracked(|written| written.code.stubs_at);
        paper.go_to(line + usize::from(line >= fold));
    }
}

pub fn on_over(event: &Event, paper: Paper) {
    let line = line_at(event);
    paper.session.point_at(line.and_then(|line| paper.written.with_untracked(|written| written.step_of(line))));
}

pub fn on_focus(event: &Event, paper: Paper) {
    on_over(event, paper);
}

pub fn on_key(event: &KeyboardEvent, paper: Paper) {
    if event.ctrl_key() || event.meta_key() || event.alt_key() {
        return;
    }
    let row = paper.focus.get_untracked();
    let to = match &*event.key() {
        "ArrowDown" => row + 1,
        "ArrowUp" => row.saturating_sub(1),
        "PageDown" => row + PAGE,
        "PageUp" => row.saturating_sub(PAGE),
        "Home" => 0,
        "End" => usize::MAX,
        // The arrows to the sides open and close the fold, as in a tree.
        "ArrowRight" | "ArrowLeft" if untrack(|| paper.row(row)) == Row::Fold => {
            paper.is_open.set(event.key() == "ArrowRight");
            row
        }
        _ => return,
    };
    event.prevent_default();
    paper.go_to(to);
}
