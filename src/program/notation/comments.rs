use std::{ops::Range, vec};

use super::{
    highlight::{TokenKind, tokens},
    lexer::begins_line,
};

/// True if a text has comments, which printing its scene would lose. The text may be wrong.
pub fn has_comments(text: &str) -> bool {
    comments(text).next().is_some()
}

fn comments(text: &str) -> impl Iterator<Item = Range<usize>> {
    tokens(text).filter(|(_, kind)| *kind == TokenKind::Comment).map(|(range, _)| range)
}

/// The comments of a text, to be placed between the lines of its printed form.
#[derive(Default)]
pub(super) struct Comments<'a> {
    text: &'a str,
    remaining: vec::IntoIter<Range<usize>>,
    /// The offset in the text of the token that begins each printed line.
    lines: vec::IntoIter<usize>,
}

pub(super) struct Comment<'a> {
    /// The comment from its `#` on, without white space at its end.
    pub(super) text: &'a str,
    /// True if code precedes it on its line.
    pub(super) follows_code: bool,
}

impl<'a> Comments<'a> {
    pub(super) fn new(text: &'a str) -> Self {
        let remaining: Vec<_> = comments(text).collect();
        Self { text, remaining: remaining.into_iter(), lines: vec::IntoIter::default() }
    }

    pub(super) fn between(self, lines: Vec<usize>) -> Self {
        Self { lines: lines.into_iter(), ..self }
    }

    /// Advances to the next printed line, and returns its offset in the text.
    pub(super) fn next_line(&mut self) -> usize {
        self.lines.next().unwrap_or(usize::MAX)
    }

    pub(super) fn precede_next_line(&self) -> bool {
        self.lines.as_slice().first().is_some_and(|&line| self.precede(line))
    }

    /// True if a remaining comment precedes this offset of the text.
    pub(super) fn precede(&self, offset: usize) -> bool {
        self.remaining.as_slice().first().is_some_and(|comment| comment.start < offset)
    }

    pub(super) fn next_before(&mut self, offset: usize) -> Option<Comment<'a>> {
        let range = if self.precede(offset) { self.remaining.next()? } else { return None };
        let follows_code = !begins_line(self.text, range.start);
        Some(Comment { text: self.text[range].trim_end(), follows_code })
    }
}
