//! The parser: `cursor.rs` has the parser's state and the reading of single tokens, the other files have the rules of
//! the grammar.

mod arguments;
mod cursor;
mod device;
mod lock;
mod paste;
mod scene;
mod step;
#[cfg(test)]
mod tests;

pub use self::paste::parse_steps;
use self::{
    cursor::{Parsed, Parser},
    scene::Source,
};
use super::ParseError;
use crate::program::{Limits, Scene};

/// Reads a scene.
///
/// # Errors
/// If the text is not a scene or exceeds a limit. The error has the position, what was found and what was expected.
pub fn parse(text: &str) -> Result<Scene, ParseError> {
    parse_within(text, &Limits::default())
}

/// Reads a scene from bytes that may not be text.
///
/// # Errors
/// Like [`parse`], and if the bytes are not UTF-8.
pub fn parse_bytes(bytes: &[u8]) -> Result<Scene, ParseError> {
    std::str::from_utf8(bytes).map_err(|error| not_utf8(bytes, error.valid_up_to())).and_then(parse)
}

/// Reads a scene within the given limits.
///
/// # Errors
/// Like [`parse`].
pub fn parse_within(text: &str, limits: &Limits) -> Result<Scene, ParseError> {
    Ok(Parser::new(text, limits)?.source()?.scene)
}

/// Reads a scene that is being edited: its messages may be addressed to devices that the home does not have.
///
/// # Errors
/// Like [`parse`], except for unknown devices.
pub fn parse_draft(text: &str) -> Result<Scene, ParseError> {
    Ok(read_draft(text, &Limits::default())?.scene)
}

/// Reads a draft with the positions of its lines.
pub(super) fn read_draft(text: &str, limits: &Limits) -> Parsed<Source> {
    Parser::new(text, limits)?.allow_unknown_devices().source()
}

fn not_utf8(bytes: &[u8], valid: usize) -> ParseError {
    let text = String::from_utf8_lossy(&bytes[..valid]);
    ParseError::at(&text, valid, format!("the byte 0x{:02x}", bytes[valid]), "text in UTF-8")
}
