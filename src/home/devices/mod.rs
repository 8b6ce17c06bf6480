//! The table of device kinds, and a file for each of them: its row of the table, its state and what actions do to it.

mod condition;
mod kind;
mod light;
mod speaker;
mod spec;
mod start_state;
mod toilet;

pub use self::{
    condition::Condition,
    kind::DeviceKind,
    light::Light,
    speaker::{Playback, Speaker},
    start_state::StartState,
    toilet::Toilet,
};
