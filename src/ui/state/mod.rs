//! The state of the page. Each value has one owner, which alone can write it; everyone else reads signals.
//!
//! Data flows one way: preferences and visit → [`Document`] → [`Run`] → panels. The document does not know the run: the run
//! registers with it and ends when the program changes. [`Connection`], [`Comparison`], [`Choosing`] and [`Searching`] stand
//! beside the run. Panels may call methods of these handles; no view, no text of a panel and no DOM may enter here.

mod choosing;
mod compared_run;
mod comparison;
mod connection;
mod document;
mod form;
mod overtime;
mod preferences;
mod run;
mod searching;
mod timeline_view;
mod visit;
mod ways;

use leptos::prelude::*;

use self::visit::Visit;
pub use self::{
    choosing::Choosing,
    compared_run::ComparedRun,
    comparison::{Compared, Comparison},
    connection::Connection,
    document::{Document, Draft, MODEL_KEYS, PlannedProgram},
    form::Form,
    overtime::Pace,
    preferences::Preferences,
    run::{LogCursor, News, Phase, Run},
    searching::{BOUND, PREEMPTIONS, SEEDS, SearchKind, Searched, Searching},
    timeline_view::TimelineView,
    ways::Policy,
};
use crate::{
    browser::Address,
    program::presets::{self, Preset},
    runtime::Model,
};

/// All handles, in one context: a context of its own for each would cost the page a kilobyte.
#[derive(Clone, Copy)]
struct PageState {
    preferences: Preferences,
    document: Document,
    run: Run,
    connection: Connection,
    comparison: Comparison,
    choosing: Choosing,
    searching: Searching,
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
    open_scheduler_with_its_programs(document, preferences);
    let choosing = Choosing::new(document, run);
    let searching = Searching::new(document, choosing);
    provide_context(PageState { preferences, document, run, connection, comparison, choosing, searching });
}

/// A program about threads is told in the view of the scheduler, and so is a run by a schedule of the address. No other program
/// is: it opens with the chart.
fn open_scheduler_with_its_programs(document: Document, preferences: Preferences) {
    let is_about = |preset: Option<Preset>| preset.as_ref().is_some_and(presets::is_about_threads);
    let first = document.program.with_untracked(|program| program.preset);
    if is_about(first) || document.model.with_untracked(Model::has_schedule) {
        preferences.show_in_timeline(TimelineView::Scheduler);
    }
    Effect::new(move |before: Option<Option<&str>>| {
        let (preset, shown) = (document.preset(), preferences.timeline_view.get_untracked());
        let id = preset.as_ref().map(|preset| preset.id);
        if before.is_some_and(|before| before != id) && id.is_some() {
            match (is_about(preset), shown) {
                (true, _) => preferences.show_in_timeline(TimelineView::Scheduler),
                (false, TimelineView::Scheduler) => preferences.show_in_timeline(TimelineView::Chart),
                (false, _) => {}
            }
        }
        id
    });
}

pub fn use_choosing() -> Choosing {
    expect_context::<PageState>().choosing
}

pub fn use_searching() -> Searching {
    expect_context::<PageState>().searching
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
