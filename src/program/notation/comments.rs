use std::{ops::Range, vec};

use super::{TokenKind, lexer::begins_line, tokens};

/// Whether a text has comments, which would be lost where its scene is printed. The text may be wrong.
pub fn has_comments(text: &str) -> bool {
    comments(text).next().is_some()
}

fn comments(text: &str) -> impl Iterator<Item = Range<usize>> {
    tokens(text).filter(|(_, kind)| *kind == TokenKind::Comment).map(|(range, _)| range)
}

/// The comments of a text, on their way between the lines of its printed form.
#[derive(Default)]
pub(super) struct Comments<'a> {
    text: &'a str,
    left: vec::IntoIter<Range<usize>>,
    /// Where the text has what begins the printed lines.
    lines: vec::IntoIter<usize>,
}

pub(super) struct Comment<'a> {
    /// From its `#`, without the white space at its end.
    pub(super) text: &'a str,
    /// Whether there is code before it on its line.
    pub(super) follows_code: bool,
}

impl<'a> Comments<'a> {
    pub(super) fn new(text: &'a str) -> Self {
        let left: Vec<_> = comments(text).collect();
        Self { text, left: left.into_iter(), lines: vec::IntoIter::default() }
    }

    pub(super) fn between(self, lines: Vec<usize>) -> Self {
        Self { lines: lines.into_iter(), ..self }
    }

    /// Where the line that is printed next begins in the text.
    pub(super) fn next_line(&mut self) -> usize {
        self.lines.next().unwrap_or(usize::MAX)
    }

    pub(super) fn precede_next_line(&self) -> bool {
        self.lines.as_slice().first().is_some_and(|&line| self.precede(line))
    }

    /// Whether one that is left comes before this place in the text.
    pub(super) fn precede(&self, place: usize) -> bool {
        self.left.as_slice().first().is_some_and(|comment| comment.start < place)
    }

    pub(super) fn next_before(&mut self, place: usize) -> Option<Comment<'a>> {
        let range = if self.precede(place) { self.left.next()? } else { return None };
        let follows_code = !begins_line(self.text, range.start);
        Some(Comment { text: self.text[range].trim_end(), follows_code })
    }
}
