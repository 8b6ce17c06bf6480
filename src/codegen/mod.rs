//! The program as code that a person could write: the same steps in Python, Rust and JavaScript, line by line.
//!
//! Knows plans and devices, and neither the page nor time: nothing here runs anything.

mod blocking;
mod code;
mod devices;
mod differences;
mod identifiers;
mod javascript;
mod literal;
mod python;
mod rust;
mod target;
#[cfg(test)]
mod tests;
mod tokens;
mod writer;

pub use blocking::{Blocking, blocking_time};
pub use code::{Code, Line, Part, Steps};
pub use differences::{Construct, Difference};
pub use javascript::JavaScript;
pub use python::Python;
pub use rust::Rust;
pub use target::{ALL, About, Target, find};
pub use tokens::{Token, TokenKind};
