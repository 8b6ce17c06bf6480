//! The programs that are run for real: the presets, those of `rules.rs`, and random ones with hostile names and texts.

use std::time::Duration;

use homeloop::{
    program::{
        Arguments, Block, BlockKind, ChildOrder, Control, Fail, Key, LeafKind, Lock, Message, Number, OnTask, Scene,
        Step, TaskVerb, Value, ValueKind, presets,
    },
    runtime::{EventKind, EventLog, Plan, StepId, Work, predict},
};
use proptest::{
    strategy::{Strategy, ValueTree},
    test_runner::{Config, RngAlgorithm, TestRng, TestRunner},
};

use super::{hostile::make_hostile, rules, whole};

#[allow(dead_code, reason = "the library has tests of its own that use the rest")]
#[path = "../../src/program/arbitrary.rs"]
pub mod arbitrary;

/// The number of random programs.
pub const RANDOM_COUNT: usize = 200;

/// A program whose durations are whole numbers of units. A test chooses the duration of a unit.
pub struct Program {
    pub name: String,
    scene: Scene,
}

impl Program {
    pub fn new(name: String, scene: Scene) -> Self {
        Self { name, scene }
    }

    /// A preset, as it is: its durations are its story.
    pub fn of_preset(preset: &presets::Preset) -> Self {
        let mut scene = preset.scene();
        each_duration(&mut scene, &mut |duration| *duration = Duration::from_secs(duration.as_millis() as u64 / 100));
        Self { name: preset.id.replace('-', "_"), scene }
    }

    /// True if the same happens whatever the exact times where it is run so.
    pub fn is_robust_as(&self, as_run: &dyn Fn(&Plan) -> Plan) -> bool {
        whole::is_robust_as(&self.scene, as_run)
    }

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
            work => !matches!(work, Work::Fail { .. } | Work::Busy(_)),
        };
        plan.ids().all(|id| has_code(&plan.step(id).work)) && plan.devices.iter().all(|it| it.capacity.is_none())
    };
    presets::ALL.into_iter().filter(is_shown).collect()
}

/// The other presets, as they are: their durations are their story.
pub fn new_presets() -> Vec<Program> {
    let shown = shown_presets();
    let others = presets::ALL.into_iter().filter(|preset| shown.iter().all(|shown| shown.id != preset.id));
    others.map(|preset| Program::of_preset(&preset)).collect()
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

pub fn each_duration(scene: &mut Scene, change: &mut dyn FnMut(&mut Duration)) {
    fn each(step: &mut Step, change: &mut dyn FnMut(&mut Duration)) {
        match step {
            Step::Delay(duration) | Step::Work(duration) => change(duration),
            Step::Fail(fail) => change(&mut fail.after),
            Step::OnTask(_) | Step::Increment(_) => {}
            Step::Message(message) => message.latency.iter_mut().for_each(change),
            Step::Block(block) => {
                for key in [Key::Duration, Key::Wait] {
                    if let Some(mut duration) = block.argument(key).and_then(Value::as_duration) {
                        change(&mut duration);
                        block.arguments.set(block.kind, key, Value::Duration(duration));
                    }
                }
                block.children.iter_mut().for_each(|child| each(child, change));
            }
        }
    }
    scene.devices.iter_mut().for_each(|device| change(&mut device.latency));
    each(&mut scene.step, change);
}

/// True if the run depends on the order of simultaneous events: one message to a device is sent or arrives while another
/// one does, in branches that do not wait for each other.
fn is_close(plan: &Plan, log: &EventLog) -> bool {
    let time = |id: StepId, is: fn(EventKind) -> bool| {
        log.events().iter().find(|event| event.step == id && is(event.kind)).map(|event| event.t)
    };
    let kind = |id| plan.step(id).control.map_or(BlockKind::Sequence, Control::kind);
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
            if device != its_device || action == its_action || kind(meet_in(plan, *id, *other)) == BlockKind::Sequence {
                return false;
            }
            let together = begins_at_once(plan, *id) && begins_at_once(plan, *other);
            sent == its_arrived || arrived == its_sent || arrived == its_arrived || sent == its_sent && !together
        })
    })
}

/// The innermost block that contains two steps, or the step that both are.
pub fn meet_in(plan: &Plan, one: StepId, other: StepId) -> StepId {
    let up = |id: StepId| std::iter::successors(Some(id), |&id| plan.step(id).parent);
    up(one).find(|block| up(other).any(|id| id == *block)).expect("the root at least")
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
