use std::{borrow::Cow, fmt};

/// Why a text is not a scene, and where.
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
    /// What was perhaps meant.
    pub suggestion: Option<String>,
}

impl ParseError {
    /// An error at a byte of the text, which must be the first of a character or the end.
    pub(super) fn at(text: &str, offset: usize, found: impl Into<String>, expected: impl Into<String>) -> Self {
        let before = &text[..offset];
        let line_start = before.rfind('\n').map_or(0, |newline| newline + 1);
        Self {
            line: 1 + before.bytes().filter(|&byte| byte == b'\n').count(),
            column: 1 + before[line_start..].chars().count(),
            offset,
            found: found.into(),
            expected: expected.into(),
            suggestion: None,
        }
    }

    /// What is wrong with a text as a whole.
    pub fn whole(found: impl Into<String>, expected: impl Into<String>) -> Self {
        Self::at("", 0, found, expected)
    }

    /// Something that is wrong after the last character of a text.
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

/// "did you mean `flush`?", where one of the words is close to what was written.
pub(super) fn did_you_mean<'a>(written: &str, words: impl IntoIterator<Item = &'a str>) -> Option<String> {
    // A long word is no misspelling of a short one, and comparing is quadratic.
    let written = (written.len() <= 40).then(|| written.to_ascii_lowercase())?;
    let distance = |word: &str| strsim::osa_distance(&written, word);
    // Of words as near, the one that is only not finished.
    let nearest = words.into_iter().min_by_key(|word| (distance(word), !word.starts_with(&*written)))?;
    (distance(nearest) <= nearest.len().div_ceil(3)).then(|| format!("did you mean `{nearest}`?"))
}

/// "a, b or c"
pub(super) fn one_of<'a>(words: impl IntoIterator<Item = &'a str>) -> String {
    let words: Vec<_> = words.into_iter().map(|word| format!("`{}`", shorten(word))).collect();
    match words.split_last() {
        Some((last, [])) => last.clone(),
        Some((last, others)) => format!("{} or {last}", others.join(", ")),
        None => String::new(),
    }
}

/// An error message is to be read: it shows the start of what is long.
pub(super) fn shorten(text: &str) -> Cow<'_, str> {
    match text.char_indices().nth(40) {
        Some((end, _)) => format!("{}…", &text[..end]).into(),
        None => text.into(),
    }
}
