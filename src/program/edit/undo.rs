use std::sync::Arc;

use super::{EditName, change::Change};
use crate::program::Siblings;

/// The largest number of edits that can be undone. Each keeps its changes, not the scene.
const MAX_ENTRIES: usize = 10_000;

/// The largest number of changes by typing that are undone together.
const MAX_TYPED_CHANGES: usize = 200;

/// The edits that can be undone or made again.
#[derive(Clone, Debug, Default)]
pub(super) struct UndoHistory {
    undo_stack: Vec<Entry>,
    redo_stack: Vec<Entry>,
    /// True if another edit of the same name is merged with the last entry.
    is_entry_open: bool,
}

/// An edit that was made or undone: the changes that reverse it, and the state of the editor before it.
#[derive(Clone, Debug)]
pub(super) struct Entry {
    pub name: EditName,
    pub reverse: Vec<Change>,
    pub chosen: Siblings,
    pub text: Option<Arc<str>>,
}

/// The way in which consecutive edits of one name become one entry.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Merging {
    Never,
    /// The reverse of the first edit is the reverse of all.
    KeepFirst,
    /// The reverses of all edits are needed, the last first.
    Join,
}

impl UndoHistory {
    /// Records an edit that was made. Undone edits can no longer be made again.
    pub fn record(&mut self, entry: Entry, merging: Merging) {
        let merges = self.is_entry_open && self.undo_name() == Some(&entry.name);
        self.is_entry_open = merging != Merging::Never;
        self.redo_stack.clear();
        match (self.undo_stack.last_mut(), merging) {
            (Some(_), Merging::KeepFirst) if merges => {}
            (Some(last), Merging::Join) if merges && last.reverse.len() < MAX_TYPED_CHANGES => {
                last.reverse.splice(0..0, entry.reverse);
            }
            _ => self.push_undo(entry),
        }
        if self.undo_stack.len() > MAX_ENTRIES {
            self.undo_stack.remove(0);
        }
    }

    /// Ends a stretch of typing or sliding: later edits are undone separately.
    pub fn close_entry(&mut self) {
        self.is_entry_open = false;
    }

    pub fn last(&self) -> Option<&Entry> {
        self.undo_stack.last()
    }

    /// Forgets the last edit.
    pub fn drop_last(&mut self) {
        self.undo_stack.pop();
        self.close_entry();
    }

    pub fn undo_name(&self) -> Option<&EditName> {
        self.last().map(|entry| &entry.name)
    }

    pub fn redo_name(&self) -> Option<&EditName> {
        self.redo_stack.last().map(|entry| &entry.name)
    }

    /// Takes the last edit off the undo stack.
    pub fn take_undo(&mut self) -> Option<Entry> {
        self.close_entry();
        self.undo_stack.pop()
    }

    /// Takes the last edit off the redo stack.
    pub fn take_redo(&mut self) -> Option<Entry> {
        self.close_entry();
        self.redo_stack.pop()
    }

    pub fn push_undo(&mut self, entry: Entry) {
        self.undo_stack.push(entry);
    }

    pub fn push_redo(&mut self, entry: Entry) {
        self.redo_stack.push(entry);
    }
}
