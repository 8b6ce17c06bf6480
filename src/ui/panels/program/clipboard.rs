use leptos::ev::ClipboardEvent;

use super::{builder::Builder, hit_test::step_of_target};

/// Handles the browser's own copy and cut commands, which need no permission for the clipboard.
pub fn on_copy(event: &ClipboardEvent, builder: Builder, cut: bool) {
    if step_of_target(event).is_none() {
        return;
    }
    if let Some(data) = event.clipboard_data() {
        _ = data.set_data("text/plain", &builder.copy());
        event.prevent_default();
        if cut {
            builder.cut();
        }
    }
}

pub fn on_paste(event: &ClipboardEvent, builder: Builder) {
    if step_of_target(event).is_none() {
        return;
    }
    if let Some(text) = event.clipboard_data().and_then(|data| data.get_data("text/plain").ok()) {
        event.prevent_default();
        builder.paste(&text);
    }
}
