//! My programs: what a person has saved in this browser, and what the browser keeps of the program on the page.

mod autosave;
mod change;
mod commands;
mod dialog;
mod names;
mod open;
mod rows;
mod store;

use std::sync::Arc;

use leptos::{html::Dialog, prelude::*};

pub use self::dialog::LibraryDialog;
use self::{autosave::AutosaveState, store::Entry};
use crate::{
    browser::StoreError,
    ui::state::{Document, Preferences, use_document, use_preferences},
};

/// The saved programs, and the dialog that shows them. A handle: copies are the same.
#[derive(Clone, Copy)]
pub struct Library {
    document: Document,
    preferences: Preferences,
    state: RwSignal<State>,
    dialog: NodeRef<Dialog>,
}

/// What the dialog shows.
#[derive(Default)]
struct State {
    saved: Vec<Entry>,
    /// What was not saved, in earlier visits and other tabs.
    drafts: Vec<Entry>,
    /// Why the browser did not store something.
    trouble: Option<StoreError>,
    /// What was last done, or why not.
    notice: String,
    offer: Offer,
    /// The key of the program that is being renamed.
    renaming: Option<String>,
    /// What the program on the page was last loaded from, or saved as.
    name: String,
    /// The texts that this tab has loaded or saved under names.
    known: Vec<(String, Arc<str>)>,
    autosave: AutosaveState,
}

/// What can be done about the news.
#[derive(Clone, Default)]
enum Offer {
    #[default]
    Nothing,
    /// Puts back what was deleted.
    Undo { key: String, value: String },
    /// Saves under a name that has another text.
    Replace(String),
}

impl Library {
    /// Finds the program again that was on this page, and keeps it from now on.
    pub fn new() -> Self {
        let (state, dialog) = (RwSignal::new(State::default()), NodeRef::new());
        let library = Self { document: use_document(), preferences: use_preferences(), state, dialog };
        library.restore();
        library.watch();
        library
    }

    /// Reads the shelf again, and says so if the browser refuses.
    fn refresh(self) {
        let own = self.state.read_untracked().autosave.name();
        let text = self.document.text();
        let found = store::saved().and_then(|saved| Ok((saved, store::drafts(&own, &text)?)));
        self.state.update(|state| match found {
            Ok((saved, drafts)) => {
                (state.saved, state.drafts) = (saved, drafts);
                // Room is found out about when something is stored.
                state.trouble.take_if(|trouble| *trouble == StoreError::Refused);
            }
            Err(trouble) => state.trouble = Some(trouble),
        });
    }

    fn refresh_if_open(self) {
        if self.dialog.get_untracked().is_some_and(|dialog| dialog.open()) {
            self.refresh();
        }
    }

    /// Says what was done, and what can be done about it.
    fn notify(self, notice: String, offer: Offer) {
        self.state.update(|state| (state.notice, state.offer) = (notice, offer));
    }

    /// Whether this tab has loaded or saved exactly this text, under whatever name.
    fn is_known(self, text: &str) -> bool {
        self.state.read_untracked().known.iter().any(|(_, known)| **known == *text)
    }

    fn remember(self, name: &str, text: Arc<str>) {
        self.state.update(|state| {
            state.name = name.into();
            state.known.retain(|(known, _)| known != name);
            state.known.push((name.into(), text));
        });
    }
}
