//! Stores the program on the page automatically: in the tab's storage for a reload, and as a draft in the browser's storage
//! for the time after the tab is closed.

use std::{sync::Arc, time::Duration};

use leptos::prelude::*;

use super::store;
use crate::{
    browser::{Store, StoreError, is_reload, query_and_fragment, random_id},
    program::{Scene, print},
    ui::{render::reactive::effect, state::Document, text},
};

/// Key of the program on the page: the address it was stored under, a newline, and the text.
const PROGRAM_KEY: &str = "homeloop.program";

/// Key of the tab's id, present only while its page is away, and only if the stored program is that page's. A page in
/// memory holds its id alone: the browser copies a tab's storage when the tab is duplicated, and both tabs would write
/// the same draft.
const TAB_KEY: &str = "homeloop.tab";

const AUTOSAVE_DELAY: Duration = Duration::from_millis(400);

/// A handle: copies are the same.
#[derive(Clone, Copy)]
pub struct Autosave {
    document: Document,
    state: StoredValue<State>,
    /// Reason why the browser stored nothing when it was last asked to.
    pub error: RwSignal<Option<StoreError>>,
}

#[derive(Default)]
struct State {
    /// Id of the tab, which names its draft.
    tab: String,
    /// The text stored last; `None` if none is stored.
    text: Option<Arc<str>>,
    /// The address that the text was stored under.
    here: String,
    /// True if the tab's storage holds a program of this page.
    is_stored: bool,
    /// True if the page restored a person's work, which is kept even while it is unchanged.
    is_restored: bool,
    /// True while a change waits to be stored.
    is_due: bool,
    /// The texts that this tab has loaded or saved, by name. They need no draft.
    known: Vec<(String, Arc<str>)>,
}

impl Autosave {
    /// Restores the program that was on this page before a reload, and stores every change from now on.
    pub fn start(document: Document) -> Self {
        let autosave = Self { document, state: StoredValue::new(State::default()), error: RwSignal::new(None) };
        autosave.restore();
        autosave.watch();
        autosave
    }

    fn restore(self) {
        let tab = Store::Tab.get(TAB_KEY).ok().flatten();
        _ = Store::Tab.remove(TAB_KEY);
        let stored = Store::Tab.get(PROGRAM_KEY).ok().flatten();
        // A reload that begins just before the address changes opens the address of before.
        let is_reloaded = is_reload() && tab.is_some();
        let text = stored.as_deref().and_then(|stored| text_of(stored, is_reloaded));
        let tab = tab.filter(|_| text.is_some()).unwrap_or_else(random_id);
        let is_restored = text.is_some_and(|text| *text == *self.document.text());
        self.update(|state| {
            let text = text.map(Arc::from);
            let (here, is_stored) = (query_and_fragment(), text.is_some());
            *state = State { tab, text, here, is_stored, is_restored, ..State::default() };
        });
        if let Some(text) = text {
            self.document.open_text(text::library::RESTORE_EDIT, text.into());
        }
    }

    fn watch(self) {
        effect(move || {
            drop((self.document.editor.read(), self.document.draft.read(), self.document.name.read()));
            if !self.update(|state| std::mem::replace(&mut state.is_due, true)) {
                // The page may be unmounted by then.
                set_timeout(move || _ = (!self.state.is_disposed()).then(|| self.flush()), AUTOSAVE_DELAY);
            }
        });
        // Being hidden is often the last event that a page gets.
        for name in ["visibilitychange", "pagehide"] {
            let listener = window_event_listener_untyped(name, move |event| {
                _ = self.flush();
                if event.type_() == "pagehide" && self.update(|state| state.is_stored) {
                    _ = Store::Tab.set(TAB_KEY, &self.tab());
                }
            });
            on_cleanup(move || listener.remove());
        }
    }

    /// Stores the program on the page, if it is a person's work and not stored yet.
    pub fn flush(self) -> Result<(), StoreError> {
        let stored = self.store();
        if let Err(error) = stored {
            self.invalidate();
            self.error.set(Some(error));
        }
        stored
    }

