//! The system clipboard, for buttons and commands. Copy and paste events of the keyboard need none of this.

use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::Clipboard;

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
