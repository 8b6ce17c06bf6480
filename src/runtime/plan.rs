mod awaited;
mod in_model;
mod planned_step;
mod planner;

use std::{collections::BTreeSet, sync::Arc, time::Duration};

use self::planner::{Planned, Planner};
pub use self::{awaited::Awaited, planned_step::PlannedStep};
use super::{
    Execution, LockId, NameId, Schedule, StepId, Threads, WaitsFor, Work, dialect::Dialect, jitter::jittered_latency,
};
use crate::{
    home::{Device, DeviceId},
    program::{Control, LeafKind, Lock, Path, Scene, ThreadUse},
};

/// A scene prepared for a run: steps numbered, devices looked up, jitter drawn. A run never changes it.
#[derive(Clone, Debug, PartialEq)]
pub struct Plan {
    pub devices: Vec<Device>,
    /// The locks, those that are declared first.
    pub locks: Vec<Lock>,
    /// The names of tasks, futures and promises.
    pub names: Vec<Arc<str>>,
    /// The steps that make something of each name.
    pub makers: Vec<Vec<StepId>>,
    /// The names of the numbers on the wall, which all steps share.
    pub numbers: Vec<Arc<str>>,
    steps: Vec<PlannedStep>,
    /// The seed of the jitter.
    seed: u64,
    /// The rules of languages by which it is run.
    pub(super) dialect: Dialect,
    /// The threads model, if it is run with threads.
    pub(super) threads: Option<Threads>,
    /// The order of waits that end at the same time; `None` for program order.
    pub(super) ties: Option<Schedule>,
    /// True if a run stops where its schedule ends: somebody else chooses there.
    pub(super) asks: bool,
}

impl Plan {
    /// Prepares a scene. The same seed draws the same jitter.
    pub fn new(scene: &Scene, seed: u64) -> Self {
        let Planned { steps, locks, names, makers, numbers } = Planner::new(scene, seed).plan(&scene.step);
        Self {
            devices: scene.devices.clone(),
            locks,
            names,
            makers,
            numbers,
            steps,
            seed,
            dialect: Dialect::default(),
            threads: None,
            ties: None,
            asks: false,
        }
    }

    /// Returns the number of steps, the root and all blocks included: at least one.
    #[expect(clippy::len_without_is_empty, reason = "a program is never empty")]
    pub fn len(&self) -> usize {
        self.steps.len()
    }

    /// Returns all steps in program order.
    pub fn ids(&self) -> impl DoubleEndedIterator<Item = StepId> + use<> {
        (0..self.end_of(StepId::ROOT)).map(StepId)
    }

    pub fn step(&self, id: StepId) -> &PlannedStep {
        &self.steps[id.0 as usize]
    }

    /// Replaces a step by one of a kind that the language does not have.
    #[cfg(test)]
    pub(crate) fn with_test_step(mut self, path: &Path, step: super::TestStep) -> Self {
        let id = self.find(path).expect("a step of the plan");
        self.steps[id.index()].test_step = Some(step);
        self
    }

    /// Returns the latency of an execution of a message, jitter included; `None` for a step that is no message.
    pub fn latency(&self, execution: Execution) -> Option<Duration> {
        let step = self.step(execution.step);
        match &step.work {
            Work::Message { device, .. } if execution.occurrence > 1 && !step.is_exact => {
                Some(jittered_latency(self.device(*device), self.seed, execution))
            }
            Work::Message { latency, .. } => Some(*latency),
            _ => None,
        }
    }

    /// Returns the time that an execution waits before it ends; `None` for one that does not wait, or not for a time of its
    /// own.
    pub fn wait(&self, execution: Execution) -> Option<Duration> {
        match self.step(execution.step).work {
            Work::Delay(duration) | Work::Busy(duration) => Some(duration),
            Work::Fail { after, .. } => Some(after).filter(|after| !after.is_zero()),
            Work::Message { .. } => self.latency(execution),
            Work::UnknownDevice { .. } | Work::OnTask(_) | Work::Increment(_) | Work::Block(_) => None,
        }
    }

    /// True for a step that holds the thread of the event loop by itself.
    pub fn holds_thread(&self, id: StepId) -> bool {
        let step = self.step(id);
        let holds = step.control == Some(Control::Blocking) || matches!(step.work, Work::Busy(_));
        holds && step.thread == ThreadUse::Shared && self.threads.is_none()
    }

    /// True if any step holds the thread of the event loop, or runs beside it.
    pub fn has_threads(&self) -> bool {
        self.steps.iter().any(|step| step.thread != ThreadUse::Shared || matches!(step.work, Work::Busy(_)))
    }