    fn store(self) -> Result<(), StoreError> {
        let document = self.document;
        let (tab, stored, is_stored, is_restored) = self.update(|state| {
            state.is_due = false;
            (state.tab.clone(), state.text.clone(), state.is_stored, state.is_restored)
        });
        let (here, text) = (query_and_fragment(), document.text());
        let keep = || Store::Tab.set(PROGRAM_KEY, &format!("{here}\n{text}"));
        let is_touched = is_restored
            || document.draft.read_untracked().is_some()
            || document.editor.read_untracked().undo_name().is_some()
            // A reload would bring back the program of an outdated address.
            || !document.is_addressed_as(&document.editor.read_untracked().text());
        if !is_touched {
            // Neither the program of the address nor edits that were all undone need a draft. But a reload may not have
            // the address yet.
            if is_stored {
                keep()?;
            }
            if stored.is_some() {
                self.invalidate();
                Store::Browser.remove(&store::draft_key(&tab))?;
            }
            return Ok(());
        }
        if stored.as_ref() != Some(&text) || self.update(|state| state.here != here) {
            // If unload was cancelled, this page is still the only owner of its tab id.
            Store::Tab.remove(TAB_KEY)?;
            keep()?;
            if self.update(|state| state.known.iter().any(|(_, known)| **known == *text)) {
                Store::Browser.remove(&store::draft_key(&tab))?;
            } else if self.is_predefined(&text) {
                self.renew_tab_id();
            } else {
                let title = untrack(|| document.own_title()).unwrap_or_default();
                store::keep_draft(&tab, &title, &text)?;
            }
            self.update(|state| (state.text, state.here, state.is_stored) = (Some(text), here, true));
        }
        Ok(())
    }

    /// Makes room on the page for another program: unsaved work becomes a draft that stays.
    pub fn leave(self) -> Result<(), StoreError> {
        let stored = self.flush();
        // A readable program stays within reach of the undo button; an unreadable text does not.
        if self.document.draft.read_untracked().is_some() {
            stored?;
            self.document.discard_draft();
        }
        self.renew_tab_id();
        Ok(())
    }

    /// The id of the tab, which names its draft.
    pub fn tab(self) -> String {
        self.state.with_value(|state| state.tab.clone())
    }

    /// Stores the next change even if the text is the one stored last.
    pub fn invalidate(self) {
        self.update(|state| state.text = None);
    }

    /// Records a text that this tab has loaded or saved under a name.
    pub fn remember(self, name: &str, text: Arc<str>) {
        self.forget(name);
        self.update(|state| state.known.push((name.into(), text)));
    }

    pub fn forget(self, name: &str) {
        self.update(|state| state.known.retain(|(known, _)| known != name));
    }

    pub fn rename(self, old: &str, new: &str) {
        self.update(|state| {
            state.known.iter_mut().filter(|(known, _)| known == old).for_each(|(known, _)| *known = new.into());
        });
    }

    /// Returns true if this tab has loaded or saved exactly this text under this name.
    pub fn knows(self, name: &str, text: &str) -> bool {
        self.state
            .with_value(|state| state.known.iter().any(|(known, known_text)| known == name && **known_text == *text))
    }

    fn update<T>(self, change: impl FnOnce(&mut State) -> T) -> T {
        self.state.try_update_value(change).expect("the page is mounted")
    }

    fn renew_tab_id(self) {
        self.update(|state| {
            let known = std::mem::take(&mut state.known);
            *state = State { tab: random_id(), known, ..State::default() };
        });
    }

    /// Returns true if a text is the preset of the page or the empty program, which need no draft.
    fn is_predefined(self, text: &str) -> bool {
        let preset = untrack(|| self.document.preset()).map(|preset| preset.scene());
        preset.into_iter().chain([Scene::empty()]).any(|scene| print(&scene) == text)
    }
}

/// The text of a stored program, if it was stored under the present address or the page was reloaded.
fn text_of(stored: &str, is_reloaded: bool) -> Option<&str> {
    let (here, text) = stored.split_once('\n')?;
    (is_reloaded || here == query_and_fragment()).then_some(text)
}
