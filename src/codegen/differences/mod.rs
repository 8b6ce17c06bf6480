//! The differences of each language from the others, in words.

mod blocking;
mod javascript;
mod python;
mod python_threads;
mod rust;
mod rust_threads;

pub(super) use self::{
    blocking::BLOCKING, javascript::JAVASCRIPT, python::PYTHON, python_threads::PYTHON_THREADS, rust::RUST,
    rust_threads::RUST_THREADS,
};
