//! The smart home: the devices there are, the actions they have, and the effect of those.
//!
//! Plain values and rules only. Nothing here knows about programs, time or the browser. `action.rs` has the table of
//! actions and `devices/` that of device kinds; the rules for hazards follow from them.

mod action;
mod argument;
mod color;
mod device;
mod devices;
mod hazard;
mod hazard_rules;
mod in_flight;
mod names;
mod normal_form;
mod service;
mod state;
pub(crate) mod word_enum;

pub use action::{Action, ActionName, ArgumentError};
pub use argument::Argument;
pub use color::Color;
pub use device::{Device, DeviceId, default_home};
pub use devices::{Condition, DeviceKind, Light, Playback, Speaker, StartState, Toilet};
pub use hazard::Hazard;
pub use names::Names;
pub use normal_form::{normal_form, set_normalize};
pub use service::{Home, Refusal, Sent, Update};
pub use state::DeviceState;
