use std::time::Duration;

use super::super::{ParseError, duration, invisible::is_invisible, lexer::Lexer, messages::use_a_point, token::Token};
use crate::{
    home::{Device, Names},
    program::{Limit, Limits, Lock, Number, Value},
};

/// A recursive-descent parser with one token of lookahead.
pub(super) struct Parser<'a> {
    pub text: &'a str,
    pub limits: &'a Limits,
    lexer: Lexer<'a>,
    /// The next token, and the offset of its first byte.
    pub token: Token<'a>,
    pub start: usize,
    pub devices: Vec<Device>,
    pub names: Names,
    pub locks: Vec<Lock>,
    /// The numbers of the locks by name.
    pub lock_numbers: Names,
    /// True if messages may be addressed to devices that the home does not have.
    pub allows_unknown_devices: bool,
    /// The offsets of the steps that were read.
    pub steps: Vec<usize>,
    /// The offsets of the tokens that begin a line of the printed form.
    pub lines: Vec<usize>,
}

pub(super) type Parsed<T> = Result<T, ParseError>;

impl<'a> Parser<'a> {
    pub fn new(text: &'a str, limits: &'a Limits) -> Parsed<Self> {
        if text.len() > limits.text_bytes {
            let end = text.floor_char_boundary(limits.text_bytes);
            let found = format!("{} bytes", text.len());
            return Err(ParseError::at(text, end, found, Limit::TextBytes(limits.text_bytes).to_string()));
        }
        let mut lexer = Lexer::new(text);
        let (token, start) = visible(text, &mut lexer)?;
        Ok(Self {
            text,
            limits,
            lexer,
            token,
            start,
            devices: Vec::new(),
            names: Names::default(),
            locks: Vec::new(),
            lock_numbers: Names::default(),
            allows_unknown_devices: false,
            steps: Vec::new(),
            lines: Vec::new(),
        })
    }

    pub fn allow_unknown_devices(self) -> Self {
        Self { allows_unknown_devices: true, ..self }
    }

    /// Moves on to the next token, and returns the one before.
    pub fn advance(&mut self) -> Parsed<Token<'a>> {
        let (token, start) = visible(self.text, &mut self.lexer)?;
        self.start = start;
        Ok(std::mem::replace(&mut self.token, token))
    }

    /// The error of finding the next token.
    pub fn unexpected(&self, expected: impl Into<String>) -> ParseError {
        ParseError::at(self.text, self.start, self.token.describe(), expected)
    }

    /// The error of a text that exceeds a limit.
    pub fn over(&self, start: usize, found: impl Into<String>, limit: Limit) -> ParseError {
        ParseError::at(self.text, start, found, limit.to_string())
    }

    /// True if the next token is this sign.
    pub fn at(&self, sign: char) -> bool {
        self.token == Token::Sign(sign)
    }

    /// Returns the token after the next one, if there is one that can be read.
    pub fn second(&self) -> Option<Token<'a>> {
        self.lexer.clone().next().ok().map(|(token, _)| token)
    }

    /// Skips the next token if it is this sign.
    pub fn eat(&mut self, sign: char) -> Parsed<bool> {
        let found = self.at(sign);
        if found {
            self.advance()?;
        }
        Ok(found)
    }

    pub fn expect(&mut self, sign: char) -> Parsed<()> {
        if self.eat(sign)? { Ok(()) } else { Err(self.unexpected(format!("`{sign}`"))) }
    }

    pub fn word(&mut self, expected: impl FnOnce() -> String) -> Parsed<&'a str> {
        match self.token {
            Token::Word(word) => self.advance().map(|_| word),
            _ => Err(self.unexpected(expected())),
        }
    }

    pub fn duration(&mut self) -> Parsed<Duration> {
        let start = self.start;
        let expected = "a duration, such as `500ms` or `1.5s`";
        let Token::Number(number) = self.token else {
            return Err(self.unexpected(expected));
        };
        self.advance()?;
        let Token::Word(unit) = self.token else {
            return Err(self.unexpected("a unit: `ms` or `s`").suggest(use_a_point(&self.text[start..])));
        };
        self.advance()?;
        let duration = duration::read(number, unit).ok_or_else(|| {
            ParseError::at(self.text, start, Token::Number(&format!("{number}{unit}")).describe(), expected)
        })?;
        if duration > self.limits.duration {
            return Err(self.over(
                start,
                Token::Number(&format!("{number}{unit}")).describe(),
                Limit::Duration(self.limits.duration),
            ));
        }
        Ok(duration)
    }

    /// Reads a whole number within the limits of counts.
    pub fn count(&mut self) -> Parsed<u32> {
        let (start, found) = (self.start, self.token.describe());
        let limit = Limit::Count(self.limits.count);
        let Token::Number(number) = self.token else {
            return Err(self.unexpected(limit.to_string()));
        };
        if !number.bytes().all(|byte| byte.is_ascii_digit()) {
            return Err(self.unexpected("a whole number"));
        }
        self.advance()?;
        if let Token::Word(unit @ ("ms" | "s")) = self.token {
            let found = Token::Number(&format!("{number}{unit}")).describe();
            return Err(ParseError::at(self.text, start, found, limit.to_string()));
        }
        let count = number.parse().ok().filter(|count| self.limits.exceeded_by(&Value::Count(*count)).is_none());
        count.ok_or_else(|| self.over(start, found, limit))
    }

    /// Reads a number, perhaps with a fraction, within the limits of factors.
    pub fn number(&mut self) -> Parsed<Number> {
        let (start, found) = (self.start, self.token.describe());
        let limit = Limit::Grow(self.limits.grow);
        let Token::Number(number) = self.token else {
            return Err(self.unexpected(limit.to_string()));
        };
        self.advance()?;
        let number = Number::read(number).filter(|number| self.limits.exceeded_by(&Value::Number(*number)).is_none());
        number.ok_or_else(|| self.over(start, found, limit))
    }
}

/// Reads the next token, which a character that cannot be seen is not: the tokens around it look right.
fn visible<'a>(text: &str, lexer: &mut Lexer<'a>) -> Parsed<(Token<'a>, usize)> {
    let (token, start) = lexer.next()?;
    match token {
        Token::Sign(sign) if is_invisible(sign) => {
            let error = ParseError::at(text, start, token.describe(), "a character that can be seen");
            Err(error.suggest(Some("delete it".into())))
        }
        token => Ok((token, start)),
    }
}
