//! Every sentence, label and number format of the page, with one file per part of the page. Text may depend on values of
//! the core; state, signals and elements may not enter.

pub mod announcements;
mod device;
mod edit;
pub mod embed;
pub mod header;
pub mod home;
pub mod keys;
pub mod log;
pub mod narration;
mod numbers;
pub mod page;
mod risk;
mod steps;
pub mod story;
pub mod transport;

pub use device::*;
pub use edit::*;
pub use numbers::*;
pub use risk::*;
pub use steps::*;
