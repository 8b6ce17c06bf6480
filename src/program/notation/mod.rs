//! The notation: reads and writes scenes as text, and reports errors with their positions.

mod comments;
mod duration;
mod error;
mod format;
mod highlight;
mod invisible;
mod lexer;
mod marks;
mod messages;
mod parser;
mod printer;
#[cfg(test)]
mod tests;
mod token;
mod words;

pub use comments::has_comments;
pub use duration::{print_duration, read_duration, with_point};
pub use error::ParseError;
pub use format::format;
pub use highlight::{TokenKind, tokens};
pub use invisible::{describe_invisible, first_invisible};
pub use parser::{parse, parse_bytes, parse_draft, parse_steps, parse_within};
pub use printer::{print, print_steps, print_value};
pub use words::{is_device_name, is_name, is_word};
