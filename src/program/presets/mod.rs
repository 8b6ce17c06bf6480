//! The programs of the story, each with the home that it needs.

mod failures;
mod locks;
mod preset;
mod races;
mod tasks;
mod threads;

use std::time::Duration;

pub use self::preset::{FIRST, Preset};
use super::{Scene, Step};
use crate::home::{Action, Device, DeviceKind, StartState};

/// The id of the preset that later visits open.
pub const DEFAULT: &str = "good-night";

/// The duration of a delay that is added from the palette.
pub const DELAY: Duration = Duration::from_millis(500);

/// All presets, in the order of the story.
pub const ALL: [Preset; 28] = [
    Preset {
        id: "good-night-sequence",
        name: "Good night, one by one",
        question: "Each [message] is [awaited|await] before the next is sent. How long will the four of them take?",
        lesson: "Each [message] is [awaited|await] before the next is sent: a [sequence]. It is right, but the four \
                 [latencies|latency] add up.",
        next: "good-night-at-once",
        scene: || evening(Step::sequence(good_night_messages())),
    },
    Preset {
        id: "good-night-at-once",
        name: "Good night, all at once",
        question: "All four messages are sent together: [parallel], on one [thread]. How long will they take, and is it \
                   still a good night?",
        lesson: "All four messages are under way together: [parallel], on one [thread]. It is fast, but the toilet is \
                 cleaned while it flushes, a [hazard]: those two need a [sequence].",
        next: "good-night",
        scene: || evening(Step::parallel(good_night_messages())),
    },
    Preset {
        id: "good-night",
        name: "Good night",
        question: "A [sequence] inside a [parallel]: what waits for what, and how long does it take now?",
        lesson: "First flush, then clean: a [sequence]. All else need not wait: a [parallel] around it, \
                 [concurrent|concurrency] on one [thread].",
        next: "wake-up",
        scene: || {
            evening(Step::parallel([
                Step::message("light", Action::SwitchOff),
                Step::message("speaker", Action::SwitchOff),
                Step::sequence([Step::message("toilet", Action::Flush), Step::message("toilet", Action::Clean)]),
            ]))
        },
    },
    Preset {
        id: "wake-up",
        name: "Wake up",
        question: "The light, then the speaker, then a song: a [sequence]. Which of them has to wait for another?",
        lesson: "A [sequence]: the song waits until the speaker is on. Does the speaker have to wait for the light?",
        next: "wake-up-at-once",
        scene: || Scene::at_default_home(Step::sequence(wake_up_messages())),
    },
    Preset {
        id: "wake-up-at-once",
        name: "Wake up, all at once",
        question: "The song is sent together with the message that switches the speaker on: [parallel]. Will \
                   anyone hear it?",
        lesson: "The song is sent together with the message that switches the speaker on. Nobody hears it, a [hazard]: \
                 those two need a [sequence].",
        next: "register",
        scene: || Scene::at_default_home(Step::parallel(wake_up_messages())),
    },
    Preset {
        id: "register",
        name: "Register the devices",
        question: "Three [devices|device] connect to the hub, all at once. When are all of them there?",
        lesson: "Three [devices|device] connect to the hub. None needs another, so all of them connect at once: a \
                 [parallel].",
        next: failures::UNPLUGGED.id,
        scene: || Scene {
            devices: DeviceKind::ALL
                .map(|kind| Device::new(kind.as_str(), kind).starting(StartState::Disconnected))
                .to_vec(),
            locks: Vec::new(),
            step: Step::parallel(DeviceKind::ALL.map(|kind| Step::message(kind.as_str(), Action::Connect))),
        },
    },
    failures::UNPLUGGED,
    failures::NOBODY_ANSWERS,
    failures::THIRD_TIME_LUCKY,
    failures::RETRY_AND_TIMEOUT,
    failures::FIRST_TO_ANSWER,
    failures::TOO_MANY_AT_ONCE,
    failures::CLOSE_THE_LID,
    locks::TWO_KEYS,
    locks::AFTER_YOU,
    locks::TWO_HANDS,
    tasks::TICKET_FOR_LATER,
    tasks::NEVER_AWAITED,
    tasks::SOMEBODY_PROMISED,
    tasks::FIRE_AND_FORGET,
    threads::FROZEN_HOUSE,
    threads::A_WORKER,
    races::TWO_PEOPLE,
    races::WITH_A_KEY,
    races::EACH_HAS_ONE_KEY,
    races::SAME_ORDER,
    races::THREAD_FOR_EVERYTHING,
    races::HANDS_OR_EARS,
];

