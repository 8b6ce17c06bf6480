use std::sync::Arc;

use super::{StartState, spec::DeviceSpec};
use crate::home::{
    Action,
    ActionName::{Connect, Disconnect, Louder, PlaySong, Quieter, SwitchOff, SwitchOn},
    Hazard,
};

pub(super) const SPEC: DeviceSpec = DeviceSpec {
    actions: &[Connect, Disconnect, SwitchOn, SwitchOff, PlaySong, Louder, Quieter],
    start_states: &[StartState::Off, StartState::On, StartState::Playing, StartState::Disconnected],
    lost_while_off: &[(PlaySong, Hazard::SpeakerOff)],
    conflicts: &[(SwitchOn, SwitchOff), (SwitchOff, PlaySong)],
    named_conflicts: &[],
};

/// The song of a speaker that plays from the start.
const FIRST_SONG: &str = "a song";

/// The state of a speaker.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Speaker {
    pub playback: Playback,
    /// From 0 to [`MAX_VOLUME`](Self::MAX_VOLUME). The speaker keeps it while it is off.
    pub volume: u32,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Playback {
    Off,
    /// Switched on, and silent.
    On,
    /// The title of the song.
    Playing(Arc<str>),
}

impl Speaker {
    pub const MAX_VOLUME: u32 = 10;
    pub const FIRST_VOLUME: u32 = 5;

    pub(super) fn starting(state: StartState) -> Self {
        let playback = match state {
            StartState::On => Playback::On,
            StartState::Playing => Playback::Playing(FIRST_SONG.into()),
            _ => Playback::Off,
        };
        Self { playback, volume: Self::FIRST_VOLUME }
    }

    /// Changes what the speaker plays. Its volume is written.
    pub(super) fn apply(&mut self, action: &Action) {
        match (&self.playback, action) {
            (Playback::Off, Action::SwitchOn) => self.playback = Playback::On,
            (_, Action::SwitchOff) => self.playback = Playback::Off,
            (Playback::On | Playback::Playing(_), Action::PlaySong(title)) => {
                self.playback = Playback::Playing(title.clone());
            }
            _ => {}
        }
    }

    /// The volume that an action writes which has read this one; `None` for actions that do not change it.
    pub fn changed_volume(action: &Action, read: u32) -> Option<u32> {
        match action {
            Action::Louder => Some(Self::MAX_VOLUME.min(read + 1)),
            Action::Quieter => Some(read.saturating_sub(1)),
            _ => None,
        }
    }

    pub(super) fn lose_power(&mut self) {
        self.playback = Playback::Off;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn after<const N: usize>(start: StartState, actions: [&Action; N]) -> Playback {
        let mut speaker = Speaker::starting(start);
        actions.into_iter().for_each(|action| speaker.apply(action));
        speaker.playback
    }

    #[test]
    fn a_speaker_that_is_off_does_not_play() {
        let song = Action::PlaySong("So What".into());
        let playing = Playback::Playing("So What".into());
        assert_eq!(after(StartState::Off, [&song]), Playback::Off);
        assert_eq!(after(StartState::On, [&song]), playing);
        assert_eq!(after(StartState::On, [&song, &Action::SwitchOn]), playing);
    }

    #[test]
    fn the_volume_goes_from_0_to_10() {
        let changed = |action, read| Speaker::changed_volume(&action, read);
        assert_eq!([changed(Action::Louder, 5), changed(Action::Louder, 10)], [Some(6), Some(10)]);
        assert_eq!([changed(Action::Quieter, 5), changed(Action::Quieter, 0)], [Some(4), Some(0)]);
        assert_eq!(changed(Action::SwitchOn, 5), None);
    }
}
