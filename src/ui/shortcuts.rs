//! Keyboard shortcuts of the whole page.

use std::time::Duration;

use leptos::{
    ev::KeyboardEvent,
    html::Dialog,
    prelude::*,
    wasm_bindgen::JsCast,
    web_sys::{Element, HtmlElement},
};

use super::{
    dialogs::keys,
    render::ids::FIND_STEP_ID,
    state::{Comparison, Phase, Run, use_choosing, use_comparison, use_run},
};
use crate::browser::{is_run_key, is_shortcut_allowed, shortcut_key};

/// The button of the open view of the timeline, and the first of these buttons.
const OPEN_VIEW: &str = ".views button[aria-pressed=true]";
const VIEW: &str = ".views button";

/// The first of the buttons that repair something.
const FIX: &str = ".fix";

/// Number of presses of an arrow key that move the cursor through a whole run.
const SEEKS_PER_RUN: u32 = 20;

/// Handles keys that no focused control handles itself, until the component is cleaned up.
pub fn listen(dialog: NodeRef<Dialog>) {
    let (run, comparison, choosing) = (use_run(), use_comparison(), use_choosing());
    let on_key = move |event: KeyboardEvent| {
        if is_run_key(&event) {
            comparison.start_or_pause();
            return event.prevent_default();
        }
        if !is_shortcut_allowed(&event) {
            return;
        }
        match &*shortcut_key(&event) {
            " " if !event.repeat() => comparison.start_or_pause(),
            "." if choosing.choose_next() => {}
            "," if choosing.undo() => {}
            "." => run.step(),
            "," => run.step_back(),
            "ArrowLeft" => seek(run, comparison, |cursor, step| cursor.saturating_sub(step)),
            "ArrowRight" => seek(run, comparison, |cursor, step| cursor + step),
            "?" => keys::show(dialog),
            "/" => focus(document().get_element_by_id(FIND_STEP_ID)),
            digit if choosing.is_on.get_untracked() && digit.parse::<u32>().is_ok() => {
                choosing.choose(digit.parse().unwrap_or_default());
            }
            ";" => focus(find(OPEN_VIEW).or_else(|| find(VIEW))),
            "!" => focus(find(FIX)),
            _ => return,
        }
        event.prevent_default();
    };
    let listener = window_event_listener(leptos::ev::keydown, on_key);
    on_cleanup(move || listener.remove());
}

fn find(selector: &str) -> Option<Element> {
    document().query_selector(selector).ok().flatten()
}

/// Focuses an element, if the page has it.
fn focus(element: Option<Element>) {
    if let Some(element) = element.and_then(|element| element.dyn_into::<HtmlElement>().ok()) {
        _ = element.focus();
    }
}

fn seek(run: Run, comparison: Comparison, target: fn(Duration, Duration) -> Duration) {
    if run.phase.get_untracked() != Phase::Idle {
        let step = untrack(|| comparison.end()) / SEEKS_PER_RUN;
        comparison.seek(target(comparison.cursor.get_untracked(), step));
    }
}
