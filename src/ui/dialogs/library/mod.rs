//! My programs: the programs saved in this browser, and the automatic saving of the program on the page.

mod autosave;
mod changes;
mod commands;
mod dialog;
mod names;
mod open;
mod rows;
mod store;

use std::sync::Arc;

use leptos::{html::Dialog, prelude::*};

use self::{autosave::Autosave, store::Entry};
pub use self::{dialog::LibraryDialog, names::MAX_NAME_CHARS};
use crate::{
    browser::StoreError,
    ui::state::{Document, Preferences, use_document, use_preferences},
};

/// The saved programs, and the dialog that shows them. A handle: copies are the same.
#[derive(Clone, Copy)]
pub struct Library {
    document: Document,
    preferences: Preferences,
    autosave: Autosave,
    state: RwSignal<State>,
    dialog: NodeRef<Dialog>,
}

/// Content of the dialog.
#[derive(Default)]
struct State {
    saved: Vec<Entry>,
    /// Unsaved programs of earlier visits and other tabs.
    drafts: Vec<Entry>,
    /// Result of the last action.
    notice: String,
    offer: Offer,
    /// The key of the program that is being renamed.
    renaming: Option<String>,
}

/// An action that the notice offers.
#[derive(Clone, Default)]
enum Offer {
    #[default]
    Nothing,
    /// Restores a deleted program.
    Undo { key: String, value: String },
    /// Saves under a name that holds another text.
    Replace(String),
}

impl Library {
    /// Restores the program that was on this page, and keeps it from now on.
    pub fn new() -> Self {
        let (state, dialog) = (RwSignal::new(State::default()), NodeRef::new());
        let document = use_document();
        let autosave = Autosave::start(document);
        let library = Self { document, preferences: use_preferences(), autosave, state, dialog };
        // Another tab may store something.
        let listener = window_event_listener_untyped("storage", move |_| library.refresh_if_open());
        on_cleanup(move || listener.remove());
        library
    }

    /// Stores the program on the page, if it is a person's work and not stored yet.
    pub fn flush(self) -> Result<(), StoreError> {
        self.autosave.flush()
    }

    /// Reads the stored programs again.
    fn refresh(self) {
        let text = self.document.text();
        let found = store::saved().and_then(|saved| Ok((saved, store::drafts(&self.autosave.tab(), &text)?)));
        let error = self.autosave.error;
        match found {
            Ok((saved, drafts)) => {
                self.state.update(|state| (state.saved, state.drafts) = (saved, drafts));
                // Reading does not show whether there is room.
                error.maybe_update(|error| error.take_if(|error| *error == StoreError::Refused).is_some());
            }
            Err(found) => error.set(Some(found)),
        }
    }

    fn refresh_if_open(self) {
        if self.dialog.get_untracked().is_some_and(|dialog| dialog.open()) {
            self.refresh();
        }
    }

    /// Shows the result of the last action, and what can be done about it.
    fn notify(self, notice: String, offer: Offer) {
        self.state.update(|state| (state.notice, state.offer) = (notice, offer));
    }

    fn remember(self, name: &str, text: Arc<str>) {
        self.document.set_name(name);
        self.autosave.remember(name, text);
    }
}
