//! Homeloop: a smart home that shows what asynchronous programs do.
//!
//! From the ground up; each module knows only those before it.
//!
//! - [`home`]: the devices, and what messages do to them
//! - [`program`]: what a person writes, and its notation
//! - [`runtime`]: a future for each step, a virtual clock, the event log, and what the log says
//! - [`codegen`]: the program as code in other languages
//! - [`browser`]: real time, frames, storage and the address of the page
//! - [`ui`]: the page

pub mod browser;
pub mod codegen;
pub mod home;
pub mod program;
pub mod runtime;
pub mod ui;
