//! Colours for code: a tokenizer that is as simple as what is written here allows.

/// A piece of a line, and what it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Token<'a> {
    pub kind: TokenKind,
    pub text: &'a str,
}

/// What a piece of code is, for colours.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum TokenKind {
    /// A word of the language.
    Keyword,
    /// What is called, or declared to be: a function, a method, a macro.
    Function,
    /// A class, a struct, a value of an enum.
    Type,
    String,
    Number,
    Comment,
    /// Names, signs and white space.
    Plain,
}

impl TokenKind {
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Keyword => "keyword",
            Self::Function => "function",
            Self::Type => "type",
            Self::String => "string",
            Self::Number => "number",
            Self::Comment => "comment",
            Self::Plain => "plain",
        }
    }
}

/// What a tokenizer must know of a language.
#[derive(Debug)]
pub(super) struct Syntax {
    /// With spaces between them.
    pub keywords: &'static str,
    /// What begins a comment.
    pub comment: &'static str,
    pub quotes: &'static [char],
}

/// Whether a list of words with spaces between them has this one.
pub(super) fn has_word(list: &str, word: &str) -> bool {
    list.split(' ').any(|listed| listed == word)
}

pub(super) fn tokens<'a>(line: &'a str, syntax: &'static Syntax) -> impl Iterator<Item = Token<'a>> {
    let mut rest = line;
    std::iter::from_fn(move || {
        let (kind, length) = token(rest, syntax)?;
        let (text, after) = rest.split_at(length);
        rest = after;
        Some(Token { kind, text })
    })
}

fn token(rest: &str, syntax: &Syntax) -> Option<(TokenKind, usize)> {
    let first = rest.chars().next()?;
    if rest.starts_with(syntax.comment) {
        return Some((TokenKind::Comment, rest.len()));
    }
    if syntax.quotes.contains(&first) {
        return Some((TokenKind::String, string(rest, first)));
    }
    let is_word = |character: char| character.is_alphanumeric() || character == '_';
    let length = |is: &dyn Fn(char) -> bool| rest.find(|character| !is(character)).unwrap_or(rest.len());
    if first.is_ascii_digit() {
        return Some((TokenKind::Number, length(&|character| is_word(character) || character == '.')));
    }
    if !is_word(first) {
        let begins = |character: char| {
            is_word(character) || syntax.quotes.contains(&character) || syntax.comment.starts_with(character)
        };
        let after = first.len_utf8();
        let length = rest[after..].find(begins).map_or(rest.len(), |place| after + place);
        return Some((TokenKind::Plain, length));
    }
    let (word, after) = rest.split_at(length(&is_word));
    // A letter right before a quote belongs to the string: f"…".
    if let Some(quote) = after.chars().next().filter(|quote| syntax.quotes.contains(quote)) {
        return Some((TokenKind::String, word.len() + string(after, quote)));
    }
    let kind = match () {
        () if has_word(syntax.keywords, word) => TokenKind::Keyword,
        () if word.starts_with(|first: char| first.is_ascii_uppercase()) => TokenKind::Type,
        () if after.starts_with(['(', '!']) && !after.starts_with("!=") => TokenKind::Function,
        () => TokenKind::Plain,
    };
    Some((kind, word.len()))
}

/// How long the string is that a text begins with, its quotes included.
fn string(text: &str, quote: char) -> usize {
    let mut escaped = false;
    let end = text.char_indices().skip(1).find(|&(_, character)| {
        let ends = character == quote && !escaped;
        escaped = character == '\\' && !escaped;
        ends
    });
    end.map_or(text.len(), |(place, quote)| place + quote.len_utf8())
}
