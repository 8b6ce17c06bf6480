//! Opens other programs: a stored one, one from a file or an address, an empty one.

use leptos::{prelude::*, web_sys::HtmlInputElement};

use super::{Library, Offer, names, store};
use crate::{
    browser::{files, fragment::RawNotation},
    program::{EditName, Limits, Scene, parse_bytes, parse_draft},
    ui::text,
};

impl Library {
    /// Opens an empty program, with the home of a program that declares none.
    pub fn start_anew(self) {
        if self.make_room() {
            self.document.set_name("");
            self.document.open(Scene::empty(), EditName::NewProgram);
            self.preferences.set_panel("program");
        }
    }

    /// Opens the program of a changed address.
    pub fn open_written(self, written: RawNotation) {
        if self.make_room() {
            self.document.set_name("");
            self.document.open_written(written);
        }
    }

    pub(super) fn open_entry(self, key: &str) {
        let Some(text) = self.text_of(key) else { return };
        if !self.make_room() {
            return;
        }
        let name = self.name_of(key);
        if store::name_of(key).is_some() {
            self.remember(&name, text.as_str().into());
        } else {
            self.document.set_name(store::title_of_draft(key).unwrap_or_default());
        }
        self.document.open_text_in_own_model(&text::announcements::open(&name), text);
        self.close();
    }

    /// Opens the file that was chosen in a field.
    pub(super) fn import(self, field: &HtmlInputElement) {
        files::read(field, Limits::default().text_bytes, move |file| {
            let refuse = |why: &str| {
                self.notify(text::library::not_imported(&file.name, why), Offer::Nothing);
            };
            let Some(bytes) = file.bytes else { return refuse(text::library::NOT_A_TEXT_FILE) };
            // Some editors begin a file with a byte order mark.
            let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&bytes);
            let read = match std::str::from_utf8(bytes) {
                Ok(text) => parse_draft(text).map(|_| text),
                Err(_) => parse_bytes(bytes).map(|_| ""),
            };
            match read {
                Err(error) => refuse(&error.to_string()),
                Ok(text) if self.make_room() => {
                    let name = names::of_file(&file.name).unwrap_or_default();
                    self.document.open_text_in_own_model(&text::announcements::open(&name), text.into());
                    self.document.set_name(name);
                    self.close();
                }
                Ok(_) => {}
            }
        });
    }

    /// Stores the program on the page, so that another one can be opened. Returns false if it would be lost.
    fn make_room(self) -> bool {
        let left = self.autosave.leave();
        if let Err(error) = left {
            self.document.announce(text::library::DRAFT_WOULD_BE_LOST.into());
            self.autosave.error.set(Some(error));
            self.notify(text::library::DRAFT_WOULD_BE_LOST.into(), Offer::Nothing);
        }
        left.is_ok()
    }

    /// Returns the text of a stored program. Notifies the person if it no longer exists.
    pub(super) fn text_of(self, key: &str) -> Option<String> {
        let text = store::text(key).ok().flatten();
        if text.is_none() {
            self.notify(text::library::missing(&self.name_of(key)), Offer::Nothing);
            self.refresh();
        }
        text
    }
}
