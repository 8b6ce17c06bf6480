//! Every sentence, label and number format of the page, with one file per part of the page. Text may depend on values of
//! the core and of `browser`; state, signals and elements may not enter.

pub mod about;
pub mod announcements;
pub mod clipboard;
pub mod code;
pub mod common;
pub mod compare;
mod device;
pub mod device_dialog;
pub mod edit;
pub mod embed;
pub mod event_loop;
pub mod futures;
pub mod glossary;
pub mod header;
pub mod home;
pub mod keys;
pub mod library;
pub mod log;
pub mod narration;
mod numbers;
pub mod page;
pub mod palette;
pub mod present;
pub mod program;
mod risk;
pub mod scheduler;
pub mod searching;
pub mod share;
pub mod step_fields;
mod steps;
pub mod story;
pub mod text_editor;
pub mod timeline;
pub mod toolbar;
pub mod transport;
pub mod what_if;

pub use device::*;
pub use edit::*;
pub use numbers::*;
pub use risk::*;
pub use steps::*;
