//! Announcements of the results of edits.

use leptos::prelude::*;

use super::Document;
use crate::{browser::clipboard, ui::text::announcements};

impl Document {
    /// Announces a result to screen readers and shows it in the status line.
    pub fn announce(self, text: String) {
        self.write.announcement.set(text);
    }

    /// Writes a text to the clipboard and announces success, or that the browser has refused.
    pub fn copy(self, text: &str, done: String) {
        clipboard::write(text, move |is_done| {
            // The page may be gone by then.
            _ = self.write.announcement.try_set(if is_done { done } else { announcements::CLIPBOARD_REFUSED.into() });
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
