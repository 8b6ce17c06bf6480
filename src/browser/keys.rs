use wasm_bindgen::JsCast;
use web_sys::{Element, KeyboardEvent};

/// Whether a key belongs to the page: no modifier is held, and the focus is on nothing that has keys of its own.
pub fn page_has_keys(event: &KeyboardEvent) -> bool {
    const CONTROLS: &str = "button, input, select, textarea, summary, a, [tabindex], [contenteditable]";
    let target = event.target().and_then(|target| target.dyn_into::<Element>().ok());
    let on_control = target.is_some_and(|element| matches!(element.closest(CONTROLS), Ok(Some(_))));
    !on_control && !event.ctrl_key() && !event.alt_key() && !event.meta_key()
}
