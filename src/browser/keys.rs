use wasm_bindgen::JsCast;
use web_sys::{Element, KeyboardEvent};

/// Returns true if the page may handle a key as one of its shortcuts.
///
/// False while a dialog is open, a modifier is held, or the focused element uses the key itself.
pub fn is_shortcut_allowed(event: &KeyboardEvent) -> bool {
    const USES_ARROWS: &str = "input, select, textarea, [tabindex], [contenteditable]";
    const USES_KEYS: &str = "button, summary, a, input, select, textarea, [tabindex], [contenteditable]";
    if is_dialog_open() || event.default_prevented() || event.ctrl_key() || event.alt_key() || event.meta_key() {
        return false;
    }
    !match &*event.key() {
        "." | "," | "?" => is_text_input(event) || targets(event, "select"),
        "ArrowLeft" | "ArrowRight" => targets(event, USES_ARROWS),
        _ => targets(event, USES_KEYS),
    }
}

/// Returns true if a key goes into a text field, which has an undo history of its own.
pub fn is_text_input(event: &KeyboardEvent) -> bool {
    targets(event, "textarea, [contenteditable], input:not([type=range], [type=color])")
}

/// Returns true if a dialog is open; all keys belong to it then.
pub fn is_dialog_open() -> bool {
    let document = super::window().document();
    document.is_some_and(|document| matches!(document.query_selector("dialog[open]"), Ok(Some(_))))
}

/// Returns true if the event's target or one of its ancestors matches a selector.
fn targets(event: &KeyboardEvent, selector: &str) -> bool {
    let target = event.target().and_then(|target| target.dyn_into::<Element>().ok());
    target.is_some_and(|element| matches!(element.closest(selector), Ok(Some(_))))
}
