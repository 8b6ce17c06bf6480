use std::sync::Arc;

use super::{
    Edit, EditError, EditName,
    change::{Change, apply_all},
    difference::difference,
    limits,
    undo::{Entry, Merging, UndoHistory},
};
use crate::program::{Limits, Path, Place, Scene, Siblings, Step, has_comments, print, task_names, thread};

/// A scene that is being edited, with the chosen steps, the place for the next step, and the undo history.
#[derive(Clone, Debug)]
pub struct Editor {
    scene: Scene,
    /// The scene as it was typed, if it differs from the printed form.
    text: Option<Arc<str>>,
    chosen: Siblings,
    /// The place for the next step, if it was set; otherwise it follows from the chosen steps.
    place: Option<Place>,
    history: UndoHistory,
}

impl Editor {
    /// Edits a scene, with its root chosen and nothing to undo.
    pub fn new(scene: Scene) -> Self {
        let chosen = Siblings::one(Path::ROOT);
        Self { scene, text: None, chosen, place: None, history: UndoHistory::default() }
    }

    /// Edits a scene that was read from a text, and keeps the text as it was typed.
    pub fn of_text(scene: Scene, text: &str) -> Self {
        let text = (*text != *print(&scene)).then(|| text.into());
        Self { text, ..Self::new(scene) }
    }

    pub fn scene(&self) -> &Scene {
        &self.scene
    }

    /// The scene as text: as it was typed, or printed if blocks were edited since.
    pub fn text(&self) -> Arc<str> {
        self.text.clone().unwrap_or_else(|| print(&self.scene).into())
    }

    /// True if the typed text has comments, which an edit of the blocks cannot keep.
    pub fn has_comments(&self) -> bool {
        self.text.as_ref().is_some_and(|text| has_comments(text))
    }

    /// The chosen steps. They are always part of the scene.
    pub fn chosen(&self) -> &Siblings {
        &self.chosen
    }

    /// Chooses steps. Does nothing if they are not part of the scene.
    pub fn choose(&mut self, steps: Siblings) {
        if self.scene.step.siblings(&steps).is_some_and(|steps| !steps.is_empty()) {
            self.chosen = steps;
            self.place = None;
        }
    }

    /// The place for the next step: by default at the end of the chosen block, or after the chosen steps.
    pub fn place(&self) -> Place {
        if let Some(place) = &self.place {
            return place.clone();
        }
        let last = self.chosen.last();
        match (self.scene.step.at(&last), last.parent()) {
            (Some(Step::Block(block)), _) if self.chosen.count == 1 => {
                Place { index: block.children.len(), block: last }
            }
            (_, Some((block, index))) => Place { block, index: index + 1 },
            (_, None) => Place { block: Path::ROOT, index: 1 },
        }
    }

    /// Sets the place for the next step.
    pub fn set_place(&mut self, place: Place) {
        self.place = Some(place);
    }

    /// Makes an edit.
    ///
    /// # Errors
    /// If it cannot be made, or the scene would exceed a limit. Nothing changes then.
    pub fn apply(&mut self, edit: Edit) -> Result<(), EditError> {
        let name = edit.name(&self.scene);
        let merging = if matches!(edit, Edit::SetLatency { .. }) { Merging::KeepFirst } else { Merging::Never };
        let keeps_choice = matches!(
            edit,
            Edit::AddDevice(_)
                | Edit::RemoveDevice(_)
                | Edit::SetDevice { .. }
                | Edit::SetLatency { .. }
                | Edit::SetLock { .. }
                | Edit::RenameTask { .. }
        );
        let (changes, chosen) = edit.plan(&self.scene)?;
        let chosen = if keeps_choice { self.chosen.clone() } else { chosen };
        let made = self.make(name, changes, chosen, None, merging);
        if made.is_err() {
            self.close_entry();
        }
        made
    }

    /// Takes over a text and the scene that was read from it. Consecutive texts of [typing](EditName::Typing) are undone
    /// together, and leave no entry if they lead back to where they began.
    ///
    /// # Errors
    /// Like [`apply`](Self::apply).
    pub fn set_text(&mut self, name: EditName, text: &str, scene: &Scene) -> Result<(), EditError> {
        let changes = difference(&self.scene, scene);
        let own = (*text != *print(scene)).then(|| text.into());
        if changes.is_empty() && own == self.text {
            return Ok(());
        }
        let still_there = scene.step.siblings(&self.chosen).is_some_and(|steps| !steps.is_empty());
        let chosen = if still_there { self.chosen.clone() } else { Siblings::one(Path::ROOT) };
        let merging = if name == EditName::Typing { Merging::Join } else { Merging::Never };
        self.make(name, changes, chosen, own, merging)?;
        if merging == Merging::Join && self.is_back_at_start_of_entry() {
            self.history.drop_last();
        }
        Ok(())
    }

    /// Returns true if undoing the last entry would change nothing.
    fn is_back_at_start_of_entry(&self) -> bool {
        self.history.last().filter(|entry| entry.text == self.text).is_some_and(|entry| {
            let mut scene = self.scene.clone();
            apply_all(entry.reverse.clone(), &mut scene).is_some() && scene == self.scene
        })
    }

