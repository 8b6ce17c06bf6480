use std::{borrow::Cow, ops::Range};

use super::{
    ParseError,
    invisible::BYTE_ORDER_MARK,
    messages::quote,
    token::Token,
    words::{is_word, is_word_start},
};

/// Splits a text into tokens, one at a time.
#[derive(Clone)]
pub(super) struct Lexer<'a> {
    text: &'a str,
    /// The end of the last token, in bytes.
    offset: usize,
}

impl<'a> Lexer<'a> {
    pub(super) fn new(text: &'a str) -> Self {
        let offset = if text.starts_with(BYTE_ORDER_MARK) { BYTE_ORDER_MARK.len_utf8() } else { 0 };
        Self { text, offset }
    }

    /// Reads the next token; returns it with the offset of its first byte.
    ///
    /// # Errors
    /// If a string is not well formed. Unknown signs are tokens as well; the parser refuses them.
    pub(super) fn next(&mut self) -> Result<(Token<'a>, usize), ParseError> {
        self.skip_space();
        let start = self.offset;
        let Some(first) = self.rest().chars().next() else {
            return Ok((Token::End, start));
        };
        let token = match first {
            '"' => Token::String(self.string()?),
            '0'..='9' => Token::Number(self.number()),
            first if is_word_start(first) => Token::Word(self.take_while(is_word)),
            sign => {
                self.offset += sign.len_utf8();
                Token::Sign(sign)
            }
        };
        Ok((token, start))
    }

    /// Skips white space, and a comment if there is one.
    pub(super) fn comment(&mut self) -> Option<Range<usize>> {
        self.take_while(char::is_whitespace);
        let start = self.offset;
        self.rest().starts_with('#').then(|| {
            self.take_while(|character| character != '\n');
            start..self.offset
        })
    }

    /// Skips a string, if there is one. A string that is not closed ends with its line.
    pub(super) fn any_string(&mut self) -> Option<Range<usize>> {
        let start = self.offset;
        self.rest().strip_prefix('"')?;
        self.offset += 1;
        loop {
            self.plain_text();
            let mut rest = self.rest().chars();
            match rest.next() {
                Some('\\') => {
                    let escaped = rest.next().filter(|&escaped| escaped != '\n');
                    self.offset += 1 + escaped.map_or(0, char::len_utf8);
                }
                quote => {
                    self.offset += usize::from(quote == Some('"'));
                    return Some(start..self.offset);
                }
            }
        }
    }

    pub(super) fn rest(&self) -> &'a str {
        &self.text[self.offset..]
    }

    /// The end of the last token, in bytes.
    pub(super) fn offset(&self) -> usize {
        self.offset
    }

    fn skip_space(&mut self) {
        while self.comment().is_some() {}
    }

    pub(super) fn take_while(&mut self, wanted: impl Fn(char) -> bool) -> &'a str {
        let rest = self.rest();
        let length = rest.find(|character| !wanted(character)).unwrap_or(rest.len());
        self.offset += length;
        &rest[..length]
    }

    fn number(&mut self) -> &'a str {
        let rest = self.rest();
        let whole = self.take_while(|digit| digit.is_ascii_digit()).len();
        let mut after = self.rest().chars();
        if after.next() == Some('.') && after.next().is_some_and(|digit| digit.is_ascii_digit()) {
            self.offset += 1;
            let fraction = self.take_while(|digit| digit.is_ascii_digit()).len();
            return &rest[..whole + 1 + fraction];
        }
        &rest[..whole]
    }

    fn string(&mut self) -> Result<Cow<'a, str>, ParseError> {
        let opening = self.offset;
        self.offset += 1;
        let mut value = Cow::Borrowed(self.plain_text());
        loop {
            match self.rest().chars().next() {
                Some('"') => {
                    self.offset += 1;
                    return Ok(value);
                }
                Some('\\') => value.to_mut().push(self.escape()?),
                _ => {
                    let found = "a text that does not end on its line";
                    return Err(ParseError::at(self.text, opening, found, "a closing `\"`"));
                }
            }
            let more = self.plain_text();
            if !more.is_empty() {
                value.to_mut().push_str(more);
            }
        }
    }

    fn plain_text(&mut self) -> &'a str {
        self.take_while(|character| !matches!(character, '"' | '\\' | '\n'))
    }

    fn escape(&mut self) -> Result<char, ParseError> {
        let start = self.offset;
        let (character, length) = match self.rest().as_bytes().get(1) {
            Some(b'"') => (Some('"'), 2),
            Some(b'\\') => (Some('\\'), 2),
            Some(b'n') => (Some('\n'), 2),
            Some(b'u') => unicode_escape(self.rest()),
            _ => (None, 0),
        };
        let Some(character) = character else {
            let found: String = self.rest().chars().take(2).collect();
            let expected = r#"one of the escapes `\"`, `\\`, `\n` and `\u{…}` with a character's number in hex"#;
            return Err(ParseError::at(self.text, start, quote(&found), expected));
        };
        self.offset += length;
        Ok(character)
    }
}

/// Reads `\u{…}` at the start of a text: the character and the length of the escape.
fn unicode_escape(text: &str) -> (Option<char>, usize) {
    let hex = text.strip_prefix(r"\u{").and_then(|text| text.split_once('}')).map_or("", |(hex, _)| hex);
    let valid = (1..=6).contains(&hex.len()) && hex.bytes().all(|byte| byte.is_ascii_hexdigit());
    let character = valid.then(|| u32::from_str_radix(hex, 16).ok().and_then(char::from_u32)).flatten();
    (character, r"\u{}".len() + hex.len())
}

/// True if nothing but white space precedes this byte on its line.
pub(super) fn begins_line(text: &str, offset: usize) -> bool {
    let before = text[..offset].rsplit('\n').next().unwrap_or_default();
    before.trim_start_matches(BYTE_ORDER_MARK).trim_end().is_empty()
}
