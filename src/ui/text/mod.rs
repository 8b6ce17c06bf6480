//! Every sentence, label and number format of the page, with one file per part of the page. Text may depend on values of
//! the core; state, signals and elements may not enter.

mod numbers;
mod steps;

pub use numbers::*;
pub use steps::*;
