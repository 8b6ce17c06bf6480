//! The program on the page, kept without being asked: through a reload by the tab, and for later by the browser.

use std::{sync::Arc, time::Duration};

use leptos::prelude::*;

use super::{Library, store};
use crate::{
    browser::{Store, StoreError, query_and_fragment, random_id},
    program::print,
    ui::render::reactive::effect,
};

/// What is on the page: the address it began with, a newline, and the text.
const PROGRAM_KEY: &str = "homeloop.program";

/// The tab's name, while its page is away. A page that is there holds it alone: the browser copies what a tab has
/// stored when the tab is duplicated, and both would write the same draft.
const TAB_KEY: &str = "homeloop.tab";

/// How long a change waits for others before it is stored.
const AUTOSAVE_DELAY: Duration = Duration::from_millis(400);

/// What is kept of the program on the page.
#[derive(Default)]
pub struct AutosaveState {
    /// Names the draft.
    tab: String,
    /// What was stored last; `None` if nothing is.
    text: Option<Arc<str>>,
    /// The address under which the tab has stored it.
    here: String,
    /// Whether the page began with a person's work, which is worth keeping though nothing was done to it yet.
    is_back: bool,
    /// Whether a change waits to be stored.
    is_due: bool,
}

impl AutosaveState {
    /// What the tab's draft is called.
    pub fn name(&self) -> String {
        self.tab.clone()
    }

    /// Has the next change stored, whatever it is.
    pub fn forget(&mut self) {
        self.text = None;
    }
}

impl Library {
    /// Brings back what was on this page before it was reloaded.
    pub(super) fn restore(self) {
        let tab = Store::Tab.get(TAB_KEY).ok().flatten();
        _ = Store::Tab.remove(TAB_KEY);
        let stored = Store::Tab.get(PROGRAM_KEY).ok().flatten();
        let text = text_from_here(stored.as_deref());
        let tab = tab.filter(|_| text.is_some()).unwrap_or_else(random_id);
        let is_back = text.is_some_and(|text| *text == *self.document.text());
        self.update_autosave(|autosave| {
            *autosave =
                AutosaveState { tab, text: text.map(Arc::from), here: query_and_fragment(), is_due: false, is_back }
        });
        if let Some(text) = text {
            self.document.open_text("bring back your work", text.into());
        }
    }

    /// Keeps the program from now on.
    pub(super) fn watch(self) {
        effect(move || {
            drop((self.document.editor.read(), self.document.draft.read()));
            if !self.update_autosave(|autosave| std::mem::replace(&mut autosave.is_due, true)) {
                // By then the page may have been taken down.
                set_timeout(move || _ = (!self.state.is_disposed()).then(|| self.flush()), AUTOSAVE_DELAY);
            }
        });
        // The last word of a page is often that it is hidden. Another tab may store something meanwhile.
        for name in ["visibilitychange", "pagehide", "storage"] {
            let listener = window_event_listener_untyped(name, move |event| match &*event.type_() {
                "storage" => self.refresh_if_open(),
                name => {
                    _ = self.flush();
                    if name == "pagehide" {
                        _ = Store::Tab.set(TAB_KEY, &self.state.read_untracked().autosave.name());
                    }
                }
            });
            on_cleanup(move || listener.remove());
        }
    }

    /// Stores what is on the page, if it is a person's work and not stored yet.
    pub fn flush(self) -> Result<(), StoreError> {
        let done = self.store();
        if let Err(trouble) = done {
            self.update_autosave(AutosaveState::forget);
            self.state.update(|state| state.trouble = Some(trouble));
        }
        done
    }

    fn store(self) -> Result<(), StoreError> {
        let document = self.document;
        self.update_autosave(|autosave| autosave.is_due = false);
        let (tab, stored, is_back) =
            self.update_autosave(|autosave| (autosave.tab.clone(), autosave.text.clone(), autosave.is_back));
        let is_touched = is_back
            || document.draft.read_untracked().is_some()
            || document.editor.read_untracked().undo_name().is_some()
            // A reload would bring back what the address still says.
            || !document.is_addressed_as(&document.editor.read_untracked().text());
        if !is_touched {
            // What the address says needs no keeping, nor do edits that were all undone.
            if text_from_here(Store::Tab.get(PROGRAM_KEY)?.as_deref()).is_some() {
                Store::Tab.remove(PROGRAM_KEY)?;
            }
            if stored.is_some() {
                self.update_autosave(AutosaveState::forget);
                Store::Browser.remove(&store::draft_key(&tab))?;
            }
            return Ok(());
        }
        let text = document.text();
        let here = query_and_fragment();
        if stored.as_ref() != Some(&text) || self.update_autosave(|autosave| autosave.here != here) {
            // Where the page was in the meantime kept from going, it still holds its name alone.
            Store::Tab.remove(TAB_KEY)?;
            Store::Tab.set(PROGRAM_KEY, &format!("{here}\n{text}"))?;
            if self.is_known(&text) {
                Store::Browser.remove(&store::draft_key(&tab))?;
            } else if self.is_made_by_us(&text) {
                self.take_new_name();
            } else {
                store::keep_draft(&tab, &text)?;
            }
            self.update_autosave(|autosave| (autosave.text, autosave.here) = (Some(text), here));
        }
        Ok(())
    }

    /// Makes room on the page for another program: what is not saved becomes a draft that stays.
    pub(super) fn leave(self) -> Result<(), StoreError> {
        let autosave = self.flush();
        // What can be read stays within reach of the undo button. A text that cannot be read does not.
        if self.document.draft.read_untracked().is_some() {
            autosave?;
            self.document.discard_draft();
        }
        self.take_new_name();
        Ok(())
    }

    /// The dialog shows nothing of this.
    pub(super) fn update_autosave<T>(self, change: impl FnOnce(&mut AutosaveState) -> T) -> T {
        change(&mut self.state.write_untracked().autosave)
    }

    fn take_new_name(self) {
        self.update_autosave(|autosave| *autosave = AutosaveState { tab: random_id(), ..AutosaveState::default() });
    }

    /// Whether a text is nobody's work: a preset, or the empty program.
    fn is_made_by_us(self, text: &str) -> bool {
        let preset = untrack(|| self.document.preset()).map(|preset| preset.scene());
        preset.into_iter().chain([self.document.empty_scene()]).any(|scene| print(&scene) == text)
    }
}

/// The text in what a tab has stored, if that is for the present address.
fn text_from_here(stored: Option<&str>) -> Option<&str> {
    stored?.strip_prefix(&*query_and_fragment())?.strip_prefix('\n')
}
