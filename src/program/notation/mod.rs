//! The notation: how a scene is written down, read back, and said to be wrong.

mod comments;
mod duration;
mod error;
mod format;
mod lexer;
mod parser;
mod printer;
#[cfg(test)]
mod tests;
mod tokens;

pub use comments::has_comments;
pub use duration::{print_duration, read_duration};
pub use error::ParseError;
pub use format::format;
pub use parser::{parse, parse_bytes, parse_draft, parse_steps, parse_within};
pub use printer::{print, print_steps};
pub use tokens::{TokenKind, tokens};

/// Words that cannot name a device: the language has them, or will.
const RESERVED: [&str; 9] = ["device", "sequence", "parallel", "delay", "race", "timeout", "retry", "repeat", "lock"];

/// Whether a device can have this name: a letter or underscore, then letters, digits and underscores, and no word that
/// the notation has or will have.
pub fn is_device_name(name: &str) -> bool {
    let mut letters = name.chars();
    letters.next().is_some_and(lexer::is_word_start) && letters.all(lexer::is_word) && !RESERVED.contains(&name)
}
