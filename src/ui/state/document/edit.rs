//! Edits of the blocks, undo and redo, and the choice of steps.

use leptos::prelude::*;

use super::Document;
use crate::{
    program::{Edit, EditName, Editor, Place, Siblings},
    ui::text::{announcements, edit_error, edit_name},
};

impl Document {
    /// Makes an edit and announces the result. Returns false if it was refused.
    pub fn edit(self, edit: Edit) -> bool {
        !self.refuses_edits() && !self.has_draft_in_the_way() && self.apply(edit)
    }

    pub(super) fn apply(self, edit: Edit) -> bool {
        let before = self.editor.read_untracked();
        let (name, had_comments) = (edit_name(&edit.name(before.scene())), before.has_comments());
        drop(before);
        let is_load = matches!(edit, Edit::Load { .. });
        let old_preset = untrack(|| self.preset()).map(|preset| preset.id);
        match self.write.editor.try_update(|editor| editor.apply(edit)) {
            Some(Ok(())) => {
                if is_load {
                    // Another program: what it was before is over.
                    self.write.base.set(None);
                    self.open_in_own_model();
                } else {
                    self.drop_schedule();
                }
                let has_ended_run = self.publish();
                // A program that was loaded shows its name anyway.
                let new_preset = untrack(|| self.preset()).filter(|new| !is_load && Some(new.id) != old_preset);
                let has_lost_comments = had_comments && !self.with_editor(Editor::has_comments);
                self.write.is_made_preset.set(new_preset.is_some());
                let new_name = new_preset.map(|preset| preset.name);
                self.announce(announcements::done_with(&name, new_name, has_ended_run, has_lost_comments));
                true
            }
            Some(Err(error)) => {
                self.announce(edit_error(&error));
                false
            }
            None => false,
        }
    }

    /// Reverts the last edit. Returns false if there is none, or if it was refused.
    pub fn undo(self) -> bool {
        self.apply_entry(announcements::undone, Editor::undo_name, Editor::undo)
    }

    /// Makes the last undone edit again. Returns false if there is none, or if it was refused.
    pub fn redo(self) -> bool {
        self.apply_entry(announcements::done_again, Editor::redo_name, Editor::redo)
    }

    fn apply_entry(
        self,
        announcement: fn(&str) -> String,
        name: fn(&Editor) -> Option<&EditName>,
        apply: fn(&mut Editor) -> bool,
    ) -> bool {
        let Some(name) = self.with_editor(|editor| name(editor).map(edit_name)) else { return false };
        if self.refuses_edits() || self.has_draft_in_the_way() {
            return false;
        }
        self.write.is_made_preset.set(false);
        self.write.editor.update(|editor| _ = apply(editor));
        self.drop_schedule();
        self.publish();
        self.announce(announcement(&name));
        true
    }

    /// Closes the last undo entry: the next edit of the same kind becomes an entry of its own.
    pub fn close_entry(self) {
        self.write.editor.update_untracked(Editor::close_entry);
    }

    /// Chooses steps of the program.
    pub fn choose(self, steps: Siblings) {
        self.write.editor.update(|editor| editor.choose(steps));
    }

    /// Sets the insertion point.
    pub fn set_place(self, place: Place) {
        self.write.editor.update(|editor| editor.set_place(place));
    }
}
