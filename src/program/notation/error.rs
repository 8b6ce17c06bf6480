use std::fmt;

use super::invisible::BYTE_ORDER_MARK;

/// The reason why a text is not a scene, and its position.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ParseError {
    /// Counted from 1.
    pub line: usize,
    /// In characters, counted from 1.
    pub column: usize,
    /// Bytes from the start of the text.
    pub offset: usize,
    pub found: String,
    pub expected: String,
    /// A guess at the text that was meant.
    pub suggestion: Option<String>,
}

impl ParseError {
    /// An error at a byte offset of the text, which must be a character boundary.
    pub(super) fn at(text: &str, offset: usize, found: impl Into<String>, expected: impl Into<String>) -> Self {
        let before = &text[..offset];
        let line_start = before.rfind('\n').map_or(0, |newline| newline + 1);
        Self {
            line: 1 + before.bytes().filter(|&byte| byte == b'\n').count(),
            column: 1 + before[line_start..].trim_start_matches(BYTE_ORDER_MARK).chars().count(),
            offset,
            found: found.into(),
            expected: expected.into(),
            suggestion: None,
        }
    }

    /// An error of a text as a whole.
    pub fn whole(found: impl Into<String>, expected: impl Into<String>) -> Self {
        Self::at("", 0, found, expected)
    }

    /// An error after the last character of a text.
    pub fn at_end(text: &str, found: impl Into<String>, expected: impl Into<String>) -> Self {
        Self::at(text, text.len(), found, expected)
    }

    pub(super) fn suggest(self, suggestion: Option<String>) -> Self {
        Self { suggestion, ..self }
    }
}

impl fmt::Display for ParseError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { line, column, found, expected, .. } = self;
        write!(f, "line {line}, column {column}: found {found}, expected {expected}")?;
        match &self.suggestion {
            Some(suggestion) => write!(f, "; {suggestion}"),
            None => Ok(()),
        }
    }
}

impl std::error::Error for ParseError {}
