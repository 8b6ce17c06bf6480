//! The whole screen. Browsers refuse it in frames that their page does not allow it, and some phones have none: then
//! nothing happens.

use super::window;

pub fn enter_fullscreen() {
    if let Some(root) = window().document().and_then(|document| document.document_element()) {
        _ = root.request_fullscreen();
    }
}

pub fn leave_fullscreen() {
    if let Some(document) = window().document().filter(|_| is_fullscreen()) {
        document.exit_fullscreen();
    }
}

pub fn is_fullscreen() -> bool {
    window().document().is_some_and(|document| document.fullscreen())
}
