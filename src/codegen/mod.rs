//! Writes a program as source code in other languages, and records which line stands for which step.
//!
//! Depends on plans and devices only. Nothing here runs a program, and nothing here knows the page.

mod call;
mod code;
mod devices;
mod differences;
mod identifiers;
mod language;
mod languages;
mod layout;
mod literal;
mod made_future;
mod program;
mod steps;
mod stub;
#[cfg(test)]
mod tests;
mod tokens;
mod writer;

pub use code::{Code, Line, Part, Steps};
pub use language::{Concurrency, Difference, Language};
pub use languages::{LANGUAGES, all, find, find_for};
pub use made_future::{MADE_FUTURES, MadeFuture, UNIT};
pub use tokens::{Token, TokenKind};
