//! The smart home: what devices there are, what they can be told, and what that does to them.
//!
//! Plain values and rules only. Nothing here knows about programs, time or the browser.

mod action;
mod color;
mod device;
mod hazard;
mod names;
mod service;
mod state;

pub use action::{Action, ActionName, Argument, ArgumentError};
pub use color::Color;
pub use device::{Device, DeviceKind, StartState, default_home};
pub use hazard::Hazard;
pub use names::Names;
pub use service::{DeviceId, Home, NotConnected};
pub use state::{Condition, DeviceState, Playback};
