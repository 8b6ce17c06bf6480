//! The panels of the page, one file or folder each. A panel reads the state and knows no other panel, except that the
//! program panel shows the code as one of its forms.

pub mod code;
pub mod home;
pub mod log;
mod micro_steps;
pub mod program;
pub mod timeline;
pub mod transport;
