//! The browser's side of a run and of the page: real time, frames, storage, the address, the last words of a panic.
//!
//! web-sys and gloo-timers live here, leptos does not.

mod clock;
mod crash;
mod frames;
mod keys;
mod storage;
mod task;
mod theme;
mod url;

pub use clock::{PacedClock, SPEEDS};
pub use crash::show_panics;
pub use frames::FrameLoop;
pub use keys::page_has_keys;
pub use task::{Ended, RunHandle, start};
pub use theme::Theme;
pub use url::{Address, Program};

fn window() -> web_sys::Window {
    web_sys::window().expect("a page has a window")
}
