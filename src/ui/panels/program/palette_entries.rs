use std::time::Duration;

use super::fields::with_default;
use crate::{
    home::Device,
    program::{Fail, INITIAL_NUMBER, LeafKind, OnTask, Step, StepWord, TaskVerb, presets, task},
    ui::limits::MAX_SHOWN_DEVICES,
};

/// An entry of the palette: a block, a delay, or an action of a device.
#[derive(Clone)]
pub struct Entry {
    /// "light switch on"
    pub name: String,
    /// "switch on"
    pub label: String,
    pub step: Step,
}

/// Returns the blocks and the other steps that are no message, then the actions of each device.
pub fn entries(devices: &[Device]) -> Vec<Entry> {
    let blocks = StepWord::all().map(|word| {
        let step = match word {
            StepWord::Block(kind) => Step::block(kind, []),
            StepWord::Leaf(LeafKind::Delay) => Step::Delay(presets::DELAY),
            StepWord::Leaf(LeafKind::Work) => Step::Work(presets::DELAY),
            StepWord::Leaf(LeafKind::Await) => on_task(TaskVerb::Await),
            StepWord::Leaf(LeafKind::Cancel) => on_task(TaskVerb::Cancel),
            StepWord::Leaf(LeafKind::Resolve) => on_task(TaskVerb::Resolve),
            StepWord::Leaf(LeafKind::Increment) => Step::Increment(INITIAL_NUMBER.into()),
            StepWord::Leaf(LeafKind::Fail) => Step::Fail(Fail { reason: "no".into(), after: Duration::ZERO }),
        };
        Entry { name: word.as_str().into(), label: word.as_str().into(), step }
    });
    let messages = devices.iter().take(MAX_SHOWN_DEVICES).flat_map(|device| {
        // Registrations come last, as few programs have them.
        let (registrations, others): (Vec<_>, Vec<_>) =
            device.kind.actions().iter().partition(|&&action| action.is_registration());
        others.into_iter().chain(registrations).map(|&action| Entry {
            name: format!("{} {}", device.name, action.describe()),
            label: action.describe(),
            step: Step::message(&device.name, with_default(action, None)),
        })
    });
    blocks.chain(messages).collect()
}

fn on_task(verb: TaskVerb) -> Step {
    Step::OnTask(OnTask { verb, name: task::INITIAL_NAME.into() })
}

impl Entry {
    /// Returns true if the name contains every word of the search, in either case.
    pub fn matches(&self, search: &str, lowercase: fn(&str) -> String) -> bool {
        let name = lowercase(&self.name);
        lowercase(search).split_whitespace().all(|word| name.contains(word))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::home::DeviceKind;

    #[test]
    fn the_palette_has_every_kind_of_step_and_every_action_of_every_kind_of_device() {
        let devices = DeviceKind::ALL.map(|kind| Device::new(kind.as_str(), kind));
        let entries = entries(&devices);
        let step =
            |name: &str| &entries.iter().find(|entry| entry.name == name).unwrap_or_else(|| panic!("{name}")).step;
        for word in StepWord::all().map(StepWord::as_str) {
            assert!(step(word).describe().starts_with(word), "{word}");
        }
        for kind in DeviceKind::ALL {
            for action in kind.actions() {
                let Step::Message(message) = step(&format!("{} {}", kind.as_str(), action.describe())) else {
                    panic!("{action} is a message");
                };
                assert_eq!((&*message.device, message.action.name()), (kind.as_str(), *action));
            }
        }
        let actions: usize = DeviceKind::ALL.iter().map(|kind| kind.actions().len()).sum();
        assert_eq!(entries.len(), StepWord::all().count() + actions);
    }

    #[test]
    fn the_registrations_of_a_device_come_after_its_other_actions() {
        let names: Vec<_> =
            entries(&[Device::new("lamp", DeviceKind::Light)]).into_iter().map(|entry| entry.name).collect();
        assert_eq!(names[..2], ["sequence", "parallel"]);
        let mut last = names[names.len() - 2..].to_vec();
        last.sort();
        assert_eq!(last, ["lamp connect", "lamp disconnect"]);
    }

    #[test]
    fn a_search_finds_the_entries_with_all_of_its_words_in_any_order() {
        let devices = [Device::new("light", DeviceKind::Light), Device::new("speaker", DeviceKind::Speaker)];
        let found = |search: &str| {
            let found = entries(&devices).into_iter().filter(|entry| entry.matches(search, str::to_lowercase));
            found.map(|entry| entry.name).collect::<Vec<_>>()
        };
        assert_eq!(found("ON Switch"), ["light switch on", "speaker switch on"]);
        assert_eq!(found("seq"), ["sequence"]);
        assert_eq!(found(" ").len(), entries(&devices).len());
        assert!(found("toilet").is_empty());
    }
}
