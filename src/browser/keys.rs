use wasm_bindgen::JsCast;
use web_sys::{Element, KeyboardEvent};

/// Whether a key belongs to the page: no modifier is held, and the focus is on nothing that has keys of its own.
pub fn page_has_keys(event: &KeyboardEvent) -> bool {
    const CONTROLS: &str = "button, input, select, textarea, summary, a, [tabindex], [contenteditable]";
    let target = event.target().and_then(|target| target.dyn_into::<Element>().ok());
    let on_control = target.is_some_and(|element| matches!(element.closest(CONTROLS), Ok(Some(_))));
    !on_control && !has_dialog() && !event.ctrl_key() && !event.alt_key() && !event.meta_key()
}

/// Whether a key goes into a text, which has an undo of its own.
pub fn types_text(event: &KeyboardEvent) -> bool {
    const TEXTS: &str = "textarea, [contenteditable], input:not([type=range], [type=color])";
    let target = event.target().and_then(|target| target.dyn_into::<Element>().ok());
    target.is_some_and(|element| matches!(element.closest(TEXTS), Ok(Some(_))))
}

/// Whether a dialog is open: the keys are its own then.
pub fn has_dialog() -> bool {
    let document = super::window().document();
    document.is_some_and(|document| matches!(document.query_selector("dialog[open]"), Ok(Some(_))))
}