    /// True for a step of a cleanup: a child of an `ensure` other than its first.
    pub fn is_cleanup_step(&self, id: StepId) -> bool {
        let PlannedStep { parent, index, .. } = *self.step(id);
        index > 0 && parent.is_some_and(|parent| self.step(parent).control == Some(Control::Ensure))
    }

    /// Returns the innermost block around a step that may run it more than once.
    pub fn repeater(&self, id: StepId) -> Option<StepId> {
        self.self_and_ancestors(id).skip(1).find(|&block| self.step(block).control.is_some_and(Control::repeats))
    }

    /// True for a step of a cleanup, and for all that is inside one.
    pub fn is_in_cleanup(&self, id: StepId) -> bool {
        self.self_and_ancestors(id).any(|id| self.is_cleanup_step(id))
    }

    /// Returns the step and the blocks around it, from the inside to the root.
    pub fn self_and_ancestors(&self, id: StepId) -> impl Iterator<Item = StepId> + '_ {
        std::iter::successors(Some(id), |&id| self.step(id).parent)
    }

    pub fn children(&self, id: StepId) -> impl Iterator<Item = StepId> + '_ {
        let end = self.end_of(id);
        let existing = move |child: u32| (child < end).then_some(child);
        std::iter::successors(existing(id.0 + 1), move |&child| existing(self.end_of(StepId(child)))).map(StepId)
    }

    /// Returns the path of the step in the program.
    pub fn path(&self, id: StepId) -> Path {
        let up = self.self_and_ancestors(id);
        let mut indices: Vec<_> = up.filter(|&id| id != StepId::ROOT).map(|id| self.step(id).index as usize).collect();
        indices.reverse();
        indices.into()
    }

    /// Returns the step at a path.
    pub fn find(&self, path: &Path) -> Option<StepId> {
        path.indices().iter().try_fold(StepId::ROOT, |id, &index| self.children(id).nth(index))
    }

    /// Describes the step: "toilet flush", "parallel", "lock door", "delay".
    pub fn describe(&self, id: StepId) -> String {
        match &self.step(id).work {
            Work::Message { device, action, .. } => {
                format!("{} {}", self.device(*device).name, action.name().describe())
            }
            Work::UnknownDevice { name, action } => format!("{name} {}", action.name().describe()),
            Work::Delay(_) => LeafKind::Delay.as_str().into(),
            Work::Busy(_) => LeafKind::Work.as_str().into(),
            Work::Fail { .. } => LeafKind::Fail.as_str().into(),
            Work::OnTask(verb) => self.with_name(verb.as_str(), id),
            Work::Increment(_) => self.with_name(LeafKind::Increment.as_str(), id),
            Work::Block(kind) => self.with_name(kind.as_str(), id),
        }
    }

    /// Adds the name in a step to its word.
    fn with_name(&self, word: &str, id: StepId) -> String {
        match self.name_in(id) {
            Some(name) => format!("{word} {name}"),
            None => word.into(),
        }
    }

    /// Returns the name in a step: of its lock, of its task, future or promise, or of its number.
    pub fn name_in(&self, id: StepId) -> Option<&str> {
        let PlannedStep { lock, name, work, .. } = self.step(id);
        match (lock.map(WaitsFor::Lock).or(name.map(WaitsFor::Name)), work) {
            (Some(named), _) => Some(self.name_of(named)),
            (None, Work::Increment(number)) => Some(&self.numbers[number.index()]),
            (None, _) => None,
        }
    }

    /// True if every device that is unknown in another plan is unknown in this one too.
    pub fn has_unknown_devices_of(&self, other: &Self) -> bool {
        let unknown = |plan: &Self| {
            plan.steps.iter().filter_map(|step| step.work.unknown_device().cloned()).collect::<BTreeSet<_>>()
        };
        unknown(other).is_subset(&unknown(self))
    }

    pub fn device(&self, id: DeviceId) -> &Device {
        &self.devices[id.0 as usize]
    }

    /// Returns the steps that make a task, a future or a promise of a name, in program order.
    pub fn makers(&self, name: NameId) -> &[StepId] {
        &self.makers[name.index()]
    }

    /// Returns the name of what is waited for.
    pub fn name_of(&self, waits_for: WaitsFor) -> &str {
        match waits_for {
            WaitsFor::Lock(lock) => &self.lock(lock).name,
            WaitsFor::Name(name) => &self.names[name.index()],
        }
    }

    pub fn lock(&self, id: LockId) -> &Lock {
        &self.locks[id.index()]
    }

    /// Returns the first number after the step and all that is inside it.
    pub fn end_of(&self, id: StepId) -> u32 {
        self.step(id).end
    }
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
}
