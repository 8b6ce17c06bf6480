//! The insertion point: the place of the next new step.

use leptos::prelude::*;

use super::{builder::Builder, interaction::Scrolls};
use crate::{
    program::{Edit, Editor, Place, Step},
    ui::text,
};

impl Builder {
    /// Inserts steps at the insertion point.
    pub fn insert(self, steps: Vec<Step>) {
        let at = self.document.with_editor(Editor::place);
        self.interaction.update_value(|interaction| interaction.scrolls = Some(Scrolls::Page));
        self.edit(Edit::Insert { at, steps });
    }

    /// Moves the insertion point to another gap.
    pub fn set_place(self, place: Place) {
        let description = self.document.with_editor(|editor| text::place(&editor.scene().step, &place));
        self.document.announce(text::program::next_step_goes(&description));
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
