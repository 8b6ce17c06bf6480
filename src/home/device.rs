use std::{sync::Arc, time::Duration};

use super::{Condition, DeviceKind, DeviceState, StartState, normal_form};

/// The place of a device in its home.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct DeviceId(pub u32);

/// A device of the home, as a scene declares it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Device {
    /// In [`normal_form`].
    pub name: Arc<str>,
    pub kind: DeviceKind,
    /// The time that a message to the device takes.
    pub latency: Duration,
    /// The largest random deviation of a latency, to either side.
    pub jitter: Duration,
    pub start: StartState,
    /// The number of messages, counted from the first that is sent, that fail when they would arrive.
    pub fails: u32,
    /// The largest number of messages that are on their way at once. One more fails when it is sent.
    pub capacity: Option<u32>,
}

/// The home of a scene that declares no devices: one of each kind, connected and at rest.
pub fn default_home() -> Vec<Device> {
    DeviceKind::ALL.into_iter().map(|kind| Device::new(kind.as_str(), kind)).collect()
}

impl Device {
    /// The latency of a device that declares none.
    pub const DEFAULT_LATENCY: Duration = Duration::from_millis(500);

    /// A device with everything at its default.
    pub fn new(name: impl Into<Arc<str>>, kind: DeviceKind) -> Self {
        Self {
            name: normal_form(name.into()),
            kind,
            latency: Self::DEFAULT_LATENCY,
            jitter: Duration::ZERO,
            start: kind.default_start(),
            fails: 0,
            capacity: None,
        }
    }

    /// The same device with another start state.
    pub fn starting(self, start: StartState) -> Self {
        Self { start, ..self }
    }

    /// The state that the device is in before a program starts.
    pub fn start_state(&self) -> DeviceState {
        DeviceState {
            connected: self.start != StartState::Disconnected,
            condition: Condition::starting(self.kind, self.start),
        }
    }
}
