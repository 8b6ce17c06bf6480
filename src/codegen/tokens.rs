//! A tokenizer for syntax highlighting, as simple as the code that this room writes allows.

/// A piece of a line of code.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Token<'a> {
    pub kind: TokenKind,
    pub text: &'a str,
}

/// The kind of a token, for its color.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum TokenKind {
    /// A reserved word of the language.
    Keyword,
    /// A function, method or macro that is called or declared.
    Function,
    /// A class, a struct, or a variant of an enum.
    Type,
    String,
    Number,
    Comment,
    /// Names, punctuation and white space.
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

/// The lexical rules of a language.
#[derive(Debug)]
pub(super) struct TokenRules {
    /// Separated by spaces.
    pub keywords: &'static str,
    /// The start of a comment, which ends with the line.
    pub comment: &'static str,
    pub quotes: &'static [char],
}

/// True if a list of words, separated by spaces, has this one.
pub(super) fn has_word(list: &str, word: &str) -> bool {
    list.split(' ').any(|listed| listed == word)
}

pub(super) fn tokens<'a>(line: &'a str, rules: &'static TokenRules) -> impl Iterator<Item = Token<'a>> {
    let mut rest = line;
    std::iter::from_fn(move || {
        let (kind, length) = token(rest, rules)?;
        let (text, after) = rest.split_at(length);
        rest = after;
        Some(Token { kind, text })
    })
}

fn token(rest: &str, rules: &TokenRules) -> Option<(TokenKind, usize)> {
    let first = rest.chars().next()?;
    if rest.starts_with(rules.comment) {
        return Some((TokenKind::Comment, rest.len()));
    }
    if rules.quotes.contains(&first) {
        return Some((TokenKind::String, string(rest, first)));
    }
    let is_word = |character: char| character.is_alphanumeric() || character == '_';
    let length = |is: &dyn Fn(char) -> bool| rest.find(|character| !is(character)).unwrap_or(rest.len());
    if first.is_ascii_digit() {
        return Some((TokenKind::Number, length(&|character| is_word(character) || character == '.')));
    }
    if !is_word(first) {
        let begins = |character: char| {
            is_word(character) || rules.quotes.contains(&character) || rules.comment.starts_with(character)
        };
        let after = first.len_utf8();
        let length = rest[after..].find(begins).map_or(rest.len(), |place| after + place);
        return Some((TokenKind::Plain, length));
    }
    let (word, after) = rest.split_at(length(&is_word));
    // A prefix belongs to its string: f"…".
    if let Some(quote) = after.chars().next().filter(|quote| rules.quotes.contains(quote)) {
        return Some((TokenKind::String, word.len() + string(after, quote)));
    }
    let kind = match () {
        () if has_word(rules.keywords, word) => TokenKind::Keyword,
        () if word.starts_with(|first: char| first.is_ascii_uppercase()) => TokenKind::Type,
        () if after.starts_with(['(', '!']) && !after.starts_with("!=") => TokenKind::Function,
        () => TokenKind::Plain,
    };
    Some((kind, word.len()))
}

/// The length of the string that a text begins with, quotes included.
fn string(text: &str, quote: char) -> usize {
    let mut escaped = false;
    let end = text.char_indices().skip(1).find(|&(_, character)| {
        let ends = character == quote && !escaped;
        escaped = character == '\\' && !escaped;
        ends
    });
    end.map_or(text.len(), |(place, quote)| place + quote.len_utf8())
}
