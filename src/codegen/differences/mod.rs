//! The differences of each language from the others, in words.

mod blocking;
mod javascript;
mod python;
mod rust;

pub(super) use self::{blocking::BLOCKING, javascript::JAVASCRIPT, python::PYTHON, rust::RUST};
