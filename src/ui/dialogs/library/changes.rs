//! Saves, renames, deletes and restores stored programs.

use leptos::prelude::*;

use super::{Library, Offer, names, store};
use crate::{
    browser::{Store, StoreError},
    ui::text,
};

impl Library {
    /// Saves the program under a name. Asks first if that would replace a text that this tab has not seen.
    pub(super) fn save(self, typed: &str) {
        let Some(name) = names::tidy(typed) else {
            self.focus("[name=name]");
            return self.notify(text::library::NAME_MISSING.into(), Offer::Nothing);
        };
        let text = self.document.text();
        match Store::Browser.get(&store::saved_key(&name)) {
            Ok(Some(stored)) if stored != *text && !self.autosave.knows(&name, &stored) => {
                self.notify(text::library::changed_elsewhere(&name), Offer::Replace(name));
                self.focus("[data-act=both]");
            }
            Ok(_) => self.save_as(&name),
            Err(error) => self.fail(error, &name),
        }
    }

    pub(super) fn save_as(self, name: &str) {
        let text = self.document.text();
        if let Err(error) = Store::Browser.set(&store::saved_key(name), &text) {
            return self.fail(error, name);
        }
        let is_draft = self.document.draft.read_untracked().is_some();
        self.remember(name, text);
        self.set_field(name);
        self.after_store(text::library::saved(name, is_draft), Offer::Nothing);
    }

    pub(super) fn rename(self, key: &str, typed: &str) {
        let Some(name) = names::tidy(typed) else { return self.stop_renaming(key) };
        let to = store::saved_key(&name);
        if to == key {
            return self.stop_renaming(key);
        }
        if store::is_taken(&name) {
            return self.notify(text::library::name_taken(&name), Offer::Nothing);
        }
        let Some(text) = self.text_of(key) else { return };
        // The old entry is removed once the new one exists.
        let moved = Store::Browser.set(&to, &text).and_then(|()| Store::Browser.remove(key));
        let old = self.name_of(key);
        if let Err(error) = moved {
            return self.fail(error, &old);
        }
        self.autosave.rename(&old, &name);
        if *self.document.name.read_untracked() == *old {
            self.document.set_name(name.clone());
            self.set_field(&name);
        }
        self.after_store(text::library::renamed(&old, &name), Offer::Nothing);
        self.stop_renaming(&to);
    }

    pub(super) fn delete(self, key: &str) {
        let name = self.name_of(key);
        match Store::Browser.get(key) {
            Ok(Some(value)) if Store::Browser.remove(key).is_ok() => {
                // The program on the page may be the last copy now.
                self.autosave.forget(&name);
                self.after_store(text::library::deleted(&name), Offer::Undo { key: key.into(), value });
                self.focus("[data-act=undo]");
            }
            _ => self.refresh(),
        }
    }

    pub(super) fn restore_deleted(self, key: String, value: &str) {
        // Another tab may have saved a program under the name since.
        let key = match store::name_of(&key) {
            Some(name) if store::is_taken(name) => store::saved_key(&names::free(name, store::is_taken)),
            _ => key,
        };
        match Store::Browser.set(&key, value) {
            Ok(()) => {
                if let Some(name) = store::name_of(&key) {
                    self.autosave.remember(name, value.into());
                }
                self.after_store(text::library::restored(&self.name_of(&key)), Offer::Nothing);
                self.focus_row(&key, "open");
            }
            // The offer stays, so that the restoring can be repeated.
            Err(error) => self.autosave.error.set(Some(error)),
        }
    }

    /// Stores the program on the page too, and updates the dialog. To be called after something was stored.
    pub(super) fn after_store(self, notice: String, offer: Offer) {
        self.autosave.error.set(None);
        self.autosave.invalidate();
        _ = self.flush();
        self.notify(notice, offer);
        self.refresh();
    }

    fn fail(self, error: StoreError, name: &str) {
        self.autosave.error.set(Some(error));
        self.notify(text::library::not_stored(name), Offer::Nothing);
    }
}
