//! The insertion point: where the next step goes.

use super::builder::Builder;
use crate::{
    program::{Edit, EditName, Path, Place, Step},
    ui::text,
};

impl Builder {
    /// Puts steps where the insertion point is.
    pub fn insert(self, steps: Vec<Step>) {
        let (at, is_new) = self.document.with_editor(|editor| {
            let is_empty = matches!(&editor.scene().step, Step::Block(block) if block.children.is_empty());
            let new_program = text::announcements::NEW_PROGRAM;
            let is_new = |name: &EditName| matches!(name, EditName::Custom(words) if words.ends_with(new_program));
            let is_untouched = editor.undo_name().is_none_or(is_new);
            (editor.place(), is_empty && is_untouched)
        });
        // A block that comes first becomes the program: nobody chose the one that is there.
        self.edit(match &steps[..] {
            [Step::Block(_)] if is_new && at.block == Path::ROOT => {
                Edit::Replace { at: at.block, step: steps[0].clone() }
            }
            _ => Edit::Insert { at, steps },
        });
    }

    /// Moves the insertion point to another gap.
    pub fn set_place(self, place: Place) {
        let words = self.document.with_editor(|editor| text::place(&editor.scene().step, &place));
        self.document.announce(format!("The next step goes {words}."));
        self.document.set_place(place);
    }

    pub fn move_place(self, forward: bool) {
        let next = self.document.with_editor(|editor| {
            let (root, place) = (&editor.scene().step, editor.place());
            if forward { place.next(root) } else { place.previous(root) }
        });
        if let Some(place) = next {
            self.set_place(place);
        }
    }

    /// Moves the chosen steps, unless they are there already.
    pub fn move_chosen_to(self, to: Place) {
        let steps = self.chosen();
        let is_there = steps
            .range()
            .is_some_and(|(block, range)| block == to.block && (range.start..=range.end).contains(&to.index));
        if !is_there {
            self.edit(Edit::Move { steps, to });
        }
    }
}
