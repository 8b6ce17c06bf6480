//! Browser APIs as small Rust functions: real time for a run, frames, storage, files, the address, the host page.
//!
//! web-sys, js-sys and gloo-timers are wrapped here, so that the other rooms seldom need them. Leptos may not enter.
//! All functions expect to run in the page's window; those that return an `Option` or a `Result` tolerate a browser
//! that lacks or refuses the feature.

mod address;
mod audio;
pub mod clipboard;
mod clock;
mod crash;
pub mod drawing;
pub mod files;
pub mod fragment;
mod frames;
mod fullscreen;
pub mod host;
mod keys;
mod links;
mod observe;
mod panel;
mod selection;
mod storage;
mod task;
mod theme;

pub use address::{Address, ProgramSource};
pub use audio::{Audio, is_sound_on, remember_sound};
pub use clock::{PacedClock, SPEEDS};
pub use crash::install_panic_hook;
pub use frames::{FrameLoop, after_next_frame, between_frames, lay_out, next_task};
pub use fullscreen::{enter_fullscreen, is_fullscreen, leave_fullscreen};
pub use keys::{
    UndoKey, is_composing, is_dialog_open, is_held_enter, is_run_key, is_shortcut_allowed, is_text_input, shortcut_key,
};
pub use links::{base_url, encode_query_value, is_reload, program_link, query_and_fragment, replace_url};
pub use observe::{on_blocked_frame, on_first_visible, on_resize};
pub use panel::Panel;
pub use selection::{clear_selection, has_selection};
pub use storage::{Store, StoreError};
pub use task::{Ended, RunHandle, start};
pub use theme::Theme;

/// Returns the milliseconds since 1 January 1970 by the system clock, which may be adjusted at any time.
pub fn epoch_ms() -> f64 {
    js_sys::Date::now()
}

/// Returns the milliseconds since the page was opened, monotonic.
pub fn now_ms() -> f64 {
    window().performance().map_or(0.0, |performance| performance.now())
}

/// Returns true if the page is in a background tab or a minimised window, where it gets no frames.
pub fn is_hidden() -> bool {
    window().document().is_some_and(|document| document.hidden())
}

/// Returns a random identifier in hexadecimal digits, to keep apart what several tabs store.
pub fn random_id() -> String {
    format!("{:x}", random().to_bits())
}

/// Returns a pseudo-random number from 0 (inclusive) to 1 (exclusive).
pub fn random() -> f64 {
    js_sys::Math::random()
}

/// Converts a text of any script to lower case. Unlike `str::to_lowercase` this adds no Unicode tables to the page.
pub fn lowercase(text: &str) -> String {
    js_sys::JsString::from(text).to_lower_case().into()
}

/// Converts a text to Unicode's normal form C, in which each letter with its accents is one character where there is one.
pub fn normalize(text: &str) -> String {
    js_sys::JsString::from(text).normalize("NFC").into()
}

fn window() -> web_sys::Window {
    web_sys::window().expect("a page has a window")
}
