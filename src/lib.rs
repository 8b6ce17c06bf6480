//! Homeloop: a smart home that shows what asynchronous programs do.
//!
//! One module for each layer, lowest first; a module uses only those before it. ARCHITECTURE.md explains how they work
//! together.
//!
//! - [`home`]: the devices, their actions and their states
//! - [`program`]: the tree of steps, its notation, edits with undo, risks
//! - [`runtime`]: the executor, clocks, the event log and the history that is read from it
//! - [`codegen`]: a program as code in other languages
//! - [`browser`]: browser APIs: real time, frames, storage, the address, the host page
//! - [`ui`]: the page

pub mod browser;
pub mod codegen;
pub mod home;
pub mod program;
pub mod runtime;
pub mod ui;
