//! The programs that are run for real: the presets, those of `rules.rs`, and random ones with hostile names and texts.

use std::{sync::Arc, time::Duration};

use homeloop::{
    program::{
        Arguments, Block, BlockKind, ChildOrder, Fail, Key, LeafKind, Message, Number, Scene, Step, Value, ValueKind,
        presets,
    },
    runtime::{EventKind, EventLog, Plan, StepId, Work, predict},
};
use proptest::{
    strategy::{Strategy, ValueTree},
    test_runner::{Config, RngAlgorithm, TestRng, TestRunner},
};

use super::rules;

#[allow(dead_code, reason = "the library has tests of its own that use the rest")]
#[path = "../../src/program/arbitrary.rs"]
mod arbitrary;

/// The number of random programs.
pub const RANDOM_COUNT: usize = 200;

/// A program whose durations are whole numbers of units. A test chooses the duration of a unit.
pub struct Program {
    pub name: String,
    scene: Scene,
}

impl Program {
    /// The plan in which a unit has this duration.
    pub fn plan(&self, unit: Duration) -> Plan {
        let mut scene = self.scene.clone();
        each_duration(&mut scene, &mut |duration| *duration = units(*duration) * unit);
        Plan::new(&scene, 1)
    }
}

/// Reads a duration of a scene, which stands for a unit per second.
fn units(duration: Duration) -> u32 {
    u32::try_from(duration.as_secs()).expect("a few units")
}

/// The presets that code shows as a whole: so far, those of sequences and parallels.
pub fn shown_presets() -> Vec<presets::Preset> {
    let is_shown = |preset: &presets::Preset| {
        let plan = Plan::new(&preset.scene(), 1);
        let has_code = |work: &Work| match work {
            Work::Block(kind) => matches!(kind, BlockKind::Sequence | BlockKind::Parallel),
            work => !matches!(work, Work::Fail { .. }),
        };
        plan.ids().all(|id| has_code(&plan.step(id).work)) && plan.devices.iter().all(|it| it.capacity.is_none())
    };
    presets::ALL.into_iter().filter(is_shown).collect()
}

/// These presets, the programs for the rules, and the same random programs every time.
pub fn all() -> Vec<Program> {
    let presets = shown_presets().into_iter().map(|preset| {
        let mut scene = preset.scene();
        each_duration(&mut scene, &mut |duration| *duration = Duration::from_secs(5));
        Program { name: preset.id.replace('-', "_"), scene }
    });
    let rules = rules::scenes().map(|(name, scene)| Program { name, scene });
    presets.chain(rules).chain(random()).collect()
}

/// Random programs that do not depend on the order of simultaneous events: real clocks are never that exact.
fn random() -> impl Iterator<Item = Program> {
    let rng = TestRng::from_seed(RngAlgorithm::ChaCha, b"homeloop's code, run for real...");
    let mut runner = TestRunner::new_with_rng(Config::default(), rng);
    let mut number = 0_usize;
    let scenes = std::iter::from_fn(move || {
        number += 1;
        let mut scene = arbitrary::plain_scene().new_tree(&mut runner).expect("a scene").current();
        each_duration(&mut scene, &mut |duration| {
            *duration = Duration::from_secs(duration.as_millis() as u64 / 10 % 6)
        });
        scene.devices.iter_mut().for_each(|device| device.jitter = Duration::ZERO);
        make_hostile(&mut scene, number);
        Some(scene)
    });
    let scenes = scenes.filter(|scene| {
        let plan = Plan::new(scene, 1);
        let log = predict(&plan);
        log.end() <= Duration::from_secs(20) && !is_close(&plan, &log)
    });
    scenes.take(RANDOM_COUNT).enumerate().map(|(number, scene)| Program { name: format!("random_{number}"), scene })
}

fn each_duration(scene: &mut Scene, change: &mut dyn FnMut(&mut Duration)) {
    fn each(step: &mut Step, change: &mut dyn FnMut(&mut Duration)) {
        match step {
            Step::Delay(duration) => change(duration),
            Step::Fail(fail) => change(&mut fail.after),
            Step::Message(message) => message.latency.iter_mut().for_each(change),
            Step::Block(block) => block.children.iter_mut().for_each(|child| each(child, change)),
        }
    }
    scene.devices.iter_mut().for_each(|device| change(&mut device.latency));
    each(&mut scene.step, change);
}

/// Names that are words of a language or of the stubs, that are not plain ASCII, or that become the same variable.
const NAMES: [&str; 40] = [
    "class",
    "fn",
    "await",
    "asyncio",
    "print",
    "type",
    "None",
    "self",
    "main",
    "program",
    "Light",
    "light",
    "лампа",
    "küche",
    "灯",
    "_",
    "__",
    "a__b",
    "livingRoom",
    "living_room",
    "async",
    "let",
    "var",
    "function",
    "delete",
    "yield",
    "match",
    "Device",
    "run_sequence",
    "step",
    "path",
    "json",
    "time",
    "arguments",
    "eval",
    "é1",
    "light_2",
    "X",
    "_private",
    "log",
];

