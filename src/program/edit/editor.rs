use std::sync::Arc;

use super::{Change, Edit, EditError, difference, limits};
use crate::program::{Limits, Path, Place, Scene, Siblings, has_comments, print};

/// What typing is called.
pub const TYPING: &str = "typing";

/// How many edits can be undone. Each keeps what it changed, not the scene.
const MOST_ENTRIES: usize = 10_000;

/// How many key strokes are undone at once.
const MOST_TYPED: usize = 200;

/// A scene that is being edited: what is chosen in it, where the next step goes, and the way back.
#[derive(Clone, Debug)]
pub struct Editor {
    scene: Scene,
    /// The scene as a person has typed it, where that is not how it would be printed.
    text: Option<Arc<str>>,
    chosen: Siblings,
    /// Where the next step goes, if that was said; else it follows from what is chosen.
    place: Option<Place>,
    past: Vec<Entry>,
    future: Vec<Entry>,
    /// Whether more of the same belongs to the last entry: typing on, or sliding on.
    is_open: bool,
}

/// An edit that was made or undone: what leads back over it, and how the editor was on the other side.
#[derive(Clone, Debug)]
struct Entry {
    name: String,
    back: Vec<Change>,
    chosen: Siblings,
    text: Option<Arc<str>>,
}

impl Editor {
    /// An editor of a scene, with its root chosen and nothing to undo.
    pub fn new(scene: Scene) -> Self {
        let chosen = Siblings::one(Path::ROOT);
        Self { scene, text: None, chosen, place: None, past: Vec::new(), future: Vec::new(), is_open: false }
    }

    /// The same, of a scene that was read from a text.
    pub fn of_text(scene: Scene, text: &str) -> Self {
        let text = (*text != *print(&scene)).then(|| text.into());
        Self { text, ..Self::new(scene) }
    }

    /// The scene as it is now.
    pub fn scene(&self) -> &Scene {
        &self.scene
    }

    /// The scene as text: as it was typed, or else printed.
    pub fn text(&self) -> Arc<str> {
        self.text.clone().unwrap_or_else(|| print(&self.scene).into())
    }

    /// Whether the text that was typed has comments, which an edit of the blocks cannot keep.
    pub fn has_comments(&self) -> bool {
        self.text.as_ref().is_some_and(|text| has_comments(text))
    }

    /// The steps that are chosen. They are always there.
    pub fn chosen(&self) -> &Siblings {
        &self.chosen
    }

    /// Chooses steps; those that are not there are not chosen.
    pub fn choose(&mut self, steps: Siblings) {
        if self.scene.step.siblings(&steps).is_some_and(|steps| !steps.is_empty()) {
            self.chosen = steps;
            self.place = None;
        }
    }

    /// Where the next step goes: inside a block that is chosen, at its end, or after what is chosen.
    pub fn place(&self) -> Place {
        if let Some(place) = &self.place {
            return place.clone();
        }
        let last = self.chosen.last();
        match (self.scene.step.at(&last), last.parent()) {
            (Some(crate::program::Step::Block(block)), _) if self.chosen.count == 1 => {
                Place { index: block.children.len(), block: last }
            }
            (_, Some((block, index))) => Place { block, index: index + 1 },
            (_, None) => Place { block: Path::ROOT, index: 1 },
        }
    }

    /// Says where the next step goes.
    pub fn set_place(&mut self, place: Place) {
        self.place = Some(place);
    }

    /// Makes an edit.
    ///
    /// # Errors
    /// When it cannot be made, or the scene would pass a limit. Nothing has changed then.
    pub fn apply(&mut self, edit: Edit) -> Result<(), EditError> {
        let name = edit.name(&self.scene);
        let keeps_choice = matches!(edit, Edit::AddDevice(_) | Edit::RemoveDevice(_) | Edit::SetDevice { .. });
        let slides = matches!(edit, Edit::SetLatency { .. });
        let (changes, chosen) = edit.plan(&self.scene)?;
        let chosen = if keeps_choice || slides { self.chosen.clone() } else { chosen };
        let goes_on = slides && self.goes_on(&name);
        self.is_open = false;
        self.make(name, changes, chosen, None)?;
        if goes_on {
            // What leads back over the first of them leads back over all.
            self.past.pop();
        }
        self.is_open = slides;
        Ok(())
    }

