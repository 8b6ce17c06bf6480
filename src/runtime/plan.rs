use std::{collections::BTreeSet, sync::Arc, time::Duration};

use crate::{
    home::{Action, Device, DeviceId, Names},
    program::{BlockKind, Path, Scene, Step},
};

/// A step's number in program order: the root is 0, a block comes right before its children.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct StepId(pub u32);

/// A scene made ready to run: steps numbered, devices looked up, jitter drawn. A run never changes it.
#[derive(Clone, Debug, PartialEq)]
pub struct Plan {
    pub devices: Vec<Device>,
    steps: Vec<PlannedStep>,
}

/// A step of a [`Plan`], and its place in the tree.
#[derive(Clone, Debug, PartialEq)]
pub struct PlannedStep {
    pub work: Work,
    /// The block the step is in; `None` for the root.
    pub parent: Option<StepId>,
    /// Its place among the block's children.
    pub index: u32,
    /// How many blocks it is inside.
    pub depth: u32,
    /// How many steps are right under it.
    pub child_count: u32,
    /// The first number after the step and all that is inside it.
    end: u32,
}

/// What a step does.
#[derive(Clone, Debug, PartialEq)]
pub enum Work {
    /// Tells a device something, which takes `latency`.
    Message {
        device: DeviceId,
        action: Action,
        latency: Duration,
    },
    /// Tells something to a device that the home does not have.
    UnknownDevice {
        name: Arc<str>,
        action: Action,
    },
    Delay(Duration),
    Block(BlockKind),
}

impl Plan {
    /// Makes a scene ready. The same seed draws the same jitter.
    pub fn new(scene: &Scene, seed: u64) -> Self {
        let names = Names::of(&scene.devices);
        let mut planner = Planner { devices: &scene.devices, names, seed, steps: Vec::new() };
        planner.add(&scene.step, None, 0, 0);
        Self { devices: scene.devices.clone(), steps: planner.steps }
    }

    /// The same steps one after another, as they are without async: nothing overlaps.
    pub fn one_by_one(&self) -> Self {
        let mut plan = self.clone();
        for step in &mut plan.steps {
            if let Work::Block(kind) = &mut step.work {
                *kind = BlockKind::Sequence;
            }
        }
        plan
    }

    /// How many steps there are, the root and all blocks included: at least one.
    #[expect(clippy::len_without_is_empty, reason = "a program is never empty")]
    pub fn len(&self) -> usize {
        self.steps.len()
    }

    /// All steps in program order.
    pub fn ids(&self) -> impl DoubleEndedIterator<Item = StepId> + use<> {
        (0..self.end_of(StepId::ROOT)).map(StepId)
    }

    pub fn step(&self, id: StepId) -> &PlannedStep {
        &self.steps[id.0 as usize]
    }

    pub fn children(&self, id: StepId) -> impl Iterator<Item = StepId> + '_ {
        let end = self.end_of(id);
        let existing = move |child: u32| (child < end).then_some(child);
        std::iter::successors(existing(id.0 + 1), move |&child| existing(self.end_of(StepId(child)))).map(StepId)
    }

    /// Where the step is in the program.
    pub fn path(&self, id: StepId) -> Path {
        let up = std::iter::successors(Some(id), |&id| self.step(id).parent);
        let mut indices: Vec<_> = up.filter(|&id| id != StepId::ROOT).map(|id| self.step(id).index as usize).collect();
        indices.reverse();
        indices.into()
    }

    /// The step at a path.
    pub fn find(&self, path: &Path) -> Option<StepId> {
        path.indices().iter().try_fold(StepId::ROOT, |id, &index| self.children(id).nth(index))
    }

    /// The step in words: "toilet flush", "parallel", "delay".
    pub fn describe(&self, id: StepId) -> String {
        match &self.step(id).work {
            Work::Message { device, action, .. } => {
                format!("{} {}", self.device(*device).name, action.name().describe())
            }
            Work::UnknownDevice { name, action } => format!("{name} {}", action.name().describe()),
            Work::Delay(_) => "delay".into(),
            Work::Block(kind) => kind.as_str().into(),
        }
    }

    /// Whether all devices that another plan misses are missing here as well.
    pub fn misses_all_of(&self, other: &Self) -> bool {
        let missing =
            |plan: &Self| plan.steps.iter().filter_map(|step| step.work.missing().cloned()).collect::<BTreeSet<_>>();
        missing(other).is_subset(&missing(self))
    }

    pub fn device(&self, id: DeviceId) -> &Device {
        &self.devices[id.0 as usize]
    }

    /// The first number after the step and all that is inside it.
    pub fn end_of(&self, id: StepId) -> u32 {
        self.step(id).end
    }
}

