use wasm_bindgen::JsCast;
use web_sys::{Element, KeyboardEvent};

/// Whether a key belongs to the page: no modifier is held, and what has the focus has no use for the key itself.
pub fn page_has_key(event: &KeyboardEvent) -> bool {
    /// What is moved in by arrows, by itself or as a part of something.
    const HAVE_ARROWS: &str = "input, select, textarea, [tabindex], [contenteditable]";
    const HAVE_KEYS: &str = "button, summary, a, input, select, textarea, [tabindex], [contenteditable]";
    if has_dialog() || event.default_prevented() || event.ctrl_key() || event.alt_key() || event.meta_key() {
        return false;
    }
    !match &*event.key() {
        "." | "," | "?" => types_text(event) || is_in(event, "select"),
        "ArrowLeft" | "ArrowRight" => is_in(event, HAVE_ARROWS),
        _ => is_in(event, HAVE_KEYS),
    }
}

/// Whether a key goes into a text, which has an undo of its own.
pub fn types_text(event: &KeyboardEvent) -> bool {
    is_in(event, "textarea, [contenteditable], input:not([type=range], [type=color])")
}

fn is_in(event: &KeyboardEvent, what: &str) -> bool {
    let target = event.target().and_then(|target| target.dyn_into::<Element>().ok());
    target.is_some_and(|element| matches!(element.closest(what), Ok(Some(_))))
}

/// Whether a dialog is open: the keys are its own then.
pub fn has_dialog() -> bool {
    let document = super::window().document();
    document.is_some_and(|document| matches!(document.query_selector("dialog[open]"), Ok(Some(_))))
}
