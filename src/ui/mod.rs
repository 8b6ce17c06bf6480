//! The page: Leptos components that show the state and let a person act on it.
//!
//! Components set state (`data-*` attributes and custom properties); the style sheets turn it into pixels.

mod address;
mod app;
mod dialogs;
mod embed;
mod header;
mod limits;
mod narration;
mod panels;
mod paper;
mod present;
mod render;
mod shortcuts;
mod sound;
mod state;
mod story;
#[cfg(test)]
mod table_tests;
mod term_card;
mod text;

pub use app::App;
