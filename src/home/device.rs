use std::{sync::Arc, time::Duration};

use super::{Action, ActionName, DeviceState, Playback, state::Condition};

/// What a device is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum DeviceKind {
    Light,
    Speaker,
    Toilet,
}

/// The state a device is in before a program starts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum StartState {
    On,
    Off,
    Playing,
    Open,
    Closed,
    Disconnected,
}

/// A device of the home, as a scene declares it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Device {
    pub name: Arc<str>,
    pub kind: DeviceKind,
    /// How long a message to the device takes.
    pub latency: Duration,
    /// How far a latency may stray, to either side.
    pub jitter: Duration,
    pub start: StartState,
}

/// The home of a scene that declares no devices: one of each kind, connected and at rest.
pub fn default_home() -> Vec<Device> {
    DeviceKind::ALL.into_iter().map(|kind| Device::new(kind.as_str(), kind)).collect()
}

impl Device {
    /// How long a message takes where a device does not say.
    pub const DEFAULT_LATENCY: Duration = Duration::from_millis(500);

    /// A device with everything at its default.
    pub fn new(name: impl Into<Arc<str>>, kind: DeviceKind) -> Self {
        Self {
            name: name.into(),
            kind,
            latency: Self::DEFAULT_LATENCY,
            jitter: Duration::ZERO,
            start: kind.default_start(),
        }
    }

    pub fn starting(self, start: StartState) -> Self {
        Self { start, ..self }
    }

    /// The state the device's start word stands for.
    pub fn start_state(&self) -> DeviceState {
        let mut state = DeviceState { connected: true, condition: self.kind.at_rest() };
        match (self.start, &mut state.condition) {
            (StartState::On, _) => state.apply(&Action::SwitchOn),
            (StartState::Open, _) => state.apply(&Action::Open),
            (StartState::Playing, Condition::Speaker(playback)) => *playback = Playback::Playing("a song".into()),
            (StartState::Disconnected, _) => state.connected = false,
            _ => {}
        }
        state
    }
}

impl DeviceKind {
    pub const ALL: [Self; 3] = [Self::Light, Self::Speaker, Self::Toilet];

    pub fn as_str(self) -> &'static str {
        match self {
            Self::Light => "light",
            Self::Speaker => "speaker",
            Self::Toilet => "toilet",
        }
    }

    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.as_str() == name)
    }

    /// What a device of this kind can be told to do.
    pub fn actions(self) -> &'static [ActionName] {
        use ActionName::{ChangeColor, Clean, Close, Connect, Disconnect, Flush, Open, PlaySong, SwitchOff, SwitchOn};
        match self {
            Self::Light => &[Connect, Disconnect, SwitchOn, SwitchOff, ChangeColor],
            Self::Speaker => &[Connect, Disconnect, SwitchOn, SwitchOff, PlaySong],
            Self::Toilet => &[Connect, Disconnect, Open, Close, Flush, Clean],
        }
    }

    /// The states a device of this kind can start in, its default first.
    pub fn start_states(self) -> &'static [StartState] {
        use StartState::{Closed, Disconnected, Off, On, Open, Playing};
        match self {
            Self::Light => &[Off, On, Disconnected],
            Self::Speaker => &[Off, On, Playing, Disconnected],
            Self::Toilet => &[Closed, Open, Disconnected],
        }
    }

    fn default_start(self) -> StartState {
        self.start_states()[0]
    }

    fn at_rest(self) -> Condition {
        match self {
            Self::Light => Condition::Light { on: false, color: super::Color::warm_white() },
            Self::Speaker => Condition::Speaker(Playback::Off),
            Self::Toilet => Condition::Toilet { open: false, clean: true },
        }
    }
}

impl StartState {
    const ALL: [Self; 6] = [Self::On, Self::Off, Self::Playing, Self::Open, Self::Closed, Self::Disconnected];

    pub fn as_str(self) -> &'static str {
        match self {
            Self::On => "on",
            Self::Off => "off",
            Self::Playing => "playing",
            Self::Open => "open",
            Self::Closed => "closed",
            Self::Disconnected => "disconnected",
        }
    }

    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.as_str() == name)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_start_word_of_a_kind_gives_the_state_it_names() {
        for kind in DeviceKind::ALL {
            for &start in kind.start_states() {
                let words = Device::new("it", kind).starting(start).start_state().to_string();
                assert!(words.starts_with(start.as_str()), "{kind:?} {start:?}: {words}");
            }
        }
    }
}
