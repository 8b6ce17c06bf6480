use super::{DeviceKind, Light, Playback, Speaker, StartState, Toilet};
use crate::home::Action;

/// The state of a device of any kind, apart from its connection.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Condition {
    Light(Light),
    Speaker(Speaker),
    Toilet(Toilet),
}

impl Condition {
    pub(in crate::home) fn starting(kind: DeviceKind, state: StartState) -> Self {
        match kind {
            DeviceKind::Light => Self::Light(Light::starting(state)),
            DeviceKind::Speaker => Self::Speaker(Speaker::starting(state)),
            DeviceKind::Toilet => Self::Toilet(Toilet::starting(state)),
        }
    }

    pub fn kind(&self) -> DeviceKind {
        match self {
            Self::Light(_) => DeviceKind::Light,
            Self::Speaker(_) => DeviceKind::Speaker,
            Self::Toilet(_) => DeviceKind::Toilet,
        }
    }

    /// True if the device is switched on.
    pub fn is_on(&self) -> bool {
        match self {
            Self::Light(light) => light.on,
            Self::Speaker(speaker) => speaker.playback != Playback::Off,
            Self::Toilet(_) => false,
        }
    }

    /// Changes the state as an action does. Actions that the kind does not have change nothing.
    pub(in crate::home) fn apply(&mut self, action: &Action) {
        match self {
            Self::Light(light) => light.apply(action),
            Self::Speaker(speaker) => speaker.apply(action),
            Self::Toilet(toilet) => toilet.apply(action),
        }
    }

    /// Returns the value that an action reads now, and the changed value that it writes when it arrives; `None` if it is no
    /// update.
    pub(in crate::home) fn read(&self, action: &Action) -> Option<(u32, u32)> {
        let Self::Speaker(Speaker { volume, .. }) = self else { return None };
        Some((*volume, Speaker::changed_volume(action, *volume)?))
    }

    /// Writes the value that an action has worked out.
    pub(in crate::home) fn write(&mut self, value: u32) {
        if let Self::Speaker(speaker) = self {
            speaker.volume = value;
        }
    }

    /// Changes the state as pulling the plug does.
    pub(in crate::home) fn lose_power(&mut self) {
        match self {
            Self::Light(light) => light.lose_power(),
            Self::Speaker(speaker) => speaker.lose_power(),
            Self::Toilet(_) => {}
        }
    }
}
