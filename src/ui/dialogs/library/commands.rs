//! The commands of the dialog's buttons, and the focus after them.

use leptos::{
    prelude::*,
    wasm_bindgen::JsCast,
    web_sys::{HtmlElement, HtmlInputElement},
};

use super::{Library, Offer, names, store};
use crate::{browser::files, ui::text::library::UNSAVED_PROGRAM};

impl Library {
    pub fn open(self) {
        // The reason of an earlier failure may be gone.
        self.after_store(String::new(), Offer::Nothing);
        let Some(dialog) = self.dialog.get_untracked() else { return };
        if !dialog.open() && dialog.show_modal().is_ok() {
            let is_own = untrack(|| self.document.preset().is_none());
            let title = untrack(|| self.document.own_title()).filter(|_| is_own);
            self.set_field(&title.unwrap_or_default());
        }
    }

    /// Gives the program on the page a name, under which it will be saved. Nothing typed takes the name away.
    pub fn name_program(self, typed: &str) {
        self.document.set_name(names::tidy(typed).unwrap_or_default());
        // The draft has the title too.
        self.autosave.invalidate();
    }

    pub fn close(self) {
        if let Some(dialog) = self.dialog.get_untracked() {
            dialog.close();
        }
    }

    /// Runs the command of a button, for the program with a key.
    pub(super) fn dispatch(self, command: &str, key: &str) {
        match command {
            "close" => self.close(),
            "open" => self.open_entry(key),
            "rename" => {
                self.state.update(|state| state.renaming = Some(key.into()));
                self.focus("[data-act=rename-to] input");
            }
            "cancel" => self.stop_renaming(key),
            "delete" => self.delete(key),
            "export" => {
                let name = files::program_file_name(&self.name_of(key));
                _ = self.text_of(key).map(|text| files::save_as(&name, "text/plain", &text));
            }
            "export-this" => {
                let title = untrack(|| self.document.own_title()).unwrap_or_default();
                files::save_as(&files::program_file_name(&title), "text/plain", &self.document.text());
            }
            "undo" | "replace" | "both" => self.accept(command == "replace"),
            // The form of a renaming is submitted instead.
            _ => {}
        }
    }

    /// Accepts the offer of the notice.
    fn accept(self, replace: bool) {
        let offer = self.state.read_untracked().offer.clone();
        match offer {
            Offer::Undo { key, value } => self.restore_deleted(key, &value),
            Offer::Replace(name) if replace => self.save_as(&name),
            Offer::Replace(name) => self.save_as(&names::free(&name, store::is_taken)),
            Offer::Nothing => {}
        }
    }

    pub(super) fn stop_renaming(self, key: &str) {
        self.state.update(|state| state.renaming = None);
        self.focus_row(key, "rename");
    }

    pub(super) fn name_of(self, key: &str) -> String {
        store::name_of(key).unwrap_or(UNSAVED_PROGRAM).into()
    }

    pub(super) fn set_field(self, name: &str) {
        if let Some(field) = self.find("[name=name]") {
            field.unchecked_into::<HtmlInputElement>().set_value(name);
        }
    }

    pub(super) fn focus_row(self, key: &str, command: &str) {
        let row = self.state.read_untracked().saved.iter().position(|entry| entry.key == *key);
        self.focus(&format!("#program-{} [data-act={command}]", row.unwrap_or_default()));
    }

    /// Focuses an element in the next frame, as it may not be rendered yet.
    pub(super) fn focus(self, selector: &str) {
        let selector = selector.to_string();
        request_animation_frame(move || {
            if let Some(element) = self.find(&selector) {
                _ = element.focus();
            }
        });
    }

    fn find(self, selector: &str) -> Option<HtmlElement> {
        Some(self.dialog.get_untracked()?.query_selector(selector).ok()??.unchecked_into())
    }
}
