//! The browser's side of a run and of the page: real time, frames, storage, the address, the last words of a panic.
//!
//! web-sys and gloo-timers live here, leptos does not.

mod address;
mod audio;
pub mod clipboard;
mod clock;
mod crash;
pub mod files;
pub mod fragment;
mod frames;
pub mod host;
mod keys;
mod observe;
mod storage;
mod task;
mod theme;

pub use address::{Address, Panel, Program, here, link, place, show_link};
pub use audio::{Audio, is_sound_on, remember_sound};
pub use clock::{PacedClock, SPEEDS};
pub use crash::show_panics;
pub use frames::{FrameLoop, before_next_frame, between_frames};
pub use keys::{has_dialog, page_has_key, types_text};
pub use observe::{when_resized, when_seen};
pub use storage::{Store, Trouble};
pub use task::{Ended, RunHandle, start};
pub use theme::Theme;

/// Milliseconds since 1970, by the computer's clock.
pub fn epoch_ms() -> f64 {
    js_sys::Date::now()
}

/// Milliseconds since the page was opened.
pub fn now_ms() -> f64 {
    window().performance().map_or(0.0, |performance| performance.now())
}

/// Whether nobody can see the page.
pub fn is_hidden() -> bool {
    window().document().is_some_and(|document| document.hidden())
}

/// A name that no other tab has given to anything.
pub fn fresh_id() -> String {
    format!("{:x}", random().to_bits())
}

/// A number from 0 to 1 that nobody knows before.
pub fn random() -> f64 {
    js_sys::Math::random()
}

/// A text in small letters, of any script. The browser has the tables for that, which are large.
pub fn lowercase(text: &str) -> String {
    js_sys::JsString::from(text).to_lower_case().into()
}

fn window() -> web_sys::Window {
    web_sys::window().expect("a page has a window")
}