/// The chapters of the story: their names, and the ids of the presets that they begin with.
const CHAPTERS: [(&str, &str); 6] = [
    ("What waits for what", FIRST),
    ("When something fails", failures::UNPLUGGED.id),
    ("Locks", locks::TWO_KEYS.id),
    ("Tasks and futures", tasks::TICKET_FOR_LATER.id),
    ("Holding the thread", threads::FROZEN_HOUSE.id),
    ("Threads", races::TWO_PEOPLE.id),
];

/// The presets by chapters, in the order of the story, each with its name.
pub fn chapters() -> impl Iterator<Item = (&'static str, &'static [Preset])> {
    const STORY: &[Preset] = &ALL;
    let place = |id: &str| STORY.iter().position(|preset| preset.id == id).unwrap_or(STORY.len());
    let ends = CHAPTERS.iter().skip(1).map(move |(_, id)| place(id)).chain([STORY.len()]);
    CHAPTERS.iter().zip(ends).map(move |(&(name, first), end)| (name, &STORY[place(first)..end]))
}

/// The preset with this id.
pub fn find(id: &str) -> Option<Preset> {
    ALL.into_iter().find(|preset| preset.id == id)
}

/// The preset that a scene equals.
pub fn of(scene: &Scene) -> Option<Preset> {
    ALL.into_iter().find(|preset| preset.scene() == *scene)
}

/// True for a preset about threads: it opens in that model.
pub fn is_about_threads(preset: &Preset) -> bool {
    races::ALL.iter().any(|other| other.id == preset.id)
}

fn good_night_messages() -> [Step; 4] {
    [
        Step::message("light", Action::SwitchOff),
        Step::message("speaker", Action::SwitchOff),
        Step::message("toilet", Action::Flush),
        Step::message("toilet", Action::Clean),
    ]
}

fn wake_up_messages() -> [Step; 3] {
    [
        Step::message("light", Action::SwitchOn),
        Step::message("speaker", Action::SwitchOn),
        Step::message("speaker", Action::PlaySong("Miles Davis - Kind of Blue".into())),
    ]
}

/// A home that is still awake: the light is on and a song plays.
fn evening(step: Step) -> Scene {
    let devices = vec![
        Device::new("light", DeviceKind::Light).starting(StartState::On),
        Device::new("speaker", DeviceKind::Speaker).starting(StartState::Playing),
        Device::new("toilet", DeviceKind::Toilet),
    ];
    Scene { devices, locks: Vec::new(), step }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::program::{parse, print};

    #[test]
    fn every_preset_survives_its_notation() {
        for preset in ALL {
            let scene = preset.scene();
            assert_eq!(parse(&print(&scene)).as_ref(), Ok(&scene), "{}", preset.id);
        }
    }

    #[test]
    fn the_docs_list_every_preset() {
        let docs = include_str!("../../../docs/embedding.md");
        let row = docs.lines().find(|line| line.starts_with("| `preset` |")).expect("the row of the attribute");
        let listed: Vec<_> = row.split('`').skip(3).step_by(2).collect();
        assert_eq!(listed, ALL.map(|preset| preset.id));
    }

    #[test]
    fn the_chapters_hold_the_story_in_its_order() {
        let ids: Vec<_> = chapters().flat_map(|(_, presets)| presets.iter().map(|preset| preset.id)).collect();
        assert_eq!(ids, ALL.map(|preset| preset.id));
        assert!(chapters().all(|(_, presets)| !presets.is_empty()));
    }

    #[test]
    fn the_story_visits_every_preset_and_comes_back() {
        let story = std::iter::successors(find(FIRST), |preset| find(preset.next)).map(|preset| preset.id);
        let story: Vec<_> = story.take(ALL.len() + 1).collect();
        assert_eq!(story.first(), story.last());
        assert!(ALL.iter().all(|preset| story.contains(&preset.id)));
    }
}
