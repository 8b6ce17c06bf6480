//! Random scenes for property tests.

use std::time::Duration;

use proptest::{
    collection::vec,
    option,
    prelude::*,
    sample::{select, subsequence},
};

use super::{
    Arguments, Block, BlockKind, ChildOrder, Fail, Key, LeafKind, Lock, Number, OnTask, Scene, Step, TaskVerb, Value,
    ValueKind,
};
use crate::home::{Action, Device, DeviceKind, default_home};

#[path = "arbitrary_messages.rs"]
mod messages;
#[path = "arbitrary_tasks.rs"]
mod tasks;
#[path = "arbitrary_threads.rs"]
mod threads;

use messages::message;
use tasks::{made_names, replace_awaits, without_tasks};
use threads::{replace_misplaced, without_threads};

/// Few, so that locks are contended.
const LOCK_NAMES: [&str; 2] = ["door", "clé"];
/// Few, so that what is started is awaited.
const TASK_NAMES: [&str; 2] = ["ticket", "tâche"];
const PROMISE_NAMES: [&str; 1] = ["promise"];

/// Generates any scene: a few devices with any options, and a program of about sixty steps at most for them.
pub fn scene() -> impl Strategy<Value = Scene> {
    prop_oneof![Just(default_home()), vec(device(), 1..5).prop_map(with_distinct_names)].prop_flat_map(|devices| {
        let step = step(&devices);
        (Just(devices), locks(), step).prop_map(|(devices, locks, mut step)| {
            replace_misplaced(&mut step, false);
            let made = made_names(&step);
            replace_awaits(&mut step, &|name| made.iter().any(|made| made == name));
            Scene { devices, locks, step }
        })
    })
}

/// Generates any scene in which nothing holds the thread or runs beside it.
pub fn scene_without_threads() -> impl Strategy<Value = Scene> {
    scene().prop_map(|mut scene| {
        without_threads(&mut scene.step);
        scene
    })
}

/// Generates a steady scene without tasks, futures and promises, in which nothing holds the thread.
pub fn scene_without_tasks() -> impl Strategy<Value = Scene> {
    steady_scene().prop_map(|mut scene| {
        without_tasks(&mut scene.step);
        without_threads(&mut scene.step);
        scene
    })
}

/// Generates declarations of some of the locks.
fn locks() -> impl Strategy<Value = Vec<Lock>> {
    subsequence(LOCK_NAMES.to_vec(), 0..=LOCK_NAMES.len()).prop_flat_map(|names| {
        let lock = |name: &'static str| (1_u32..4).prop_map(move |permits| Lock { permits, ..Lock::new(name) });
        names.into_iter().map(lock).collect::<Vec<_>>()
    })
}

/// Generates a scene of plain sequences and parallels, in which a step fails only if its device is not connected.
pub fn plain_scene() -> impl Strategy<Value = Scene> {
    scene().prop_map(|mut scene| {
        scene.devices.iter_mut().for_each(|device| (device.fails, device.capacity) = (0, None));
        without_tasks(&mut scene.step);
        simplify(&mut scene.step);
        scene
    })
}

/// Generates a plain scene in which every device is connected all the time and latencies are exact, so that no step can
/// fail and the makespan follows from sums and maxima.
pub fn calm_scene() -> impl Strategy<Value = Scene> {
    plain_scene().prop_map(|mut scene| {
        for device in &mut scene.devices {
            device.start = device.kind.default_start();
            device.jitter = Duration::ZERO;
        }
        scene.step.for_each_message_mut(&mut |message| {
            if message.action == Action::Disconnect {
                message.action = Action::Connect;
            }
        });
        scene
    })
}

/// Generates a scene with steps of all kinds, in which latencies are exact.
pub fn steady_scene() -> impl Strategy<Value = Scene> {
    scene().prop_map(|mut scene| {
        scene.devices.iter_mut().for_each(|device| device.jitter = Duration::ZERO);
        scene
    })
}

/// Generates a steady scene in which no step waits for a lock or a task.
pub fn unlocked_scene() -> impl Strategy<Value = Scene> {
    scene_without_tasks().prop_map(|mut scene| {
        scene.step.for_each_block_mut(&mut |block| {
            if block.kind == BlockKind::Lock {
                (block.kind, block.arguments) = (BlockKind::Sequence, Arguments::default());
            }
        });
        Scene { locks: Vec::new(), ..scene }
    })
}

/// Generates a scene in which steps end early, or again, only because of blocks: no message fails, no `fail` is in it, and
/// no parallel has a limit.
pub fn sound_scene() -> impl Strategy<Value = Scene> {
    fn without_failures(step: &mut Step) {
        match step {
            Step::Fail(fail) => *step = Step::Delay(fail.after),
            Step::Block(block) => {
                block.arguments.set(block.kind, Key::Limit, Value::None);
                block.children.iter_mut().for_each(without_failures);
            }
            Step::Message(_) | Step::Delay(_) | Step::Work(_) | Step::OnTask(_) | Step::Increment(_) => {}
        }
    }
    scene().prop_map(|mut scene| {
        for device in &mut scene.devices {
            *device = Device { latency: device.latency, ..Device::new(device.name.clone(), device.kind) };
        }
        scene.step.for_each_message_mut(&mut |message| {
            if message.action == Action::Disconnect {
                message.action = Action::Connect;
            }
        });
        without_failures(&mut scene.step);
        without_tasks(&mut scene.step);
        without_threads(&mut scene.step);
        scene
    })
}

