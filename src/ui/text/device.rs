//! Devices and hazards in words.

use crate::home::{Color, Condition, DeviceState, Hazard, Light, Playback, Speaker, Toilet};

/// The state of a device in words: "on, warm white", "closed, needs a brush".
pub fn device_state(state: &DeviceState) -> String {
    if !state.connected {
        return "disconnected".into();
    }
    match &state.condition {
        Condition::Light(Light { on: true, color }) => format!("on, {}", color_name(color)),
        Condition::Light(Light { on: false, .. }) => "off".into(),
        Condition::Speaker(Speaker { playback, volume }) => playback_state(playback) + &other_volume(*volume),
        Condition::Toilet(Toilet { open, clean }) => {
            let lid = if *open { "open" } else { "closed" };
            format!("{lid}, {}", if *clean { "clean" } else { "needs a brush" })
        }
    }
}

fn playback_state(playback: &Playback) -> String {
    match playback {
        Playback::Off => "off".into(),
        Playback::On => "on".into(),
        Playback::Playing(title) => format!("playing, {title}"),
    }
}

/// The volume, if it is not the one at first.
fn other_volume(number: u32) -> String {
    if number == Speaker::FIRST_VOLUME { String::new() } else { String::from(", ") + &volume(number) }
}

pub fn volume(number: u32) -> String {
    format!("volume {number}")
}

/// A hazard in a sentence: the message that the event log has for it.
pub fn describe_hazard(hazard: Hazard) -> String {
    hazard.to_string()
}

fn color_name(color: &Color) -> &str {
    if *color == Color::warm_white() { "warm white" } else { color.as_str() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::home::{Action, Device, DeviceKind, StartState};

    #[test]
    fn every_start_state_of_a_kind_is_named_by_its_word() {
        for kind in DeviceKind::ALL {
            for &start in kind.start_states() {
                let words = device_state(&Device::new("it", kind).starting(start).start_state());
                assert!(words.starts_with(start.as_str()), "{kind:?} {start:?}: {words}");
            }
        }
    }

    #[test]
    fn a_state_is_described_with_its_details() {
        let after = |kind, start, action| {
            let mut state = Device::new("it", kind).starting(start).start_state();
            state.apply(&action);
            device_state(&state)
        };
        assert_eq!(after(DeviceKind::Light, StartState::Off, Action::SwitchOn), "on, warm white");
        let red = Action::ChangeColor(Color::parse("red").unwrap());
        assert_eq!(after(DeviceKind::Light, StartState::On, red), "on, red");
        let song = Action::PlaySong("So What".into());
        assert_eq!(after(DeviceKind::Speaker, StartState::On, song), "playing, So What");
        assert_eq!(after(DeviceKind::Toilet, StartState::Open, Action::Flush), "open, needs a brush");
        let mut louder = Device::new("it", DeviceKind::Speaker).start_state();
        louder.write(6);
        assert_eq!(device_state(&louder), "off, volume 6");
    }
}
