use wasm_bindgen::JsCast;
use web_sys::{Element, KeyboardEvent};

/// Returns true if the page may handle a key as one of its shortcuts.
///
/// False while a dialog is open, a modifier is held, or the focused element uses the key itself.
pub fn is_shortcut_allowed(event: &KeyboardEvent) -> bool {
    // A section has the focus when the button in it that had it is gone, and uses no key.
    const USES_ARROWS: &str = "input, select, textarea, [tabindex]:not(section), [contenteditable]";
    const USES_KEYS: &str = "button, summary, a, input, select, textarea, [tabindex]:not(section), [contenteditable]";
    let has_modifier = event.ctrl_key() || event.alt_key() || event.meta_key();
    if is_dialog_open() || event.default_prevented() || has_modifier || is_composing(event) {
        return false;
    }
    !match &*shortcut_key(event) {
        "." | "," | "?" | "/" | ";" => is_text_input(event),
        key if key.len() == 1 && key.as_bytes()[0].is_ascii_digit() => is_text_input(event) || targets(event, "select"),
        "ArrowLeft" | "ArrowRight" => targets(event, USES_ARROWS),
        _ => targets(event, USES_KEYS),
    }
}

/// Returns true for Ctrl+Enter, which the page handles wherever the focus is, but not while a dialog is open.
pub fn is_run_key(event: &KeyboardEvent) -> bool {
    let is_command = (event.ctrl_key() || event.meta_key()) && !event.alt_key() && !event.shift_key();
    is_command && event.key() == "Enter" && !event.repeat() && !is_composing(event) && !is_dialog_open()
}

/// Returns the key that a shortcut looks at: the letter that the layout has there, or on a layout of another script the
/// letter in the same place of a US keyboard.
pub fn shortcut_key(event: &KeyboardEvent) -> String {
    let key = event.key();
    if is_latin(&key) { key } else { us_key(&event.code(), event.shift_key()).map_or(key, String::from) }
}

/// A direction in the undo history.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum UndoKey {
    Undo,
    Redo,
}

impl UndoKey {
    /// Returns the direction that a key goes in: Ctrl+Z, or Ctrl+Shift+Z and Ctrl+Y.
    pub fn of(event: &KeyboardEvent) -> Option<Self> {
        let is_command = (event.ctrl_key() || event.meta_key()) && !event.alt_key();
        match (&*shortcut_key(event), event.shift_key()) {
            _ if !is_command => None,
            ("z" | "Z", false) => Some(Self::Undo),
            ("z" | "Z", true) | ("y" | "Y", false) => Some(Self::Redo),
            _ => None,
        }
    }
}

/// Returns true if the input method takes a key, as Enter to confirm a conversion and Escape to leave it.
pub fn is_composing(event: &KeyboardEvent) -> bool {
    // Some browsers have ended the composition before they send its last key.
    const KEY_CODE_OF_INPUT_METHODS: u32 = 229;
    event.is_composing() || event.key_code() == KEY_CODE_OF_INPUT_METHODS
}

/// Returns true if a key is named or has a character that Latin layouts have: ASCII, Latin letters, symbols.
fn is_latin(key: &str) -> bool {
    let is_of_another_script = |first: char| matches!(first, '\u{370}'..='\u{1dff}' | '\u{1f00}'..='\u{1fff}' | '\u{2c80}'..='\u{a71f}' | '\u{a800}'..='\u{ab2f}' | '\u{ab70}'..);
    !key.starts_with(is_of_another_script)
}

/// Returns the key of a US keyboard at a place, for the keys that shortcuts use.
fn us_key(code: &str, shift: bool) -> Option<&str> {
    match (code, shift) {
        ("Semicolon", false) => Some(";"),
        ("Comma", false) => Some(","),
        ("Period", false) => Some("."),
        ("Slash", false) => Some("/"),
        ("Slash", true) => Some("?"),
        ("Minus", false) => Some("-"),
        ("Equal", _) => Some("+"),
        _ => code.strip_prefix("Key").or_else(|| code.strip_prefix("Digit").filter(|_| !shift)),
    }
}

/// Returns true if Enter is held down, which clicks the focused button again.
pub fn is_held_enter(event: &KeyboardEvent) -> bool {
    event.repeat() && event.key() == "Enter"
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

#[cfg(test)]
mod tests {
    use super::*;

    /// Returns the key that a shortcut compares, for a key pressed without Shift.
    fn shortcut<'a>(key: &'a str, code: &'a str) -> &'a str {
        if is_latin(key) { key } else { us_key(code, false).unwrap_or(key) }
    }

    #[test]
    fn layouts_of_other_scripts_fall_back_to_the_place_of_the_key() {
        for (key, code, expected) in [
            ("я", "KeyZ", "Z"),
            ("Я", "KeyZ", "Z"),
            ("в", "KeyD", "D"),
            ("ζ", "KeyZ", "Z"),
            ("ז", "KeyZ", "Z"),
            ("ئ", "KeyZ", "Z"),
            ("ผ", "KeyZ", "Z"),
            ("्", "KeyD", "D"),
            ("つ", "KeyZ", "Z"),
            ("ㅋ", "KeyZ", "Z"),
            ("ｚ", "KeyZ", "Z"),
            ("لا", "KeyB", "B"),
            ("ю", "Period", "."),
            ("б", "Comma", ","),
            ("٠", "Digit0", "0"),
        ] {
            assert_eq!(shortcut(key, code), expected, "{key}");
        }
        assert_eq!(us_key("Slash", true), Some("?"), "the Arabic question mark");
    }

    #[test]
    fn latin_layouts_follow_the_letter_wherever_it_is() {
        for (key, code) in [
            ("z", "KeyW"),      // AZERTY
            ("z", "KeyY"),      // QWERTZ
            (";", "KeyZ"),      // Dvorak
            ("ö", "Semicolon"), // German
            ("ż", "KeyZ"),      // Polish
            ("ẽ", "KeyE"),      // Vietnamese
            ("€", "KeyE"),
            ("“", "KeyV"),
            (".", "Slash"), // Russian
            ("Enter", "Enter"),
            ("Process", "KeyZ"),
            ("", ""),
        ] {
            assert_eq!(shortcut(key, code), key);
        }
    }
}
