//! The layout of code, as black, rustfmt and prettier would format it: their rules for the code that is written here,
//! and no others.

pub(super) mod black;
mod lines;
pub(super) mod prettier;
pub(super) mod rustfmt;
