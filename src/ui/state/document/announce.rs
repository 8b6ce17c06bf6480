//! Announcements: the results of edits, in sentences.

use leptos::prelude::*;

use super::Document;
use crate::browser::clipboard;

impl Document {
    /// Announces a result to screen readers and shows it in the status line.
    pub fn announce(self, words: String) {
        self.write.announcement.set(words);
    }

    /// Writes a text to the clipboard and announces success, or that the browser has refused.
    pub fn copy(self, text: &str, done: String) {
        clipboard::write(text, move |is_done| {
            let refused = || "The browser has refused the clipboard. Download it instead.".into();
            // The page may be gone by then.
            _ = self.write.announcement.try_set(if is_done { done } else { refused() });
        });
    }

    /// Returns true, and announces it, if the program cannot be edited.
    pub(super) fn refuses_edits(self) -> bool {
        if self.readonly {
            self.announce("This program can only be looked at. Open it in Homeloop to change it.".into());
        }
        self.readonly
    }

    /// Returns true, and announces it, if there is a draft: an edit of the blocks would lose one of the two.
    pub(super) fn has_draft_in_the_way(self) -> bool {
        let has_draft = self.draft.read_untracked().is_some();
        if has_draft {
            self.announce("The text cannot be read yet. Mend it or discard it, then go on with the blocks.".into());
        }
        has_draft
    }
}
