//! Opens other programs in place of the present one. Each of these can be undone like an edit.

use leptos::prelude::*;

use super::{Document, Draft};
use crate::{
    browser::{self, fragment::RawNotation},
    program::{
        Edit, EditName, Editor, ParseError, Scene, parse_bytes, parse_draft,
        presets::{self, Preset},
    },
    ui::{state::Form, text::announcements},
};

impl Document {
    /// Opens a program. One that equals the present program only resets the run.
    pub fn open(self, scene: Scene, name: &str) {
        let is_unchanged = self.with_editor(|editor| *editor.scene() == scene);
        if is_unchanged {
            self.notify_listener();
        } else {
            self.apply(Edit::Load { scene, name: announcements::open(name) });
        }
    }

    pub fn open_preset(self, preset: Preset) {
        self.open(preset.scene(), preset.name);
    }

    /// Opens a program from an address. One that cannot be parsed is shown as text, with the reason.
    pub fn open_written(self, written: RawNotation) {
        match read_written(written) {
            Ok((_, text)) => self.open_text(announcements::OPEN_LINK, text),
            Err(draft) => {
                self.write.draft.set(Some(draft));
                self.preferences.set_form(Form::Text);
            }
        }
    }

    /// Opens a program from its text. Text that cannot be parsed is shown as text, with the reason.
    pub fn open_text(self, name: &str, text: String) {
        if self.draft.read_untracked().is_none() && *self.text() == *text {
            self.notify_listener();
            return;
        }
        let scene = parse_draft(&text);
        self.set_text(EditName::Custom(name.into()), text, scene);
        if self.draft.read_untracked().is_some() {
            self.preferences.set_form(Form::Text);
            return self.announce(announcements::UNREADABLE_TEXT.into());
        }
        self.announce(announcements::done(name));
    }
}

/// Reads the program that a page starts with: the address's, or the first preset, beside a draft if the address's
/// program cannot be parsed.
pub(super) fn read_program(program: Option<browser::ProgramSource>) -> (Editor, Option<Draft>) {
    let first = || presets::find(presets::FIRST).expect("the first preset is a preset");
    match program {
        Some(browser::ProgramSource::Preset(preset)) => (Editor::new(preset.scene()), None),
        Some(browser::ProgramSource::Notation(written)) => match read_written(written) {
            Ok((scene, text)) => (Editor::of_text(scene, &text), None),
            Err(draft) => (Editor::new(first().scene()), Some(draft)),
        },
        None => (Editor::new(first().scene()), None),
    }
}

/// Parses the notation in an address.
///
/// # Errors
/// Returns a draft with the readable part of the text if it cannot be parsed.
fn read_written(RawNotation { bytes, damage }: RawNotation) -> Result<(Scene, String), Draft> {
    let text = String::from_utf8_lossy(&bytes).into_owned();
    let read = match damage {
        Some(found) => Err(ParseError::at_end(&text, found, announcements::WHOLE_PROGRAM)),
        None => parse_bytes(&bytes),
    };
    match read {
        Ok(scene) => Ok((scene, text)),
        Err(error) => Err(Draft { text, error }),
    }
}
