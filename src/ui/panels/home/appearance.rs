//! The appearance of a device: what the history says about it at one time, as values for attributes and styles.

use std::time::Duration;

use crate::{
    home::{ActionName, Color, Condition, DeviceId, DeviceState, Hazard, Light, Playback, Speaker, Toilet},
    runtime::{Flight, History, Work},
    ui::text::home as text,
};

/// The appearance of a device at one time.
#[derive(Clone, PartialEq)]
pub struct Appearance {
    pub state: DeviceState,
    /// The messages on their way to it, the newest last.
    pub doing: Vec<(ActionName, Flight)>,
    hazards: Vec<Hazard>,
    /// The newest hazardous message, if it is still on its way.
    pub mishap: Option<Flight>,
    failed: bool,
}

impl Appearance {
    pub fn at(history: &History, device: DeviceId, t: Duration) -> Self {
        let plan = history.plan();
        let doing = history.flights_at(t).filter(|flight| flight.device == device);
        let with_action = doing.filter_map(|flight| match &plan.step(flight.execution.step).work {
            Work::Message { action, .. } => Some((action.name(), flight)),
            _ => None,
        });
        let doing: Vec<_> = with_action.collect();
        Self {
            state: history.device_at(device, t).clone(),
            mishap: doing.iter().rev().map(|&(_, flight)| flight).find(|flight| flight.hazard.is_some()),
            hazards: history.hazards_at(device, t).collect(),
            failed: history.has_failure_at(device, t),
            doing,
        }
    }

    /// The accessible name of a device with this appearance.
    pub fn label(&self, name: &str) -> String {
        text::device(name, &self.state, self.doing.last().map(|&(action, _)| action), self.hazards.last().copied())
    }

    pub fn power(&self) -> &'static str {
        match self.state.condition {
            Condition::Light(Light { on: true, .. }) | Condition::Speaker(Speaker { playback: Playback::On, .. }) => {
                "on"
            }
            Condition::Light(Light { on: false, .. }) | Condition::Speaker(Speaker { playback: Playback::Off, .. }) => {
                "off"
            }
            Condition::Speaker(Speaker { playback: Playback::Playing(_), .. }) => "playing",
            Condition::Toilet(_) => "",
        }
    }

    pub fn lid(&self) -> &'static str {
        match self.state.condition {
            Condition::Toilet(Toilet { open: true, .. }) => "open",
            Condition::Toilet(Toilet { open: false, .. }) => "closed",
            _ => "",
        }
    }

    pub fn clean(&self) -> &'static str {
        match self.state.condition {
            Condition::Toilet(Toilet { clean: true, .. }) => "true",
            Condition::Toilet(Toilet { clean: false, .. }) => "false",
            _ => "",
        }
    }

    pub fn color(&self) -> String {
        match &self.state.condition {
            Condition::Light(Light { color, .. }) if *color != Color::warm_white() => color.as_str().into(),
            _ => String::new(),
        }
    }

    pub fn song(&self) -> Option<String> {
        match &self.state.condition {
            Condition::Speaker(Speaker { playback: Playback::Playing(title), .. }) if self.state.connected => {
                Some(title.to_string())
            }
            _ => None,
        }
    }

    /// The volume of a speaker while it is not the one at first, or while a message is about to change it.
    pub fn volume(&self) -> Option<u32> {
        let Condition::Speaker(Speaker { volume, .. }) = self.state.condition else { return None };
        let is_changing = || self.doing.iter().any(|(action, _)| action.is_update());
        (volume != Speaker::FIRST_VOLUME || is_changing()).then_some(volume)
    }

    /// Selectors of the parts that move with the messages on their way.
    pub fn moving_parts(&self) -> Vec<&'static str> {
        let parts = self.doing.iter().filter_map(|(action, _)| match action {
            ActionName::SwitchOn | ActionName::SwitchOff => Some(".pull"),
            ActionName::Flush => Some(".pull, .swirl, .pool, .level"),
            ActionName::Clean => Some(".brush, .sparks"),
            _ => None,
        });
        let mut moving = Vec::new();
        // Many messages at once have few different actions.
        for parts in parts {
            if !moving.contains(&parts) {
                moving.push(parts);
            }
        }
        moving
    }

    pub fn doing_attribute(&self) -> String {
        let mut actions: Vec<_> = self.doing.iter().map(|(action, _)| action.as_str()).collect();
        actions.dedup();
        actions.truncate(8);
        actions.join(" ")
    }

    pub fn mishap_attribute(&self) -> String {
        let has = |wanted: fn(&Hazard) -> bool| self.hazards.iter().any(wanted);
        let mishaps = [
            ("song_lost", has(|hazard| matches!(hazard, Hazard::SpeakerOff))),
            ("splash", has(|hazard| matches!(hazard, Hazard::CleanDuringFlush | Hazard::FlushDuringClean))),
            ("clash", has(|hazard| matches!(hazard, Hazard::Overlap { .. }))),
            ("written_over", has(|hazard| matches!(hazard, Hazard::WrittenOver))),
            ("failed", self.failed),
        ];
        mishaps.into_iter().filter(|&(_, is_shown)| is_shown).map(|(word, _)| word).collect::<Vec<_>>().join(" ")
    }
}
