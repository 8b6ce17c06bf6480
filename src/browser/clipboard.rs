//! The clipboard, as far as the browser lets a page use it without a key being pressed.

use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::Clipboard;

/// Puts a text on the clipboard, then calls a function with whether the browser has allowed it.
pub fn write(text: &str, then: impl FnOnce(bool) + 'static) {
    let Some(clipboard) = clipboard() else { return then(false) };
    let written = JsFuture::from(clipboard.write_text(text));
    spawn_local(async move { then(written.await.is_ok()) });
}

/// Calls a function with the text on the clipboard; with `None` if the browser does not show it.
pub fn read(then: impl FnOnce(Option<String>) + 'static) {
    // Some browsers let a page write only.
    let readable = |clipboard: &Clipboard| js_sys::Reflect::has(clipboard, &"readText".into()).unwrap_or_default();
    let Some(clipboard) = clipboard().filter(readable) else { return then(None) };
    let text = JsFuture::from(clipboard.read_text());
    spawn_local(async move { then(text.await.ok().and_then(|text| text.as_string())) });
}

/// There is none on a page that did not come over a safe connection.
fn clipboard() -> Option<Clipboard> {
    let navigator = super::window().navigator();
    let clipboard = js_sys::Reflect::get(&navigator, &"clipboard".into()).ok()?;
    (!clipboard.is_undefined()).then(|| navigator.clipboard())
}
