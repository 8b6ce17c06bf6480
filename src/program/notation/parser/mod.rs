use std::time::Duration;

mod device;
mod paste;
mod step;
#[cfg(test)]
mod tests;

pub use self::paste::parse_steps;
use super::{
    ParseError, duration,
    lexer::{Lexer, Token},
};
use crate::{
    home::{Device, Names},
    program::{Limit, Limits, Scene, Step},
};

/// Reads a scene.
///
/// # Errors
/// When the text is not a scene or passes a limit: says where, what was found and what was expected.
pub fn parse(text: &str) -> Result<Scene, ParseError> {
    parse_within(text, &Limits::default())
}

/// Reads a scene from bytes that may not even be text.
///
/// # Errors
/// Like [`parse`], and where the bytes are not UTF-8.
pub fn parse_bytes(bytes: &[u8]) -> Result<Scene, ParseError> {
    std::str::from_utf8(bytes).map_err(|error| not_utf8(bytes, error.valid_up_to())).and_then(parse)
}

/// Reads a scene within limits of one's own.
///
/// # Errors
/// Like [`parse`].
pub fn parse_within(text: &str, limits: &Limits) -> Result<Scene, ParseError> {
    Ok(Parser::new(text, limits)?.source()?.scene)
}

/// Reads a scene that is being worked on: its messages may be for devices that the home does not have.
///
/// # Errors
/// Like [`parse`], but for that.
pub fn parse_draft(text: &str) -> Result<Scene, ParseError> {
    Ok(read_draft(text, &Limits::default())?.scene)
}

/// Reads a draft, and keeps what its printed form has to do with the text.
pub(super) fn read_draft(text: &str, limits: &Limits) -> Result<Source, ParseError> {
    Parser::new(text, limits)?.allow_unknown_devices().source()
}

/// A scene, and where its text has what begins a line of the printed form: each `device`, the start of each step, and
/// the closing bracket of each block.
pub(super) struct Source {
    pub(super) scene: Scene,
    pub(super) lines: Vec<usize>,
    /// How many of the lines are for devices; none where the home is the default one because nothing is said.
    pub(super) device_lines: usize,
}

fn not_utf8(bytes: &[u8], valid: usize) -> ParseError {
    let text = String::from_utf8_lossy(&bytes[..valid]);
    ParseError::at(&text, valid, format!("the byte 0x{:02x}", bytes[valid]), "text in UTF-8")
}

struct Parser<'a> {
    text: &'a str,
    limits: &'a Limits,
    lexer: Lexer<'a>,
    /// The token to look at next, and where it starts.
    token: Token<'a>,
    start: usize,
    devices: Vec<Device>,
    names: Names,
    /// Whether messages may be for devices that the home does not have.
    strangers: bool,
    steps: usize,
    /// Like [`Source::lines`].
    lines: Vec<usize>,
}

type Parsed<T> = Result<T, ParseError>;

impl<'a> Parser<'a> {
    fn new(text: &'a str, limits: &'a Limits) -> Parsed<Self> {
        if text.len() > limits.text_bytes {
            let end = text.floor_char_boundary(limits.text_bytes);
            let found = format!("{} bytes", text.len());
            return Err(ParseError::at(text, end, found, Limit::TextBytes(limits.text_bytes).to_string()));
        }
        let mut lexer = Lexer::new(text);
        let (token, start) = lexer.next()?;
        Ok(Self {
            text,
            limits,
            lexer,
            token,
            start,
            devices: Vec::new(),
            names: Names::default(),
            strangers: false,
            steps: 0,
            lines: Vec::new(),
        })
    }

    fn allow_unknown_devices(self) -> Self {
        Self { strangers: true, ..self }
    }

    fn source(mut self) -> Parsed<Source> {
        self.devices()?;
        let device_lines = self.lines.len();
        let step = self.only_step()?;
        Ok(Source { scene: Scene { devices: self.devices, step }, lines: self.lines, device_lines })
    }

    fn only_step(&mut self) -> Parsed<Step> {
        let step = self.step(0)?;
        match self.token {
            Token::End => Ok(step),
            _ => Err(self.unexpected("the end: a scene has one step, perhaps a block")),
        }
    }

    fn advance(&mut self) -> Parsed<Token<'a>> {
        let (token, start) = self.lexer.next()?;
        self.start = start;
        Ok(std::mem::replace(&mut self.token, token))
    }

    fn unexpected(&self, expected: impl Into<String>) -> ParseError {
        ParseError::at(self.text, self.start, self.token.describe(), expected)
    }

    fn over(&self, start: usize, found: impl Into<String>, limit: Limit) -> ParseError {
        ParseError::at(self.text, start, found, limit.to_string())
    }

    fn at(&self, sign: char) -> bool {
        self.token == Token::Sign(sign)
    }

    /// Takes the sign if it is next.
    fn eat(&mut self, sign: char) -> Parsed<bool> {
        let found = self.at(sign);
        if found {
            self.advance()?;
        }
        Ok(found)
    }

    fn expect(&mut self, sign: char) -> Parsed<()> {
        if self.eat(sign)? { Ok(()) } else { Err(self.unexpected(format!("`{sign}`"))) }
    }

    fn word(&mut self, expected: impl FnOnce() -> String) -> Parsed<&'a str> {
        match self.token {
            Token::Word(word) => self.advance().map(|_| word),
            _ => Err(self.unexpected(expected())),
        }
    }

    fn duration(&mut self) -> Parsed<Duration> {
        let start = self.start;
        let expected = "a duration, such as `500ms` or `1.5s`";
        let Token::Number(number) = self.token else {
            return Err(self.unexpected(expected));
        };
        self.advance()?;
        let unit = self.word(|| "a unit: `ms` or `s`".into())?;
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
}
