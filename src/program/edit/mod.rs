//! Edits of a program, as data, and their undo.
//!
//! `kinds.rs` lists the edits. An edit is planned as a few changes (`plan.rs`), each of which knows its inverse
//! (`change.rs`); the editor makes and undoes them.

mod change;
mod device;
mod difference;
mod editor;
mod error;
mod kinds;
mod limits;
mod name;
mod names;
mod nudge;
mod plan;
#[cfg(test)]
mod tests;
mod undo;

pub use self::{
    editor::Editor,
    error::{EditError, NameError},
    kinds::Edit,
    name::{EditName, StepsName},
    nudge::Direction,
};
