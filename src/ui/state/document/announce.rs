//! Announcements of the results of edits.

use leptos::prelude::*;

use super::Document;
use crate::{
    browser::clipboard,
    ui::text::{announcements, clipboard as text},
};

impl Document {
    /// Announces a result to screen readers and shows it in the status line.
    pub fn announce(self, text: String) {
        self.write.announcement.set(text);
    }

    /// Copies a text to the clipboard and announces success. If the browser refuses, says so and offers the text selected.
    pub fn copy(self, text: &str, done: String) {
        clipboard::copy(text, text::CARD, move |is_done| {
            // The page may be gone by then.
            _ = self.write.announcement.try_set(if is_done { done } else { text::REFUSED.into() });
        });
    }

    /// Returns true, and announces it, if the program cannot be edited.
    pub(super) fn refuses_edits(self) -> bool {
        if self.readonly {
            self.announce(announcements::READONLY.into());
        }
        self.readonly
    }

    /// Returns true, and announces it, if there is a draft: an edit of the blocks would lose one of the two.
    pub(super) fn has_draft_in_the_way(self) -> bool {
        let has_draft = self.draft.read_untracked().is_some();
        if has_draft {
            self.announce(announcements::DRAFT_IN_THE_WAY.into());
        }
        has_draft
    }
}
