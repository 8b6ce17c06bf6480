use super::{DeviceKind, Light, Playback, StartState, Toilet};
use crate::home::Action;

/// The state of a device of any kind, apart from its connection.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Condition {
    Light(Light),
    Speaker(Playback),
    Toilet(Toilet),
}

impl Condition {
    pub(in crate::home) fn starting(kind: DeviceKind, state: StartState) -> Self {
        match kind {
            DeviceKind::Light => Self::Light(Light::starting(state)),
            DeviceKind::Speaker => Self::Speaker(Playback::starting(state)),
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
            Self::Speaker(playback) => *playback != Playback::Off,
            Self::Toilet(_) => false,
        }
    }

    /// Changes the state as an action does. Actions that the kind does not have change nothing.
    pub(in crate::home) fn apply(&mut self, action: &Action) {
        match self {
            Self::Light(light) => light.apply(action),
            Self::Speaker(playback) => playback.apply(action),
            Self::Toilet(toilet) => toilet.apply(action),
        }
    }

    /// Changes the state as pulling the plug does.
    pub(in crate::home) fn lose_power(&mut self) {
        match self {
            Self::Light(light) => light.lose_power(),
            Self::Speaker(playback) => playback.lose_power(),
            Self::Toilet(_) => {}
        }
    }
}
