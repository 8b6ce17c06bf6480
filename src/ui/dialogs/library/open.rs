//! Other programs that come to the page: a stored one, one from a file, an empty one.

use leptos::{prelude::*, web_sys::HtmlInputElement};

use super::{Library, Offer, names, store};
use crate::{
    browser::{files, fragment::RawNotation},
    program::{Limits, parse_bytes, parse_draft},
    ui::text::announcements::NEW_PROGRAM,
};

impl Library {
    /// Puts an empty program on the page.
    pub fn start_anew(self) {
        if self.make_room() {
            self.state.update(|state| state.name.clear());
            self.document.open(self.document.empty_scene(), NEW_PROGRAM);
            self.preferences.set_panel("program");
        }
    }

    /// Puts a program on the page that the address has got.
    pub fn open_written(self, written: RawNotation) {
        if self.make_room() {
            self.state.update(|state| state.name.clear());
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
            self.state.update(|state| state.name.clear());
        }
        self.document.open_text(&format!("open {name}"), text);
        self.close();
    }

    /// Opens a file that was chosen in a field.
    pub(super) fn import(self, field: &HtmlInputElement) {
        let most = Limits::default().text_bytes;
        files::read(field, most, move |file| {
            let refuse = |why: &str| {
                self.notify(format!("{} was not imported: {why}. Nothing was changed.", file.name), Offer::Nothing);
            };
            let Some(bytes) = file.bytes else { return refuse("it is no text file of at most 1 MiB") };
            // Some editors begin a file with a mark that is no part of the text.
            let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&bytes);
            let read = match std::str::from_utf8(bytes) {
                Ok(text) => parse_draft(text).map(|_| text),
                Err(_) => parse_bytes(bytes).map(|_| ""),
            };
            match read {
                Err(error) => refuse(&error.to_string()),
                Ok(text) if self.make_room() => {
                    let name = names::of_file(&file.name).unwrap_or_default();
                    self.document.open_text(&format!("open {name}"), text.into());
                    self.state.update(|state| state.name = name);
                    self.close();
                }
                Ok(_) => {}
            }
        });
    }

    /// Says whether another program can be put on the page without losing what is on it.
    fn make_room(self) -> bool {
        let left = self.autosave.leave();
        if let Err(trouble) = left {
            let notice = "The text on the page cannot be read yet, and not be kept for later either. Export it or mend it first.";
            self.document.announce(notice.into());
            self.autosave.trouble.set(Some(trouble));
            self.notify(notice.into(), Offer::Nothing);
        }
        left.is_ok()
    }

    /// The text of a stored program; if it is gone, that is said.
    pub(super) fn text_of(self, key: &str) -> Option<String> {
        let text = store::text(key).ok().flatten();
        if text.is_none() {
            self.notify(format!("{} is not there any more.", self.name_of(key)), Offer::Nothing);
            self.refresh();
        }
        text
    }
}