impl Work {
    /// The argument of a message: a colour or a song's title.
    pub fn data(&self) -> Option<&str> {
        match self {
            Self::Message { action, .. } | Self::UnknownDevice { action, .. } => action.data(),
            Self::Delay(_) | Self::Block(_) => None,
        }
    }
}

impl Work {
    /// The name of the device that the home does not have.
    fn missing(&self) -> Option<&Arc<str>> {
        match self {
            Self::UnknownDevice { name, .. } => Some(name),
            Self::Message { .. } | Self::Delay(_) | Self::Block(_) => None,
        }
    }
}

impl StepId {
    pub const ROOT: Self = Self(0);

    pub fn index(self) -> usize {
        self.0 as usize
    }
}

struct Planner<'a> {
    devices: &'a [Device],
    names: Names,
    seed: u64,
    steps: Vec<PlannedStep>,
}

impl Planner<'_> {
    fn add(&mut self, step: &Step, parent: Option<StepId>, index: u32, depth: u32) {
        let id = self.next_id();
        let work = self.work(step, id);
        let child_count = step.children().len() as u32;
        self.steps.push(PlannedStep { work, parent, index, depth, child_count, end: 0 });
        for (child, index) in step.children().iter().zip(0..) {
            self.add(child, Some(id), index, depth + 1);
        }
        self.steps[id.index()].end = self.next_id().0;
    }

    fn next_id(&self) -> StepId {
        StepId(u32::try_from(self.steps.len()).expect("limits keep programs far below 2³² steps"))
    }

    fn work(&self, step: &Step, id: StepId) -> Work {
        match step {
            Step::Delay(duration) => Work::Delay(*duration),
            Step::Block(block) => Work::Block(block.kind),
            Step::Message(message) => {
                let action = message.action.clone();
                let Some(device) = self.names.find(&message.device) else {
                    return Work::UnknownDevice { name: message.device.clone(), action };
                };
                // A latency written at the message is meant exactly: only a device's own latency strays.
                let drawn = || jittered_latency(&self.devices[device.0 as usize], self.seed, id);
                let latency = message.latency.unwrap_or_else(drawn);
                Work::Message { device, action, latency }
            }
        }
    }
}

/// A latency evenly drawn from `latency ± jitter`, but not below zero. It depends on the seed and the step alone, so
/// that a run's jitter is the same in whatever order things happen.
fn jittered_latency(device: &Device, seed: u64, step: StepId) -> Duration {
    if device.jitter.is_zero() {
        return device.latency;
    }
    let random = splitmix64(seed ^ splitmix64(u64::from(step.0)));
    let width = 2 * device.jitter.as_nanos() + 1;
    let offset = (u128::from(random) * width) >> 64;
    let offset = Duration::from_nanos(u64::try_from(offset).unwrap_or(u64::MAX));
    (device.latency + offset).saturating_sub(device.jitter)
}

/// One output of the SplitMix64 generator (Steele, Lea, Flood: "Fast splittable pseudorandom number generators", 2014).
fn splitmix64(seed: u64) -> u64 {
    let mut z = seed.wrapping_add(0x9e37_79b9_7f4a_7c15);
    z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    z ^ (z >> 31)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::program::parse;

    #[test]
    fn steps_are_numbered_in_program_order_and_know_their_path() {
        let scene = parse("sequence(delay(0ms), parallel(delay(0ms), sequence()), light.connect)").unwrap();
        let plan = Plan::new(&scene, 1);
        let paths: Vec<_> = plan.ids().map(|id| plan.path(id).to_string()).collect();
        assert!(plan.ids().all(|id| plan.find(&plan.path(id)) == Some(id)));
        assert_eq!(plan.find(&vec![2, 0].into()), None);
        assert_eq!(paths, ["", "0", "1", "1.0", "1.1", "2"]);
        assert_eq!(plan.children(StepId::ROOT).collect::<Vec<_>>(), [StepId(1), StepId(2), StepId(5)]);
        assert_eq!(plan.children(StepId(4)).count(), 0);
    }

    #[test]
    fn jitter_strays_to_both_sides_but_only_from_the_latency_of_the_device() {
        let messages = "a.switch_on,".repeat(1000);
        let text = format!("device a = light(latency: 100ms, jitter: 20ms) sequence({messages} a.switch_on @ 100ms)");
        let plan = Plan::new(&parse(&text).unwrap(), 1);
        let latency = |id: &StepId| match plan.step(*id).work {
            Work::Message { latency, .. } => latency.as_micros(),
            _ => unreachable!(),
        };
        let ids: Vec<_> = plan.children(StepId::ROOT).collect();
        let (last, strayed) = ids.split_last().unwrap();
        let strayed: Vec<_> = strayed.iter().map(latency).collect();
        assert_eq!(latency(last), 100_000);
        assert!((80_000..81_000).contains(strayed.iter().min().unwrap()));
        assert!((119_000..=120_000).contains(strayed.iter().max().unwrap()));
    }
}
