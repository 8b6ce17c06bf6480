//! Random scenes for property tests.

use std::time::Duration;

use proptest::{collection::vec, option, prelude::*, sample::select};

use super::{BlockKind, LeafKind, Message, Scene, Step};
use crate::home::{Action, ActionName, Argument, Device, DeviceKind, default_home};

/// Generates any scene: a few devices with any options, and a program of about sixty steps at most for them.
pub fn scene() -> impl Strategy<Value = Scene> {
    prop_oneof![Just(default_home()), vec(device(), 1..5).prop_map(with_distinct_names)].prop_flat_map(|devices| {
        let step = step(&devices);
        (Just(devices), step).prop_map(|(devices, step)| Scene { devices, step })
    })
}

/// Generates a scene in which every device is connected all the time and latencies are exact, so that no step can fail
/// and the makespan follows from sums and maxima.
pub fn calm_scene() -> impl Strategy<Value = Scene> {
    scene().prop_map(|mut scene| {
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

fn with_distinct_names(mut devices: Vec<Device>) -> Vec<Device> {
    for (index, device) in devices.iter_mut().enumerate() {
        device.name = format!("{}{index}", device.name).into();
    }
    devices
}

fn device() -> impl Strategy<Value = Device> {
    ("[a-zéत_][a-z0-9_\u{94d}\u{301}]{0,5}", select(DeviceKind::ALL.to_vec()), duration(), duration()).prop_flat_map(
        |(name, kind, latency, jitter)| {
            let device = Device { latency, jitter, ..Device::new(name, kind) };
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
        let kind = select(BlockKind::ALL.to_vec());
        (kind, vec(inner, 0..6)).prop_map(|(kind, children)| Step::block(kind, children))
    };
    leaf.prop_recursive(4, 60, 6, block).boxed()
}

fn leaf(kind: LeafKind) -> impl Strategy<Value = Step> {
    match kind {
        LeafKind::Delay => duration().prop_map(Step::Delay),
    }
}

fn message(devices: &[Device]) -> impl Strategy<Value = Message> + use<> {
    select(devices.to_vec()).prop_flat_map(|device| {
        let actions = select(device.kind.actions().to_vec()).prop_flat_map(action);
        (actions, option::weighted(0.3, duration())).prop_map(move |(action, latency)| Message {
            device: device.name.clone(),
            action,
            latency,
        })
    })
}

fn action(name: ActionName) -> BoxedStrategy<Action> {
    let data = match name.argument() {
        None => return Just(Action::new(name, None).expect("no argument")).boxed(),
        Some(Argument::Color) => select(vec!["red".to_string(), "#12ab9f".to_string()]).boxed(),
        Some(Argument::Song) => any::<String>().boxed(),
    };
    data.prop_map(move |data| Action::new(name, Some(&data)).expect("an argument that fits")).boxed()
}
