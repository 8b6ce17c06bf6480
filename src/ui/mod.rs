//! The page: Leptos components that show a [`Session`](session::Session) and let a person act on it.
//!
//! Components set state (`data-*` attributes and custom properties); the style sheets turn it into pixels.

mod address;
mod app;
mod code;
mod embed;
mod header;
mod home;
mod icons;
mod keys;
mod library;
mod live;
mod log;
mod mural;
mod narration;
mod program;
mod session;
mod share;
mod sketch;
mod sound;
mod story;
mod timeline;
mod transport;
mod words;

pub use app::App;

/// How many devices the home draws, and the palette offers. What is beyond runs and is logged.
const MOST_DEVICES: usize = 60;
