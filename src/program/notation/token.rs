use std::borrow::Cow;

/// A token of the notation.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Token<'a> {
    /// A name or keyword.
    Word(&'a str),
    /// Digits, optionally with a fraction.
    Number(&'a str),
    String(Cow<'a, str>),
    Sign(char),
    End,
}
