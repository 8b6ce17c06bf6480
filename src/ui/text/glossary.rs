//! The words that the page explains, and the marks by which a text points at them.

mod terms;

pub use terms::TERMS;

/// A word with its explanation.
#[derive(Debug)]
pub struct Term {
    pub name: &'static str,
    /// Two sentences in plain English, the same as in `docs/glossary.md`.
    pub text: &'static str,
}

const fn term(name: &'static str, text: &'static str) -> Term {
    Term { name, text }
}

/// Finds a word.
pub fn find(name: &str) -> Option<&'static Term> {
    TERMS.iter().find(|term| term.name == name)
}

/// A piece of a text: words to tap, or the text between them.
#[derive(Debug)]
pub enum Piece<'a> {
    Text(&'a str),
    Word { label: &'a str, term: &'static Term },
}

/// Splits a text with marks. `[slack]` is a word; `[futures|future]` is one in another form.
///
/// Brackets around anything else are text.
pub fn pieces(text: &str) -> Vec<Piece<'_>> {
    let mut pieces = Vec::new();
    for (number, part) in text.split('[').enumerate() {
        let mut rest = part;
        if number > 0
            && let Some((marked, after)) = part.split_once(']')
        {
            let (label, name) = marked.split_once('|').unwrap_or((marked, marked));
            pieces.push(find(name).map_or(Piece::Text(label), |term| Piece::Word { label, term }));
            rest = after;
        }
        pieces.push(Piece::Text(rest));
    }
    pieces
}

pub const ALL_WORDS: &str = "All words";

#[cfg(test)]
mod tests {
    use std::{fs, path::Path, time::Duration};

    use super::*;
    use crate::{
        program::presets,
        ui::text::{event_loop, log, timeline},
    };

    #[test]
    fn every_word_is_explained_in_two_short_sentences() {
        for Term { name, text } in &TERMS {
            assert!(text.ends_with('.') && text.matches(". ").count() == 1, "{name}: {text}");
            assert!(text.len() <= 180, "{name} has {} letters", text.len());
            assert!(!text.contains(['<', '>', '&', '"', '[', ']']), "{name}: {text}");
        }
    }

    #[test]
    fn the_words_are_in_alphabetical_order_and_each_is_there_once() {
        assert!(TERMS.is_sorted_by(|one, other| one.name < other.name));
        assert!(TERMS.iter().all(|term| find(term.name).is_some_and(|found| std::ptr::eq(found, term))));
    }

    #[test]
    fn the_glossary_of_the_repository_has_the_same_words() {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/glossary.md");
        let glossary = fs::read_to_string(path).unwrap();
        for Term { name, text } in &TERMS {
            let line = format!("- **{name}**: {text}");
            assert!(glossary.lines().any(|other| other == line), "docs/glossary.md lacks this line:\n{line}");
        }
    }

    fn written(text: &str) -> String {
        let write = |piece: &Piece| match piece {
            Piece::Text(text) => (*text).to_string(),
            Piece::Word { label, term } => format!("<{label}={}>", term.name),
        };
        pieces(text).iter().map(write).collect()
    }

    #[test]
    fn marked_words_are_found_and_all_else_is_text() {
        assert_eq!(written("plain"), "plain");
        assert_eq!(written("[slack] and [futures|future]."), "<slack=slack> and <futures=future>.");
        assert_eq!(written("a [b] c [d"), "a b c d", "no word, and no end");
    }

    #[test]
    fn every_mark_on_the_page_is_a_word_of_the_glossary() {
        let texts = [
            log::NO_EVENTS.to_string(),
            event_loop::READY_QUEUE.heading.into(),
            event_loop::THREAD.heading.into(),
            event_loop::TIMERS.heading.into(),
            event_loop::FUTURES.heading.into(),
            event_loop::poll_number(2, true, 2),
            event_loop::poll_number(2, false, 3),
            timeline::CRITICAL_PATH.into(),
            timeline::COLUMNS.concat(),
            timeline::slack_with_word(Duration::from_secs(1)),
        ];
        for text in texts {
            let words = pieces(&text).iter().filter(|piece| matches!(piece, Piece::Word { .. })).count();
            assert!(words > 0 && words == text.matches('[').count(), "{text}");
        }
    }

    #[test]
    fn every_mark_in_a_lesson_is_a_word_of_the_glossary() {
        for text in presets::ALL.iter().flat_map(|preset| [preset.question, preset.lesson]) {
            let words = pieces(text).iter().filter(|piece| matches!(piece, Piece::Word { .. })).count();
            assert!(words > 0 && words == text.matches('[').count(), "{text}");
        }
    }
}
