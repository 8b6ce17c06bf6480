//! The words of error messages that more than one part of the notation uses.

use std::{borrow::Cow, fmt};

use super::{duration::with_point, invisible::describe_invisible, token::Token};
use crate::{
    home::{Argument, ArgumentError},
    program::Limit,
};

/// "did you mean `flush`?", if one of the words is close to the one that was written.
pub(super) fn did_you_mean<'a>(written: &str, words: impl IntoIterator<Item = &'a str>) -> Option<String> {
    // A long word is no misspelling of a short one, and comparing is quadratic.
    let written = (written.len() <= 40).then(|| written.to_ascii_lowercase())?;
    let distance = |word: &str| strsim::osa_distance(&written, word);
    // Of equally near words, one that was only not finished comes first.
    let nearest = words.into_iter().min_by_key(|word| (distance(word), !word.starts_with(&*written)))?;
    (distance(nearest) <= nearest.len().div_ceil(3)).then(|| format!("did you mean `{nearest}`?"))
}

/// "use a point: `1.5s`", if a duration was written with a comma.
pub(super) fn use_a_point(written: &str) -> Option<String> {
    with_point(written).map(|duration| format!("use a point: `{duration}`"))
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

/// Shortens a text that would make a message too long to read.
pub(super) fn shorten(text: &str) -> Cow<'_, str> {
    match text.char_indices().nth(40) {
        Some((end, _)) => format!("{}…", &text[..end]).into(),
        None => text.into(),
    }
}

pub(super) fn quote(text: &str) -> String {
    format!("`{}`", shorten(text))
}

/// The text that an action expects in place of an argument that is wrong.
pub(super) fn expected_argument(error: ArgumentError) -> String {
    match error {
        ArgumentError::Unwanted(name) => format!("nothing in brackets: `{name}` takes no argument"),
        ArgumentError::Missing(name, Argument::Color) => format!("a colour after `{name}`, such as `(\"red\")`"),
        ArgumentError::Missing(name, Argument::Song) => format!("a song after `{name}`, such as `(\"So What\")`"),
        ArgumentError::Invalid(Argument::Color) => "a CSS colour, such as \"red\" or \"#ff8800\"".into(),
        ArgumentError::Invalid(Argument::Song) => "the title of a song".into(),
    }
}

impl Token<'_> {
    /// The token as an error message names it.
    pub(super) fn describe(&self) -> String {
        match self {
            Self::Word(word) => quote(word),
            Self::Number(number) => quote(number),
            Self::String(text) => format!("the text \"{}\"", shorten(text)),
            Self::Sign(sign) => describe_invisible(*sign).unwrap_or_else(|| quote(sign.encode_utf8(&mut [0; 4]))),
            Self::End => "the end".into(),
        }
    }
}

/// The limit as the text that was expected.
impl fmt::Display for Limit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Steps(max) => write!(f, "at most {max} steps"),
            Self::Nesting(max) => write!(f, "blocks nested at most {max} deep"),
            Self::TextBytes(max) => write!(f, "at most {max} bytes of text"),
            Self::Duration(max) => write!(f, "a duration of at most {} minutes", max.as_secs() / 60),
            Self::Count(max) => write!(f, "a whole number from 1 to {max}"),
            Self::Grow(max) => write!(f, "a factor from 1 to {max}"),
        }
    }
}