    /// Ends a stretch of typing or sliding: later edits are undone separately.
    pub fn close_entry(&mut self) {
        self.history.close_entry();
    }

    /// The name of the edit that [`undo`](Self::undo) reverses.
    pub fn undo_name(&self) -> Option<&EditName> {
        self.history.undo_name()
    }

    /// The name of the edit that [`redo`](Self::redo) makes again.
    pub fn redo_name(&self) -> Option<&EditName> {
        self.history.redo_name()
    }

    /// Reverses the last edit. Returns false if there is none.
    pub fn undo(&mut self) -> bool {
        let Some(entry) = self.history.take_undo() else { return false };
        let reverse = self.apply_entry(entry);
        self.history.push_redo(reverse);
        true
    }

    /// Makes the edit again that was undone last. Returns false if there is none.
    pub fn redo(&mut self) -> bool {
        let Some(entry) = self.history.take_redo() else { return false };
        let reverse = self.apply_entry(entry);
        self.history.push_undo(reverse);
        true
    }

    fn make(
        &mut self,
        name: EditName,
        changes: Vec<Change>,
        chosen: Siblings,
        text: Option<Arc<str>>,
        merging: Merging,
    ) -> Result<(), EditError> {
        let reverse = apply_all(changes, &mut self.scene).ok_or(EditError::NoSuchStep)?;
        if let Some(limit) = limits::exceeded(&self.scene, &Limits::default()) {
            apply_all(reverse, &mut self.scene).expect("a change that was made can be undone");
            return Err(EditError::Limit(limit));
        }
        let misuse = task_names::misuse(&self.scene.step).map(|misuse| EditError::Misuse(misuse.verb));
        if let Some(error) = misuse.or_else(|| thread::misplaced(&self.scene.step).map(|_| EditError::Misplaced)) {
            apply_all(reverse, &mut self.scene).expect("a change that was made can be undone");
            return Err(error);
        }
        let chosen = std::mem::replace(&mut self.chosen, chosen);
        let text = std::mem::replace(&mut self.text, text);
        self.place = None;
        self.history.record(Entry { name, reverse, chosen, text }, merging);
        Ok(())
    }

    /// Reverses an edit that was made or undone, and returns the entry that reverses this.
    fn apply_entry(&mut self, entry: Entry) -> Entry {
        self.place = None;
        Entry {
            name: entry.name,
            reverse: apply_all(entry.reverse, &mut self.scene)
                .expect("an entry fits the scene that it was recorded for"),
            chosen: std::mem::replace(&mut self.chosen, entry.chosen),
            text: std::mem::replace(&mut self.text, entry.text),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::program::parse;

    #[test]
    fn typing_that_leads_back_to_where_it_began_leaves_nothing_to_undo() {
        for start in ["delay(1s)", "delay(1s) # a"] {
            let scene = parse(start).unwrap();
            let mut editor = Editor::of_text(scene, start);
            let text = editor.text();
            for typed in [&*text, "delay(10s)", "delay(10s) # b", &text, &text] {
                editor.set_text(EditName::Typing, typed, &parse(typed).unwrap()).unwrap();
            }
            assert_eq!((editor.text(), editor.undo_name()), (text, None));
        }
    }

    #[test]
    fn typing_after_typing_that_led_back_is_not_merged_with_older_typing() {
        let mut editor = Editor::new(parse("delay(1s)").unwrap());
        let type_text = |editor: &mut Editor, text: &str| {
            editor.set_text(EditName::Typing, text, &parse(text).unwrap()).unwrap();
        };
        type_text(&mut editor, "delay(2s)");
        editor.close_entry();
        for text in ["delay(3s)", "delay(2s)", "delay(4s)"] {
            type_text(&mut editor, text);
        }
        editor.undo();
        assert_eq!(editor.text().trim(), "delay(2s)");
        editor.undo();
        assert_eq!(editor.text().trim(), "delay(1s)");
    }

    #[test]
    fn formatting_is_undone_by_itself_and_what_is_formatted_already_adds_nothing_to_undo() {
        let format = EditName::Custom("format".into());
        let mut editor = Editor::new(parse("delay(1s)").unwrap());
        let typed = "sequence( delay(2s) )";
        editor.set_text(EditName::Typing, typed, &parse(typed).unwrap()).unwrap();
        let formatted = print(editor.scene());
        for _ in 0..2 {
            editor.set_text(format.clone(), &formatted, &parse(&formatted).unwrap()).unwrap();
        }
        // The text area reports its text again.
        editor.set_text(EditName::Typing, &formatted, &parse(&formatted).unwrap()).unwrap();
        assert_eq!(editor.undo_name(), Some(&format));
        editor.undo();
        assert_eq!(&*editor.text(), typed);
        editor.undo();
        assert_eq!((editor.text().trim(), editor.undo_name()), ("delay(1s)", None));
    }
}
