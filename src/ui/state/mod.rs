//! The state of the page. Each value has one owner, which alone can write it; everyone else reads signals.
//!
//! Data flows one way: preferences and visit → [`Document`] → [`Run`] → panels. The document does not know the run: the run
//! registers with it and ends when the program changes. [`Connection`], [`Comparison`] and [`Scheduling`] stand beside the run. Panels may call methods
//! of these handles; no view, no text of a panel and no DOM may enter here.

mod compared_run;
mod comparison;
mod connection;
mod document;
mod form;
mod preferences;
mod run;
mod scheduling;
mod timeline_view;
mod visit;
mod ways;

use leptos::prelude::*;

use self::visit::Visit;
pub use self::{
    compared_run::ComparedRun,
    comparison::{Compared, Comparison},
    connection::Connection,
    document::{Document, Draft, MODEL_KEYS, PlannedProgram},
    form::Form,
    preferences::Preferences,
    run::{LogCursor, News, Phase, Run},
    scheduling::{BOUND, PREEMPTIONS, SEEDS, Scheduling, SearchKind, Searched},
    timeline_view::TimelineView,
    ways::Policy,
};
use crate::browser::Address;

/// All handles, in one context: a context of its own for each would cost the page a kilobyte.
#[derive(Clone, Copy)]
struct PageState {
    preferences: Preferences,
    document: Document,
    run: Run,
    connection: Connection,
    comparison: Comparison,
    scheduling: Scheduling,
}

/// Creates the state that an address asks for, and provides it to all components of the page.
pub fn provide_state(address: &mut Address) {
    let preferences = Preferences::new(address);
    let document = Document::new(preferences, Visit::new(address), address);
    let run = Run::new(document, preferences);
    if let Some(t) = address.t.filter(|_| document.draft.read_untracked().is_none()) {
        run.show_at(t);
    }
    let (connection, comparison) = (Connection::new(document), Comparison::new(document, run, preferences));
    let scheduling = Scheduling::new(document, run);
    provide_context(PageState { preferences, document, run, connection, comparison, scheduling });
}

pub fn use_scheduling() -> Scheduling {
    expect_context::<PageState>().scheduling
}

pub fn use_preferences() -> Preferences {
    expect_context::<PageState>().preferences
}

pub fn use_document() -> Document {
    expect_context::<PageState>().document
}

pub fn use_run() -> Run {
    expect_context::<PageState>().run
}

pub fn use_connection() -> Connection {
    expect_context::<PageState>().connection
}

pub fn use_comparison() -> Comparison {
    expect_context::<PageState>().comparison
}
