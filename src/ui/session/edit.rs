//! Editing the program, and telling people what came of it.

use std::sync::Arc;

use leptos::prelude::*;

use super::{Draft, Form, Phase, Program, Session};
use crate::{
    browser::{clipboard, fragment::Written},
    program::{
        Edit, Editor, ParseError, Scene, Siblings, Step, TYPING, parse, parse_bytes, parse_draft, presets::Preset,
        print,
    },
    runtime::Plan,
};

/// What an empty program is called when it is opened.
pub const NEW_PROGRAM: &str = "a new program";

impl Session {
    /// Makes an edit; says what was done, or why it was not. While there is text that cannot be read, none is made: one
    /// of the two would be lost.
    pub fn edit(self, edit: Edit) -> bool {
        !self.is_locked() && !self.has_draft() && self.make(edit)
    }

    /// Whether the program can only be looked at; then that is said.
    fn is_locked(self) -> bool {
        if self.readonly {
            self.say("This program can only be looked at. Open it in Homeloop to change it.".into());
        }
        self.readonly
    }

    /// Whether there is text that cannot be read; then that is said.
    fn has_draft(self) -> bool {
        let has = self.draft.read_untracked().is_some();
        if has {
            self.say("The text cannot be read yet. Mend it or discard it, then go on with the blocks.".into());
        }
        has
    }

    fn make(self, edit: Edit) -> bool {
        let name = self.editor.with_untracked(|editor| edit.name(editor.scene()));
        let is_load = matches!(edit, Edit::Load { .. });
        let comments_go = self.editor.with_untracked(Editor::has_comments);
        let preset_id = untrack(|| self.preset()).map(|preset| preset.id);
        let run_ends = matches!(self.phase.get_untracked(), Phase::Running | Phase::Paused);
        match self.editor.try_update(|editor| editor.apply(edit)) {
            Some(Ok(())) => {
                self.refresh();
                let mut words = format!("Done: {name}.");
                // Its name stands over the program from now on.
                if let Some(built) = untrack(|| self.preset()).filter(|new| !is_load && Some(new.id) != preset_id) {
                    words += &format!(" That is the preset {}.", built.name);
                }
                if run_ends {
                    words += " The run has ended with it: it was of the program before.";
                }
                if comments_go && !self.editor.with_untracked(Editor::has_comments) {
                    words += " The comments in the text went with it; Undo brings them back.";
                }
                self.say(words);
                true
            }
            Some(Err(error)) => {
                self.say(error.to_string());
                false
            }
            None => false,
        }
    }

    /// Takes back the last edit. Says whether there was one that could be.
    pub fn undo(self) -> bool {
        self.cross("Undone", Editor::undo_name, Editor::undo)
    }

    /// Makes the edit again that was taken back last.
    pub fn redo(self) -> bool {
        self.cross("Done again", Editor::redo_name, Editor::redo)
    }

    fn cross(self, done: &str, name: fn(&Editor) -> Option<&str>, go: fn(&mut Editor) -> bool) -> bool {
        let Some(name) = self.editor.with_untracked(|editor| name(editor).map(str::to_owned)) else { return false };
        if self.is_locked() || self.has_draft() {
            return false;
        }
        self.editor.update(|editor| _ = go(editor));
        self.refresh();
        self.say(format!("{done}: {name}."));
        true
    }

    /// Chooses steps of the program.
    pub fn choose(self, steps: Siblings) {
        self.editor.update(|editor| editor.choose(steps));
    }

    /// Puts another program in place of the present one. Like every edit, this can be undone.
    pub fn open(self, scene: Scene, name: &str) {
        let unchanged = self.editor.with_untracked(|editor| *editor.scene() == scene);
        if unchanged {
            self.reset();
        } else {
            self.make(Edit::Load { scene, name: format!("open {name}") });
        }
    }

    /// The home as it is, with a program that does nothing yet.
    pub fn emptied(self) -> Scene {
        let devices = self.editor.with_untracked(|editor| editor.scene().devices.clone());
        Scene { devices, step: Step::sequence([]) }
    }

    /// Puts a preset in place of the present program.
    pub fn open_preset(self, preset: Preset) {
        self.open(preset.scene(), preset.name);
    }

