use std::sync::Arc;

use super::planned_step::PlannedStep;
use crate::{
    home::{Device, Names},
    program::{Block, Control, Fail, Lock, Scene, Step, TaskVerb, ThreadUse},
    runtime::{Execution, LockId, NameId, NumberId, StepId, Work, dialect::Dialect, jitter::jittered_latency},
};

/// Numbers steps, looks up their devices and draws their jitter.
pub struct Planner<'a> {
    devices: &'a [Device],
    device_names: Names,
    seed: u64,
    locks: Vec<Lock>,
    /// The numbers of the locks by name.
    lock_numbers: Names,
    /// The names of tasks, futures and promises, and their numbers.
    names: Vec<Arc<str>>,
    name_numbers: Names,
    makers: Vec<Vec<StepId>>,
    /// The names of the numbers on the wall, and their numbers.
    numbers: Vec<Arc<str>>,
    number_numbers: Names,
    steps: Vec<PlannedStep>,
}

/// The steps of a program in its order, its locks, and the names of its tasks, futures and promises.
pub struct Planned {
    pub steps: Vec<PlannedStep>,
    pub locks: Vec<Lock>,
    pub names: Vec<Arc<str>>,
    /// The steps that make a task, a future or a promise, by name.
    pub makers: Vec<Vec<StepId>>,
    /// The names of the numbers on the wall.
    pub numbers: Vec<Arc<str>>,
}

impl<'a> Planner<'a> {
    pub fn new(scene: &'a Scene, seed: u64) -> Self {
        let (devices, locks) = (&scene.devices, scene.locks.clone());
        let mut lock_numbers = Names::default();
        locks.iter().zip(0..).for_each(|(lock, number)| lock_numbers.add_number(&lock.name, number));
        Self {
            devices,
            device_names: Names::of(devices),
            seed,
            locks,
            lock_numbers,
            names: Vec::new(),
            name_numbers: Names::default(),
            makers: Vec::new(),
            numbers: Vec::new(),
            number_numbers: Names::default(),
            steps: Vec::new(),
        }
    }

    /// Numbers the steps of a program.
    pub fn plan(mut self, root: &Step) -> Planned {
        self.add(root, None, ThreadUse::Shared, 0, 0);
        Planned { steps: self.steps, locks: self.locks, names: self.names, makers: self.makers, numbers: self.numbers }
    }

    fn lock(&mut self, name: &str) -> LockId {
        LockId(self.lock_numbers.number(name).unwrap_or_else(|| {
            let (lock, number) = (Lock::new(name), self.locks.len() as u32);
            self.lock_numbers.add_number(&lock.name, number);
            self.locks.push(lock);
            number
        }))
    }

    fn name(&mut self, name: &str) -> NameId {
        let number = number_of(name, &mut self.names, &mut self.name_numbers);
        self.makers.resize(self.names.len(), Vec::new());
        NameId(number)
    }

    fn number(&mut self, name: &str) -> NumberId {
        NumberId(number_of(name, &mut self.numbers, &mut self.number_numbers))
    }

    fn add(&mut self, step: &Step, parent: Option<StepId>, thread: ThreadUse, index: u32, depth: u32) {
        let id = self.next_id();
        let work = self.work(step, id);
        let lock = step.as_block().and_then(Block::lock).map(|name| self.lock(name));
        let (name, makes_it) = match step {
            Step::OnTask(step) => (Some(&*step.name), step.verb == TaskVerb::Resolve),
            step => (step.as_block().and_then(Block::task), true),
        };
        let name = name.map(|name| self.name(name));
        if let Some(name) = name.filter(|_| makes_it) {
            self.makers[name.index()].push(id);
        }
        let child_count = step.children().len() as u32;
        self.steps.push(PlannedStep {
            work,
            control: step.as_block().map(|block| control(block, thread)),
            lock,
            name,
            thread,
            parent,
            index,
            depth,
            child_count,
            end: 0,
            is_exact: matches!(step, Step::Message(message) if message.latency.is_some()),
            #[cfg(test)]
            test_step: None,
        });
        let inside = step.as_block().map_or(thread, |block| thread.inside(block.kind));
        for (child, index) in step.children().iter().zip(0..) {
            self.add(child, Some(id), inside, index, depth + 1);
        }
        self.steps[id.index()].end = self.next_id().0;
    }

    fn next_id(&self) -> StepId {
        StepId(u32::try_from(self.steps.len()).expect("limits keep programs far below 2³² steps"))
    }

    fn work(&mut self, step: &Step, id: StepId) -> Work {
        match step {
            Step::Delay(duration) => Work::Delay(*duration),
            Step::Work(duration) => Work::Busy(*duration),
            Step::Fail(Fail { reason, after }) => Work::Fail { reason: reason.clone(), after: *after },
            Step::OnTask(step) => Work::OnTask(step.verb),
            Step::Increment(number) => Work::Increment(self.number(number)),
            Step::Block(block) => Work::Block(block.kind),
            Step::Message(message) => {
                let action = message.action.clone();
                let Some(device) = self.device_names.find(&message.device) else {
                    return Work::UnknownDevice { name: message.device.clone(), action };
                };
                let drawn = || jittered_latency(&self.devices[device.0 as usize], self.seed, Execution::first(id));
                let latency = message.latency.unwrap_or_else(drawn);
                Work::Message { device, action, latency }
            }
        }
    }
}

/// Returns the number of a name among those so far, to which it is added if it is new.
fn number_of(name: &str, names: &mut Vec<Arc<str>>, numbers: &mut Names) -> u32 {
    numbers.number(name).unwrap_or_else(|| {
        let (name, number) = (Arc::from(name), names.len() as u32);
        numbers.add_number(&name, number);
        names.push(name);
        number
    })
}

/// Returns what a block does. While the thread is held nothing overlaps, as in a language without async.
fn control(block: &Block, thread: ThreadUse) -> Control {
    match thread {
        ThreadUse::Held => Dialect::Blocks.control(block.control()),
        ThreadUse::Shared | ThreadUse::Worker => block.control(),
    }
}
