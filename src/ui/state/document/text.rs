//! The program as text. Text that cannot be parsed becomes a draft, and the program stays as it was.

use std::sync::Arc;

use leptos::prelude::*;

use super::{Document, Draft};
use crate::{
    program::{EditName, ParseError, Scene, parse, parse_draft},
    runtime::Plan,
    ui::text::{announcements, edit_error},
};

impl Document {
    /// Returns the program as text, or the draft if there is one.
    pub fn text(self) -> Arc<str> {
        match &*self.draft.read_untracked() {
            Some(draft) => draft.text.as_str().into(),
            None => self.editor.read_untracked().text(),
        }
    }

    /// Takes text that a person is typing.
    pub fn type_text(self, text: String) {
        let scene = self.parse_own(&text);
        self.set_text(EditName::Typing, text, scene);
    }

    /// Takes text that something else has written, as an edit with a name.
    pub fn replace_text(self, name: &str, text: String) {
        let scene = self.parse_own(&text);
        self.set_text(EditName::Custom(name.into()), text, scene);
        self.announce(announcements::done(name));
    }

    /// Drops the draft. The text becomes the program's again.
    pub fn discard_draft(self) {
        self.write.draft.set(None);
    }

    pub(super) fn set_text(self, name: EditName, text: String, scene: Result<Scene, ParseError>) {
        let scene = match scene {
            Ok(scene) => scene,
            Err(error) => return self.write.draft.set(Some(Draft { text, error })),
        };
        let has_changed = self.with_editor(|editor| *editor.scene() != scene);
        match self.write.editor.try_update(|editor| editor.set_text(name, &text, &scene)) {
            // A program that parses can still exceed a limit once it is printed.
            Some(Err(problem)) => {
                let error = ParseError::whole(announcements::THIS_PROGRAM, edit_error(&problem));
                self.write.draft.set(Some(Draft { text, error }));
            }
            _ => {
                self.write.draft.set(None);
                if has_changed {
                    self.write.is_made_preset.set(false);
                    self.drop_schedule();
                    self.publish();
                }
            }
        }
    }

    /// Parses a text. Steps whose device was removed may stay, but new ones may not be typed.
    fn parse_own(self, text: &str) -> Result<Scene, ParseError> {
        parse(text).or_else(|error| match parse_draft(text) {
            Ok(scene) if self.plan().has_unknown_devices_of(&Plan::new(&scene, 0)) => Ok(scene),
            _ => Err(error),
        })
    }
}
