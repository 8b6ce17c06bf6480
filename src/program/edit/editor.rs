use std::sync::Arc;

use super::{
    Edit, EditError,
    change::{Change, apply_all},
    difference::difference,
    limits,
};
use crate::program::{Limits, Path, Place, Scene, Siblings, Step, has_comments, print};

/// The name of the edit that typing makes.
pub const TYPING: &str = "typing";

/// The largest number of edits that can be undone. Each keeps its changes, not the scene.
const MAX_ENTRIES: usize = 10_000;

/// The largest number of changes by typing that are undone together.
const MAX_TYPED_CHANGES: usize = 200;

/// A scene that is being edited, with the chosen steps, the place for the next step, and the undo history.
#[derive(Clone, Debug)]
pub struct Editor {
    scene: Scene,
    /// The scene as it was typed, if it differs from the printed form.
    text: Option<Arc<str>>,
    chosen: Siblings,
    /// The place for the next step, if it was set; otherwise it follows from the chosen steps.
    place: Option<Place>,
    undo_stack: Vec<Entry>,
    redo_stack: Vec<Entry>,
    /// True if another edit of the same name is merged with the last entry: typing on, or sliding on.
    is_entry_open: bool,
}

/// An edit that was made or undone: the changes that reverse it, and the state of the editor before it.
#[derive(Clone, Debug)]
struct Entry {
    name: String,
    reverse: Vec<Change>,
    chosen: Siblings,
    text: Option<Arc<str>>,
}

impl Editor {
    /// Edits a scene, with its root chosen and nothing to undo.
    pub fn new(scene: Scene) -> Self {
        let chosen = Siblings::one(Path::ROOT);
        Self {
            scene,
            text: None,
            chosen,
            place: None,
            undo_stack: Vec::new(),
            redo_stack: Vec::new(),
            is_entry_open: false,
        }
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
        let keeps_choice = matches!(edit, Edit::AddDevice(_) | Edit::RemoveDevice(_) | Edit::SetDevice { .. });
        let slides = matches!(edit, Edit::SetLatency { .. });
        let (changes, chosen) = edit.plan(&self.scene)?;
        let chosen = if keeps_choice || slides { self.chosen.clone() } else { chosen };
        let merges = slides && self.merges(&name);
        self.is_entry_open = false;
        self.make(name, changes, chosen, None)?;
        if merges {
            // The reverse of the first latency change is the reverse of all.
            self.undo_stack.pop();
        }
        self.is_entry_open = slides;
        Ok(())
    }

    /// True if an edit of this name is merged with the last entry.
    fn merges(&self, name: &str) -> bool {
        self.is_entry_open && self.undo_name() == Some(name)
    }

    /// Takes over a text and the scene that was read from it. Consecutive texts under the name [`TYPING`] are undone
    /// together.
    ///
    /// # Errors
    /// Like [`apply`](Self::apply).
    pub fn set_text(&mut self, name: &str, text: &str, scene: &Scene) -> Result<(), EditError> {
        let changes = difference(&self.scene, scene);
        let own = (*text != *print(scene)).then(|| text.into());
        let still_there = scene.step.siblings(&self.chosen).is_some_and(|steps| !steps.is_empty());
        let chosen = if still_there { self.chosen.clone() } else { Siblings::one(Path::ROOT) };
        let is_short = self.undo_stack.last().is_some_and(|entry| entry.reverse.len() < MAX_TYPED_CHANGES);
        let merges = name == TYPING && self.merges(name) && is_short;
        self.make(name.into(), changes, chosen, own)?;
        if merges && let (Some(new), Some(last)) = (self.undo_stack.pop(), self.undo_stack.last_mut()) {
            last.reverse.splice(0..0, new.reverse);
        }
        self.is_entry_open = name == TYPING;
        Ok(())
    }

    /// Ends a stretch of typing or sliding: later edits are undone separately.
    pub fn close_entry(&mut self) {
        self.is_entry_open = false;
    }

    /// The name of the edit that [`undo`](Self::undo) reverses: "move flush".
    pub fn undo_name(&self) -> Option<&str> {
        self.undo_stack.last().map(|entry| &*entry.name)
    }

    /// The name of the edit that [`redo`](Self::redo) makes again.
    pub fn redo_name(&self) -> Option<&str> {
        self.redo_stack.last().map(|entry| &*entry.name)
    }

    /// Reverses the last edit. Returns false if there is none.
    pub fn undo(&mut self) -> bool {
        let entry = self.undo_stack.pop().map(|entry| self.apply_entry(entry));
        let done = entry.is_some();
        self.redo_stack.extend(entry);
        done
    }

    /// Makes the edit again that was undone last. Returns false if there is none.
    pub fn redo(&mut self) -> bool {
        let entry = self.redo_stack.pop().map(|entry| self.apply_entry(entry));
        let done = entry.is_some();
        self.undo_stack.extend(entry);
        done
    }

    fn make(
        &mut self,
        name: String,
        changes: Vec<Change>,
        chosen: Siblings,
        text: Option<Arc<str>>,
    ) -> Result<(), EditError> {
        let reverse = apply_all(changes, &mut self.scene).ok_or(EditError::NoSuchStep)?;
        if let Some(limit) = limits::exceeded(&self.scene, &Limits::default()) {
            apply_all(reverse, &mut self.scene).expect("a change that was made can be undone");
            return Err(EditError::Limit(limit));
        }
        let entry = Entry {
            name,
            reverse,
            chosen: std::mem::replace(&mut self.chosen, chosen),
            text: std::mem::replace(&mut self.text, text),
        };
        self.place = None;
        self.redo_stack.clear();
        if self.undo_stack.len() == MAX_ENTRIES {
            self.undo_stack.remove(0);
        }
        self.undo_stack.push(entry);
        Ok(())
    }

    /// Reverses an edit that was made or undone, and returns the entry that reverses this.
    fn apply_entry(&mut self, entry: Entry) -> Entry {
        self.is_entry_open = false;
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
