//! The system clipboard, for buttons and commands. Copy and paste events of the keyboard need none of this.

use gloo_events::EventListener;
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{Clipboard, HtmlDialogElement, HtmlTextAreaElement};

/// Writes a text to the clipboard, then calls `then` with true if the browser allowed it.
///
/// If it refuses, the text is shown, selected, in a dialog from which a key copies it. `card` is the markup of that dialog
/// with an empty text area.
pub fn copy(text: &str, card: &'static str, then: impl FnOnce(bool) + 'static) {
    let offered = text.to_owned();
    write(text, move |is_written| {
        if !is_written {
            _ = offer(&offered, card);
        }
        then(is_written);
    });
}

/// Shows a text in a dialog, selected. `None` if something is missing from the page.
fn offer(text: &str, card: &str) -> Option<()> {
    let body = super::window().document()?.body()?;
    body.insert_adjacent_html("beforeend", card).ok()?;
    let dialog: HtmlDialogElement = body.last_element_child()?.dyn_into().ok()?;
    let area: HtmlTextAreaElement = dialog.query_selector("textarea").ok()??.unchecked_into();
    let closed = dialog.clone();
    EventListener::once(&dialog, "close", move |_| closed.remove()).forget();
    area.set_value(text);
    dialog.show_modal().ok()?;
    select(&area);
    Some(())
}

/// Selects all of a text area and focuses it, so that a key copies its text.
pub fn select(area: &HtmlTextAreaElement) {
    _ = area.focus();
    area.select();
}

/// Writes a text to the clipboard, then calls `then` with true if the browser allowed it.
pub fn write(text: &str, then: impl FnOnce(bool) + 'static) {
    let Some(clipboard) = clipboard() else { return then(false) };
    let written = JsFuture::from(clipboard.write_text(text));
    spawn_local(async move { then(written.await.is_ok()) });
}

/// Reads the clipboard, then calls `then` with its text, or with `None` if the browser refuses.
pub fn read(then: impl FnOnce(Option<String>) + 'static) {
    // Some browsers implement only writing.
    let is_readable = |clipboard: &Clipboard| js_sys::Reflect::has(clipboard, &"readText".into()).unwrap_or_default();
    let Some(clipboard) = clipboard().filter(is_readable) else { return then(None) };
    let text = JsFuture::from(clipboard.read_text());
    spawn_local(async move { then(text.await.ok().and_then(|text| text.as_string())) });
}

/// Returns the clipboard, which browsers offer in secure contexts only.
fn clipboard() -> Option<Clipboard> {
    let navigator = super::window().navigator();
    let clipboard = js_sys::Reflect::get(&navigator, &"clipboard".into()).ok()?;
    (!clipboard.is_undefined()).then(|| navigator.clipboard())
}