    /// Puts a program that an address carries in place of the present one. One that cannot be read is shown as text, to
    /// be mended, with the reason.
    pub fn open_written(self, written: Written) {
        match read_written(written) {
            Ok((_, text)) => self.open_text("open a link", text),
            Err(draft) => {
                self.draft.set(Some(draft));
                self.form.set(Form::Text);
            }
        }
    }

    /// The program as text: what is being typed, even if it cannot be read.
    pub fn text(self) -> Arc<str> {
        match &*self.draft.read_untracked() {
            Some(draft) => draft.text.as_str().into(),
            None => self.editor.read_untracked().text(),
        }
    }

    /// Puts a program that was written down in place of the present one, which can be undone. What cannot be read is
    /// shown as text, to be mended.
    pub fn open_text(self, name: &str, text: String) {
        if self.draft.read_untracked().is_none() && *self.text() == *text {
            return self.reset();
        }
        let scene = parse_draft(&text);
        self.take_text(name, text, scene);
        if self.draft.read_untracked().is_some() {
            self.form.set(Form::Text);
            return self.say("This text cannot be read yet. What is wrong is said beside it.".into());
        }
        self.say(format!("Done: {name}."));
    }

    /// Takes over typed text. What cannot be read is kept as a draft, and the program stays as it was.
    pub fn type_text(self, text: String) {
        let scene = self.read_text(&text);
        self.take_text(TYPING, text, scene);
    }

    /// Takes over text that something else has written.
    pub fn replace_text(self, name: &str, text: String) {
        let scene = self.read_text(&text);
        self.take_text(name, text, scene);
        self.say(format!("Done: {name}."));
    }

    fn take_text(self, name: &str, text: String, scene: Result<Scene, ParseError>) {
        let scene = match scene {
            Ok(scene) => scene,
            Err(error) => return self.draft.set(Some(Draft { text, error })),
        };
        let changed = self.editor.with_untracked(|editor| *editor.scene() != scene);
        match self.editor.try_update(|editor| editor.set_text(name, &text, &scene)) {
            // Only what grows when it is printed can still be too much.
            Some(Err(problem)) => {
                let error = ParseError::whole("this program", problem.to_string());
                self.draft.set(Some(Draft { text, error }));
            }
            _ => {
                self.draft.set(None);
                if changed {
                    self.refresh();
                }
            }
        }
    }

    /// Reads a text. Steps whose device was removed may stay as they are, but nobody types new ones.
    fn read_text(self, text: &str) -> Result<Scene, ParseError> {
        parse(text).or_else(|error| match parse_draft(text) {
            Ok(scene) if self.plan().has_unknown_devices_of(&Plan::new(&scene, 0)) => Ok(scene),
            _ => Err(error),
        })
    }

    /// Puts a text on the clipboard and says that it is there, or that the browser has refused it.
    pub fn copy(self, text: &str, done: String) {
        clipboard::write(text, move |is_there| {
            let refused = || "The browser has refused the clipboard. Download it instead.".into();
            // By then the page may have been taken down.
            _ = self.said.try_set(if is_there { done } else { refused() });
        });
    }

    /// The preset whose text, letter by letter, is the program's: then its name says all there is to tell.
    pub fn plain_preset(self) -> Option<Preset> {
        untrack(|| self.preset()).filter(|preset| *print(&preset.scene()) == *self.editor.read_untracked().text())
    }

    /// Tells people who cannot see the page what has changed, and shows it to the others.
    pub fn say(self, words: String) {
        self.said.set(words);
    }

    /// Makes the edited scene the program. A run of the old one is over.
    fn refresh(self) {
        self.point_at(None);
        self.program.set(self.editor.with_untracked(|editor| Program::new(editor.scene(), self.seed)));
        self.reset();
    }
}

/// Reads what an address carries.
///
/// # Errors
/// When it cannot be read: the draft has what there is of it.
pub fn read_written(Written { bytes, damage }: Written) -> Result<(Scene, String), Draft> {
    let text = String::from_utf8_lossy(&bytes).into_owned();
    let read = match damage {
        Some(found) => Err(ParseError::at_end(&text, found, "all of a program")),
        None => parse_bytes(&bytes),
    };
    match read {
        Ok(scene) => Ok((scene, text)),
        Err(error) => Err(Draft { text, error }),
    }
}