/// Titles that could break out of a string literal.
const TITLES: [&str; 16] = [
    "\"",
    "'",
    "\\",
    "a\"b'c\\",
    "\n",
    "\r\n\t\0\u{1b}",
    "</script><!--",
    "{}{0}%s${x}`#{y}",
    "\u{2028}\u{2029}\u{feff}",
    "\u{202e}txt.exe\u{202c}",
    "😀👩‍👩‍👧🏽🇩🇪",
    "Für Elise – Ludwig",
    "夜想曲 第2番",
    "שלום",
    "\u{7f}\u{85}\u{ad}e\u{301}",
    "*/ // #\"#",
];

/// Gives some devices and songs hostile names, and removes a device now and then.
fn make_hostile(scene: &mut Scene, number: usize) {
    if !number.is_multiple_of(3) {
        let names = scene.devices.iter().map(|device| device.name.clone()).collect::<Vec<_>>();
        for (place, old) in names.iter().enumerate() {
            let name = match (number % 17, place) {
                (0, 0) => "x".repeat(10_000),
                _ => NAMES[(number * 7 + place) % NAMES.len()].to_string(),
            };
            rename(scene, old, &Arc::from(name));
        }
    }
    let mut song = number;
    retitle(&mut scene.step, &mut song);
    if number.is_multiple_of(8) {
        scene.devices.pop();
    }
}

fn rename(scene: &mut Scene, old: &str, new: &Arc<str>) {
    fn in_step(step: &mut Step, old: &str, new: &Arc<str>) {
        match step {
            Step::Message(message) if &*message.device == old => message.device = new.clone(),
            Step::Block(block) => block.children.iter_mut().for_each(|child| in_step(child, old, new)),
            Step::Message(_) | Step::Delay(_) | Step::Fail(_) => {}
        }
    }
    // Through a name that nothing has, lest two devices become one.
    scene.devices.iter_mut().filter(|device| &*device.name == old).for_each(|device| device.name = new.clone());
    in_step(&mut scene.step, old, new);
}

fn retitle(step: &mut Step, song: &mut usize) {
    match step {
        Step::Message(Message { action: homeloop::home::Action::PlaySong(title), .. }) => {
            *song += 1;
            match *song % 24 {
                place if place < TITLES.len() => *title = TITLES[place].into(),
                23 => *title = "long 😀 ".repeat(1250).into(),
                _ => {}
            }
        }
        Step::Block(block) => block.children.iter_mut().for_each(|child| retitle(child, song)),
        Step::Message(_) | Step::Delay(_) | Step::Fail(_) => {}
    }
}

/// True if the run depends on the order of simultaneous events: one message to a device is sent or arrives while another
/// one does, in branches that do not wait for each other.
fn is_close(plan: &Plan, log: &EventLog) -> bool {
    let time = |id: StepId, is: fn(EventKind) -> bool| {
        log.events().iter().find(|event| event.step == id && is(event.kind)).map(|event| event.t)
    };
    let messages: Vec<_> = plan
        .ids()
        .filter_map(|id| {
            let Work::Message { device, action, .. } = &plan.step(id).work else { return None };
            let sent = time(id, EventKind::is_start)?;
            Some((id, *device, action, sent, time(id, EventKind::is_end)?))
        })
        .collect();
    messages.iter().enumerate().any(|(number, (id, device, action, sent, arrived))| {
        messages[..number].iter().any(|(other, its_device, its_action, its_sent, its_arrived)| {
            if device != its_device || action == its_action || meet_in(plan, *id, *other) == BlockKind::Sequence {
                return false;
            }
            let together = begins_at_once(plan, *id) && begins_at_once(plan, *other);
            sent == its_arrived || arrived == its_sent || arrived == its_arrived || sent == its_sent && !together
        })
    })
}

/// The kind of the innermost block that contains two steps.
fn meet_in(plan: &Plan, one: StepId, other: StepId) -> BlockKind {
    let up = |id: StepId| std::iter::successors(Some(id), |&id| plan.step(id).parent);
    let block = up(one).find(|block| up(other).any(|id| id == *block)).expect("the root at least");
    match plan.step(block).work {
        Work::Block(kind) => kind,
        _ => BlockKind::Sequence,
    }
}

/// True if a step starts with the program in any language: no step is before it, and at most one `parallel` around it.
/// Python begins the branches of a `parallel` on the next turn of its event loop, so those inside two begin later.
fn begins_at_once(plan: &Plan, id: StepId) -> bool {
    let up = || std::iter::successors(Some(id), |&id| plan.step(id).parent);
    let is_parallel = |id: &StepId| plan.step(*id).work == Work::Block(BlockKind::Parallel);
    let waits =
        up().any(|id| plan.step(id).index > 0 && plan.step(id).parent.is_some_and(|block| !is_parallel(&block)));
    !waits && up().skip(1).filter(is_parallel).count() <= 1
}
