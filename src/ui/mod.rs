//! The page: Leptos components that show a [`Session`](session::Session) and let a person act on it.
//!
//! Components set state (`data-*` attributes and custom properties); the style sheets turn it into pixels.

mod app;
mod header;
mod home;
mod icons;
mod library;
mod live;
mod log;
mod program;
mod session;
mod sketch;
mod story;
mod timeline;
mod transport;
mod words;

pub use app::App;

/// How many steps the timeline draws. What is beyond runs and is logged, and the panel says so.
const MOST_DRAWN: usize = 300;

/// How many devices the home and the timeline draw, likewise.
const MOST_DEVICES: usize = 60;
