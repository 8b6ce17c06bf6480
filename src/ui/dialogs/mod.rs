//! The modal dialogs of the page, one file or folder each. Panels open them through their handles.

pub mod about;
pub mod device;
mod head;
pub mod keys;
pub mod library;
pub mod share;
