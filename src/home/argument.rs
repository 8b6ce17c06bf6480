use std::sync::Arc;

use super::Color;

/// The kind of text that an action takes beside its name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Argument {
    /// A CSS colour.
    Color,
    /// The title of a song: any text.
    Song,
}

/// The type of an action's argument.
pub(super) trait ArgumentValue: Sized {
    const KIND: Argument;

    /// Reads the value; `None` if the text is no such value.
    fn read(text: &str) -> Option<Self>;

    /// The text that [`read`](Self::read) makes the same value of.
    fn text(&self) -> &str;
}

impl ArgumentValue for Color {
    const KIND: Argument = Argument::Color;

    fn read(text: &str) -> Option<Self> {
        Self::parse(text)
    }

    fn text(&self) -> &str {
        self.as_str()
    }
}

impl ArgumentValue for Arc<str> {
    const KIND: Argument = Argument::Song;

    fn read(text: &str) -> Option<Self> {
        Some(text.into())
    }

    fn text(&self) -> &str {
        self
    }
}
