//! Limits that more than one part of the page needs.

/// The number of devices that the home draws and the palette offers. Further ones run and are logged.
pub const MAX_SHOWN_DEVICES: usize = 60;
