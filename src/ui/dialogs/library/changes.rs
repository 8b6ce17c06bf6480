//! Changes to what is stored: save, rename, delete, and the way back.

use super::{Library, Offer, names, store};
use crate::browser::{Store, StoreError};
use leptos::prelude::*;

impl Library {
    /// Saves the program under a name, unless that would lose what this tab has never seen.
    pub(super) fn save(self, typed: &str) {
        let Some(name) = names::tidy(typed) else {
            self.focus("[name=name]");
            return self.notify("Give the program a name first.".into(), Offer::Nothing);
        };
        let text = self.document.text();
        match Store::Browser.get(&store::saved_key(&name)) {
            Ok(Some(stored)) if stored != *text && !self.autosave.knows(&name, &stored) => {
                let notice = format!("Another tab or an earlier visit has changed {name}. Replace what it says?");
                self.notify(notice, Offer::Replace(name));
                self.focus("[data-act=both]");
            }
            Ok(_) => self.save_as(&name),
            Err(trouble) => self.fail(trouble, &name),
        }
    }

    pub(super) fn save_as(self, name: &str) {
        let text = self.document.text();
        if let Err(trouble) = Store::Browser.set(&store::saved_key(name), &text) {
            return self.fail(trouble, name);
        }
        let as_it_is =
            if self.document.draft.read_untracked().is_some() { " as text that cannot be read yet" } else { "" };
        self.remember(name, text);
        self.set_field(name);
        self.after_store(format!("Saved {name}{as_it_is}."), Offer::Nothing);
    }

    pub(super) fn rename(self, key: &str, typed: &str) {
        let Some(name) = names::tidy(typed) else { return self.stop_renaming(key) };
        let to = store::saved_key(&name);
        if to == key {
            return self.stop_renaming(key);
        }
        if store::is_taken(&name) {
            return self
                .notify(format!("There is a program named {name} already. Choose another name."), Offer::Nothing);
        }
        let Some(text) = self.text_of(key) else { return };
        // The old one goes when the new one is there.
        let moved = Store::Browser.set(&to, &text).and_then(|()| Store::Browser.remove(key));
        let old = self.name_of(key);
        if let Err(trouble) = moved {
            return self.fail(trouble, &old);
        }
        self.autosave.rename(&old, &name);
        if self.state.read_untracked().name == old {
            self.state.update(|state| state.name.clone_from(&name));
            self.set_field(&name);
        }
        self.after_store(format!("Renamed {old} to {name}."), Offer::Nothing);
        self.stop_renaming(&to);
    }

    pub(super) fn delete(self, key: &str) {
        let name = self.name_of(key);
        match Store::Browser.get(key) {
            Ok(Some(value)) if Store::Browser.remove(key).is_ok() => {
                // The program on the page may be the last copy now.
                self.autosave.forget(&name);
                self.after_store(format!("Deleted {name}."), Offer::Undo { key: key.into(), value });
                self.focus("[data-act=undo]");
            }
            _ => self.refresh(),
        }
    }

    pub(super) fn restore_deleted(self, key: String, value: &str) {
        // Meanwhile another tab may have saved something under the name.
        let key = match store::name_of(&key) {
            Some(name) if store::is_taken(name) => store::saved_key(&names::free(name, store::is_taken)),
            _ => key,
        };
        match Store::Browser.set(&key, value) {
            Ok(()) => {
                if let Some(name) = store::name_of(&key) {
                    self.autosave.remember(name, value.into());
                }
                self.after_store(format!("{} is back.", self.name_of(&key)), Offer::Nothing);
                self.focus_row(&key, "open");
            }
            // The offer stays.
            Err(trouble) => self.autosave.trouble.set(Some(trouble)),
        }
    }

    /// After something was stored: what else is not, and what is there now.
    pub(super) fn after_store(self, notice: String, offer: Offer) {
        self.autosave.trouble.set(None);
        self.autosave.invalidate();
        _ = self.flush();
        self.notify(notice, offer);
        self.refresh();
    }

    fn fail(self, trouble: StoreError, name: &str) {
        self.autosave.trouble.set(Some(trouble));
        self.notify(format!("{name} was not stored."), Offer::Nothing);
    }
}
