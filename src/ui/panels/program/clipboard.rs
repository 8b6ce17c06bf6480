//! The browser's own copy, cut and paste commands, which need no permission for the clipboard.

use leptos::{ev, prelude::*};

use super::builder::Builder;
use crate::{browser::has_selection, ui::render::ids::step_of_tree_item};

/// Handles the commands while the component is mounted, if a step has the focus.
///
/// Browsers send these events to the element of the selection, or else to the focused one or to the root of the page. So
/// they are handled for the whole page. A selection that was made after a step got the focus is copied by the browser.
pub fn listen(builder: Builder) {
    let copy = move |event: ev::ClipboardEvent, cut: bool| {
        if !is_step_focused() || has_selection() {
            return;
        }
        if let Some(data) = event.clipboard_data() {
            _ = data.set_data("text/plain", &builder.copy());
            event.prevent_default();
            if cut {
                builder.cut();
            }
        }
    };
    let paste = move |event: ev::ClipboardEvent| {
        if !is_step_focused() {
            return;
        }
        if let Some(text) = event.clipboard_data().and_then(|data| data.get_data("text/plain").ok()) {
            event.prevent_default();
            builder.paste(&text);
        }
    };
    let listeners = [
        window_event_listener(ev::copy, move |event| copy(event, false)),
        window_event_listener(ev::cut, move |event| copy(event, true)),
        window_event_listener(ev::paste, paste),
    ];
    on_cleanup(move || listeners.into_iter().for_each(|listener| listener.remove()));
}

fn is_step_focused() -> bool {
    document().active_element().is_some_and(|element| step_of_tree_item(&element.id()).is_some())
}
