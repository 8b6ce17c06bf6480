//! Opens other programs in place of the present one. Each of these can be undone like an edit.

use leptos::prelude::*;

use super::{Document, address_program::read_written, own_model::model_of};
use crate::{
    browser::fragment::RawNotation,
    program::{
        Edit, EditName, Scene, parse_draft,
        presets::{self, Preset},
    },
    ui::{state::Form, text::announcements},
};

impl Document {
    /// Opens a program. One that equals the present program only resets the run.
    pub fn open(self, scene: Scene, name: EditName) {
        let is_unchanged = self.with_editor(|editor| *editor.scene() == scene);
        if is_unchanged {
            self.notify_listener();
        } else {
            self.apply(Edit::Load { scene, name });
        }
    }

    pub fn open_preset(self, preset: Preset) {
        self.set_name("");
        self.open(preset.scene(), EditName::Custom(announcements::open(preset.name)));
    }

    /// Opens a program from an address. One that cannot be parsed is shown as text, with the reason.
    pub fn open_written(self, written: RawNotation) {
        match read_written(written) {
            Ok((_, text)) => self.open_text_in_own_model(announcements::OPEN_LINK, text),
            Err(draft) => {
                self.write.draft.set(Some(draft));
                self.preferences.set_form(Form::Text);
            }
        }
    }

    /// Opens a program from its text, in the model that a program of this kind opens in.
    pub fn open_text_in_own_model(self, name: &str, text: String) {
        if let Ok(scene) = parse_draft(&text) {
            self.set_model(model_of(presets::of(&scene)));
        }
        self.open_text(name, text);
    }

    /// Opens a program from its text, in the present model. Text that cannot be parsed is shown as text, with the reason.
    pub fn open_text(self, name: &str, text: String) {
        if self.draft.read_untracked().is_none() && *self.text() == *text {
            self.notify_listener();
            return;
        }
        let scene = parse_draft(&text);
        self.write.base.set(None);
        self.set_text(EditName::Custom(name.into()), text, scene);
        if self.draft.read_untracked().is_some() {
            self.preferences.set_form(Form::Text);
            return self.announce(announcements::UNREADABLE_TEXT.into());
        }
        self.announce(announcements::done(name));
    }
}
