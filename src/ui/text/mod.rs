//! Every sentence, label and number format of the page, with one file per part of the page. Text may depend on values of
//! the core; state, signals and elements may not enter.

mod device;
mod edit;
mod numbers;
mod risk;
mod steps;

pub use device::*;
pub use edit::*;
pub use numbers::*;
pub use risk::*;
pub use steps::*;
