//! The devices that a program speaks to, with names that the language can take.

use std::{sync::Arc, time::Duration};

use super::identifiers::{Case, identify};
use crate::{
    home::{Device, DeviceId, DeviceKind, Names},
    runtime::{Plan, Work},
};

/// A device as the code declares it.
pub(super) struct Declared<'a> {
    pub identifier: &'a str,
    pub name: &'a str,
    /// "Light"; "Device" for what the home does not have.
    pub class: &'static str,
    /// How it is at the start; "missing" for what the home does not have.
    pub state: &'static str,
    /// Whether that goes without saying.
    pub is_default: bool,
    pub latency: Duration,
}

/// The devices of a plan, and those it misses, by identifier.
pub(super) struct Devices<'a> {
    plan: &'a Plan,
    /// Those that the home does not have come after those it has.
    names: Names,
    /// By the number of the device. Empty for one that the program does not speak to.
    identifiers: Vec<String>,
    missing: Vec<&'a Arc<str>>,
}

impl<'a> Devices<'a> {
    /// Names the devices of a plan. `reserved` has the words that are taken, with spaces between them.
    pub fn new(plan: &'a Plan, case: Case, reserved: &str) -> Self {
        let mut devices = Self { plan, names: Names::default(), identifiers: Vec::new(), missing: Vec::new() };
        let mut spoken_to = vec![false; plan.devices.len()];
        for id in plan.ids() {
            match &plan.step(id).work {
                Work::Message { device, .. } => spoken_to[device.0 as usize] = true,
                Work::UnknownDevice { name, .. } if devices.names.find(name).is_none() => {
                    let number = plan.devices.len() + devices.missing.len();
                    devices.names.add(name, DeviceId(number as u32));
                    devices.missing.push(name);
                }
                _ => {}
            }
        }
        let mut taken = Vec::new();
        for (device, spoken_to) in plan.devices.iter().zip(spoken_to) {
            let kind = device.kind.as_str();
            let identifier = spoken_to.then(|| identify(&device.name, kind, case, reserved, &mut taken));
            devices.identifiers.push(identifier.unwrap_or_default());
        }
        for name in &devices.missing {
            devices.identifiers.push(identify(name, "device", case, reserved, &mut taken));
        }
        devices
    }

    /// What the code calls the device that a step speaks to.
    pub fn identifier(&self, work: &Work) -> &str {
        match work {
            Work::Message { device, .. } => &self.identifiers[device.0 as usize],
            Work::UnknownDevice { name, .. } => {
                self.names.find(name).map_or("", |device| &self.identifiers[device.0 as usize])
            }
            Work::Delay(_) | Work::Block(_) => "",
        }
    }

    /// All that the program speaks to, in the order of the home.
    pub fn declared(&self) -> impl Iterator<Item = Declared<'_>> {
        let (known, missing) = self.identifiers.split_at(self.plan.devices.len());
        let known = self.plan.devices.iter().zip(known).map(|(device, identifier)| Declared {
            identifier,
            name: &device.name,
            class: class(device.kind),
            state: device.start.as_str(),
            is_default: device.kind.start_states()[0] == device.start,
            latency: device.latency,
        });
        let missing = self.missing.iter().zip(missing).map(|(name, identifier)| Declared {
            identifier,
            name,
            class: "Device",
            state: "missing",
            is_default: false,
            latency: Device::DEFAULT_LATENCY,
        });
        known.filter(|device| !device.identifier.is_empty()).chain(missing)
    }
}

fn class(kind: DeviceKind) -> &'static str {
    match kind {
        DeviceKind::Light => "Light",
        DeviceKind::Speaker => "Speaker",
        DeviceKind::Toilet => "Toilet",
    }
}