/// Turns all blocks into plain sequences and parallels, and failures into delays.
fn simplify(step: &mut Step) {
    match step {
        Step::Fail(fail) => *step = Step::Delay(fail.after),
        Step::Block(block) => {
            let kind = match block.kind.child_order() {
                ChildOrder::Sequential => BlockKind::Sequence,
                ChildOrder::Concurrent => BlockKind::Parallel,
            };
            (block.kind, block.arguments) = (kind, Arguments::initial(kind));
            block.children.iter_mut().for_each(simplify);
        }
        Step::Work(duration) => *step = Step::Delay(*duration),
        Step::Increment(_) => *step = Step::Delay(Duration::ZERO),
        Step::Message(_) | Step::Delay(_) | Step::OnTask(_) => {}
    }
}

fn with_distinct_names(mut devices: Vec<Device>) -> Vec<Device> {
    for (index, device) in devices.iter_mut().enumerate() {
        device.name = format!("{}{index}", device.name).into();
    }
    devices
}

fn device() -> impl Strategy<Value = Device> {
    let name = "[a-zéत_][a-z0-9_\u{94d}\u{301}]{0,5}";
    let troubles = (prop_oneof![3 => Just(0), 1 => 1_u32..4], option::weighted(0.25, 1_u32..4));
    (name, select(DeviceKind::ALL.to_vec()), duration(), duration(), troubles).prop_flat_map(
        |(name, kind, latency, jitter, (fails, capacity))| {
            let device = Device { latency, jitter, fails, capacity, ..Device::new(name, kind) };
            select(kind.start_states().to_vec()).prop_map(move |start| device.clone().starting(start))
        },
    )
}

/// Generates whole tens of milliseconds, so that ties are common, or anything down to the nanosecond.
fn duration() -> impl Strategy<Value = Duration> {
    prop_oneof![
        4 => (0_u64..6).prop_map(|tens| Duration::from_millis(tens * 10)),
        1 => (0_u64..600_000_000_000).prop_map(Duration::from_nanos),
    ]
}

fn step(devices: &[Device]) -> BoxedStrategy<Step> {
    let leaf = prop_oneof![
        5 => message(devices).prop_map(Step::Message),
        1 => select(LeafKind::ALL.to_vec()).prop_flat_map(leaf),
    ];
    let block = |inner| {
        let kind = select(BlockKind::ALL.to_vec()).prop_flat_map(|kind| (Just(kind), arguments(kind)));
        (kind, vec(inner, 0..6))
            .prop_map(|((kind, arguments), children)| Step::Block(Block { kind, arguments, children }))
    };
    leaf.prop_recursive(4, 60, 6, block).boxed()
}

fn leaf(kind: LeafKind) -> BoxedStrategy<Step> {
    match kind {
        LeafKind::Delay => duration().prop_map(Step::Delay).boxed(),
        LeafKind::Work => duration().prop_map(Step::Work).boxed(),
        LeafKind::Await | LeafKind::Cancel | LeafKind::Resolve => {
            let verb = kind.task_verb().expect("it is about a task");
            // A promise has a name of its own: no task can be resolved.
            let names = if verb == TaskVerb::Resolve { &PROMISE_NAMES[..] } else { &TASK_NAMES };
            let names =
                if verb == TaskVerb::Await { [&TASK_NAMES[..], &PROMISE_NAMES].concat() } else { names.to_vec() };
            select(names).prop_map(move |name| Step::OnTask(OnTask { verb, name: name.into() })).boxed()
        }
        LeafKind::Increment => select(vec!["count", "visits"]).prop_map(|name| Step::Increment(name.into())).boxed(),
        LeafKind::Fail => (any::<String>(), duration())
            .prop_map(|(reason, after)| Step::Fail(Fail { reason: reason.into(), after }))
            .boxed(),
    }
}

/// Generates arguments for a block: those that must be there, and some of the others.
fn arguments(kind: BlockKind) -> impl Strategy<Value = Arguments> {
    let values: Vec<_> =
        kind.parameters().iter().map(|parameter| (Just(parameter), value(kind, parameter.kind))).collect();
    let values = values.into_iter().map(|(parameter, value)| (parameter, option::of(value))).collect::<Vec<_>>();
    values.prop_map(move |values| {
        let mut arguments = Arguments::initial(kind);
        for (parameter, value) in values {
            if let Some(value) = value {
                arguments.set(kind, parameter.key, value);
            }
        }
        arguments
    })
}

/// Generates small counts, so that runs stay short.
fn value(block: BlockKind, kind: ValueKind) -> BoxedStrategy<Value> {
    match kind {
        ValueKind::Duration => duration().prop_map(Value::Duration).boxed(),
        ValueKind::Count => (1_u32..4).prop_map(Value::Count).boxed(),
        ValueKind::Number => (1_000_000_000..=10_000_000_000_u64)
            .prop_map(|billionths| Value::Number(Number::of_billionths(billionths)))
            .boxed(),
        ValueKind::Word(words) => select(words).prop_map(Value::Word).boxed(),
        ValueKind::Name if block == BlockKind::Lock => {
            select(LOCK_NAMES.as_slice()).prop_map(|name| Value::Name(name.into())).boxed()
        }
        ValueKind::Name => select(TASK_NAMES.as_slice()).prop_map(|name| Value::Name(name.into())).boxed(),
    }
}