    /// Whether an edit of this name would belong to the last entry.
    fn goes_on(&self, name: &str) -> bool {
        self.is_open && self.undo_name() == Some(name)
    }

    /// Takes over a text that was written, and the scene that it says. Under the name [`TYPING`], what is written on
    /// and on is undone at once.
    ///
    /// # Errors
    /// Like [`apply`](Self::apply).
    pub fn set_text(&mut self, name: &str, text: &str, scene: &Scene) -> Result<(), EditError> {
        let changes = difference(&self.scene, scene);
        let own = (*text != *print(scene)).then(|| text.into());
        let still_there = scene.step.siblings(&self.chosen).is_some_and(|steps| !steps.is_empty());
        let chosen = if still_there { self.chosen.clone() } else { Siblings::one(Path::ROOT) };
        let is_short = self.past.last().is_some_and(|entry| entry.back.len() < MOST_TYPED);
        let goes_on = name == TYPING && self.goes_on(name) && is_short;
        self.make(name.into(), changes, chosen, own)?;
        if goes_on && let (Some(new), Some(last)) = (self.past.pop(), self.past.last_mut()) {
            last.back.splice(0..0, new.back);
        }
        self.is_open = name == TYPING;
        Ok(())
    }

    /// Ends a stretch of typing or sliding: what comes from now on is undone by itself.
    pub fn close_entry(&mut self) {
        self.is_open = false;
    }

    /// What undoing would undo: "move flush".
    pub fn undo_name(&self) -> Option<&str> {
        self.past.last().map(|entry| &*entry.name)
    }

    /// What doing again would do.
    pub fn redo_name(&self) -> Option<&str> {
        self.future.last().map(|entry| &*entry.name)
    }

    /// Takes back the last edit. Says whether there was one.
    pub fn undo(&mut self) -> bool {
        let entry = self.past.pop().map(|entry| self.cross(entry));
        let done = entry.is_some();
        self.future.extend(entry);
        done
    }

    /// Makes the edit again that was undone last. Says whether there was one.
    pub fn redo(&mut self) -> bool {
        let entry = self.future.pop().map(|entry| self.cross(entry));
        let done = entry.is_some();
        self.past.extend(entry);
        done
    }

    fn make(
        &mut self,
        name: String,
        changes: Vec<Change>,
        chosen: Siblings,
        text: Option<Arc<str>>,
    ) -> Result<(), EditError> {
        let back = run(changes, &mut self.scene).ok_or(EditError::NoSuchStep)?;
        if let Some(limit) = limits::passed(&self.scene, &Limits::default()) {
            run(back, &mut self.scene).expect("what was done can be undone");
            return Err(EditError::Limit(limit));
        }
        let there = Entry {
            name,
            back,
            chosen: std::mem::replace(&mut self.chosen, chosen),
            text: std::mem::replace(&mut self.text, text),
        };
        self.place = None;
        self.future.clear();
        if self.past.len() == MOST_ENTRIES {
            self.past.remove(0);
        }
        self.past.push(there);
        Ok(())
    }

    /// Goes to the other side of an edit, and gives back the way to return.
    fn cross(&mut self, entry: Entry) -> Entry {
        self.is_open = false;
        self.place = None;
        Entry {
            name: entry.name,
            back: run(entry.back, &mut self.scene).expect("an edit fits the scene it has led to"),
            chosen: std::mem::replace(&mut self.chosen, entry.chosen),
            text: std::mem::replace(&mut self.text, entry.text),
        }
    }
}

/// Makes changes one after the other and gives back what undoes them all; `None`, and no change, if one cannot be made.
fn run(changes: Vec<Change>, scene: &mut Scene) -> Option<Vec<Change>> {
    let mut back = Vec::with_capacity(changes.len());
    for change in changes {
        match change.apply(scene) {
            Some(inverse) => back.insert(0, inverse),
            None => {
                run(back, scene).expect("what was done can be undone");
                return None;
            }
        }
    }
    Some(back)
}
