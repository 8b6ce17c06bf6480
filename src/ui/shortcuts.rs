//! Keyboard shortcuts of the whole page.

use std::time::Duration;

use leptos::{ev::KeyboardEvent, html::Dialog, prelude::*};

use super::{
    dialogs::keys,
    session::{Phase, Session},
};
use crate::browser::page_has_key;

/// Number of presses of an arrow key that move the cursor through a whole run.
const SEEKS_PER_RUN: u32 = 20;

/// Handles keys that no focused control handles itself, until the component is cleaned up.
pub fn listen(session: Session, dialog: NodeRef<Dialog>) {
    let on_key = move |event: KeyboardEvent| {
        if !page_has_key(&event) {
            return;
        }
        match &*event.key() {
            " " if !event.repeat() => session.run_or_pause(),
            "." => session.step(),
            "," => session.step_back(),
            "ArrowLeft" => seek(session, |cursor, step| cursor.saturating_sub(step)),
            "ArrowRight" => seek(session, |cursor, step| cursor + step),
            "?" => keys::show(dialog),
            _ => return,
        }
        event.prevent_default();
    };
    let listener = window_event_listener(leptos::ev::keydown, on_key);
    on_cleanup(move || listener.remove());
}

fn seek(session: Session, target: fn(Duration, Duration) -> Duration) {
    if session.phase.get_untracked() != Phase::Idle {
        let step = untrack(|| session.prediction()).end() / SEEKS_PER_RUN;
        session.seek(target(session.cursor.get_untracked(), step));
    }
}
