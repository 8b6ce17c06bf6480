//! The program: a tree of steps for a home, as a plain value, with the notation that writes it down.
//!
//! Knows the [`home`](crate::home), and neither time nor the browser.

#[cfg(test)]
pub(crate) mod arbitrary;
mod edit;
mod limits;
mod notation;
mod path;
pub mod presets;
mod risk;
mod step;

pub use edit::{Direction, Edit, EditError, Editor, NameError, TYPING};
pub use limits::{Limit, Limits};
pub use notation::{
    ParseError, TokenKind, format, has_comments, is_device_name, parse, parse_bytes, parse_draft, parse_steps,
    parse_within, print, print_duration, print_steps, read_duration, tokens,
};
pub use path::{Path, Place, Siblings};
pub use risk::{Cause, Fix, Risk, risks};
pub use step::{Block, BlockKind, Message, Scene, Step};
