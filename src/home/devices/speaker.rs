use std::sync::Arc;

use super::{StartState, spec::DeviceSpec};
use crate::home::{
    Action,
    ActionName::{Connect, Disconnect, PlaySong, SwitchOff, SwitchOn},
    Hazard,
};

pub(super) const SPEC: DeviceSpec = DeviceSpec {
    actions: &[Connect, Disconnect, SwitchOn, SwitchOff, PlaySong],
    start_states: &[StartState::Off, StartState::On, StartState::Playing, StartState::Disconnected],
    lost_while_off: &[(PlaySong, Hazard::SpeakerOff)],
    conflicts: &[(SwitchOn, SwitchOff), (SwitchOff, PlaySong)],
    named_conflicts: &[],
};

/// The song of a speaker that plays from the start.
const FIRST_SONG: &str = "a song";

/// The state of a speaker.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Playback {
    Off,
    /// Switched on, and silent.
    On,
    /// The title of the song.
    Playing(Arc<str>),
}

impl Playback {
    pub(super) fn starting(state: StartState) -> Self {
        match state {
            StartState::On => Self::On,
            StartState::Playing => Self::Playing(FIRST_SONG.into()),
            _ => Self::Off,
        }
    }

    pub(super) fn apply(&mut self, action: &Action) {
        match (&*self, action) {
            (Self::Off, Action::SwitchOn) => *self = Self::On,
            (_, Action::SwitchOff) => *self = Self::Off,
            (Self::On | Self::Playing(_), Action::PlaySong(title)) => *self = Self::Playing(title.clone()),
            _ => {}
        }
    }

    pub(super) fn lose_power(&mut self) {
        *self = Self::Off;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn after<const N: usize>(start: StartState, actions: [&Action; N]) -> Playback {
        let mut speaker = Playback::starting(start);
        actions.into_iter().for_each(|action| speaker.apply(action));
        speaker
    }

    #[test]
    fn a_speaker_that_is_off_does_not_play() {
        let song = Action::PlaySong("So What".into());
        let playing = Playback::Playing("So What".into());
        assert_eq!(after(StartState::Off, [&song]), Playback::Off);
        assert_eq!(after(StartState::On, [&song]), playing);
        assert_eq!(after(StartState::On, [&song, &Action::SwitchOn]), playing);
    }
}
