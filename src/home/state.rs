use std::{fmt, sync::Arc};

use super::{Action, Color, Hazard};

/// How a device is: what a person who looks at it would see.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DeviceState {
    pub connected: bool,
    pub condition: Condition,
}

/// How a device is, apart from its connection.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Condition {
    Light { on: bool, color: Color },
    Speaker(Playback),
    Toilet { open: bool, clean: bool },
}

/// What a speaker does.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Playback {
    Off,
    On,
    Playing(Arc<str>),
}

impl DeviceState {
    /// Changes the state as a message does that arrives, unless its hazard has lost it.
    pub fn receive(&mut self, action: &Action, hazard: Option<Hazard>) {
        if !hazard.is_some_and(Hazard::loses_message) {
            self.apply(action);
        }
    }

    /// Changes the state as a message that has arrived does. Actions of another kind of device change nothing.
    pub fn apply(&mut self, action: &Action) {
        match action {
            Action::Connect => self.connected = true,
            Action::Disconnect => {
                self.connected = false;
                self.condition.lose_power();
            }
            action if self.connected => self.condition.apply(action),
            _ => {}
        }
    }
}

impl Condition {
    fn apply(&mut self, action: &Action) {
        match (self, action) {
            (Self::Light { on, .. }, Action::SwitchOn) => *on = true,
            (Self::Light { on, .. }, Action::SwitchOff) => *on = false,
            (Self::Light { color, .. }, Action::ChangeColor(new)) => *color = new.clone(),
            (Self::Speaker(playback @ Playback::Off), Action::SwitchOn) => *playback = Playback::On,
            (Self::Speaker(playback), Action::SwitchOff) => *playback = Playback::Off,
            (Self::Speaker(playback @ (Playback::On | Playback::Playing(_))), Action::PlaySong(title)) => {
                *playback = Playback::Playing(title.clone());
            }
            (Self::Toilet { open, .. }, Action::Open) => *open = true,
            (Self::Toilet { open, .. }, Action::Close) => *open = false,
            (Self::Toilet { clean, .. }, Action::Flush) => *clean = false,
            (Self::Toilet { clean, .. }, Action::Clean) => *clean = true,
            _ => {}
        }
    }

    /// What pulling the plug does.
    fn lose_power(&mut self) {
        match self {
            Self::Light { on, .. } => *on = false,
            Self::Speaker(playback) => *playback = Playback::Off,
            Self::Toilet { .. } => {}
        }
    }
}

impl fmt::Display for DeviceState {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if !self.connected {
            return f.write_str("disconnected");
        }
        match &self.condition {
            Condition::Light { on: true, color } => write!(f, "on, {}", color.name()),
            Condition::Light { on: false, .. } | Condition::Speaker(Playback::Off) => f.write_str("off"),
            Condition::Speaker(Playback::On) => f.write_str("on"),
            Condition::Speaker(Playback::Playing(title)) => write!(f, "playing, {title}"),
            Condition::Toilet { open, clean } => {
                let lid = if *open { "open" } else { "closed" };
                write!(f, "{lid}, {}", if *clean { "clean" } else { "needs a brush" })
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::home::{Device, DeviceKind, StartState};

    fn told<const N: usize>(kind: DeviceKind, start: StartState, actions: [&Action; N]) -> String {
        let mut state = Device::new("it", kind).starting(start).start_state();
        actions.into_iter().for_each(|action| state.apply(action));
        state.to_string()
    }

    #[test]
    fn a_light_remembers_its_color_while_it_is_off() {
        let red = Action::ChangeColor(Color::parse("red").unwrap());
        assert_eq!(told(DeviceKind::Light, StartState::Off, [&red]), "off");
        assert_eq!(told(DeviceKind::Light, StartState::Off, [&red, &Action::SwitchOn]), "on, red");
    }

    #[test]
    fn a_speaker_that_is_off_does_not_play() {
        let song = Action::PlaySong("So What".into());
        assert_eq!(told(DeviceKind::Speaker, StartState::Off, [&song]), "off");
        assert_eq!(told(DeviceKind::Speaker, StartState::On, [&song]), "playing, So What");
        assert_eq!(told(DeviceKind::Speaker, StartState::On, [&song, &Action::SwitchOn]), "playing, So What");
    }

    #[test]
    fn a_flushed_toilet_needs_a_brush_until_it_is_cleaned() {
        assert_eq!(told(DeviceKind::Toilet, StartState::Closed, [&Action::Flush]), "closed, needs a brush");
        assert_eq!(told(DeviceKind::Toilet, StartState::Open, [&Action::Flush, &Action::Clean]), "open, clean");
    }

    #[test]
    fn a_disconnected_device_loses_its_power_but_comes_back() {
        assert_eq!(told(DeviceKind::Light, StartState::On, [&Action::Disconnect]), "disconnected");
        let back = [&Action::Disconnect, &Action::Connect];
        assert_eq!(told(DeviceKind::Speaker, StartState::Playing, back), "off");
    }
}
