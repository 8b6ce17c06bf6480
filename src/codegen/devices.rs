//! The devices that a program sends messages to, the locks that it holds, and the names of its tasks, each with a variable for
//! the code.

use std::{sync::Arc, time::Duration};

use super::identifiers::{Case, identify};
use crate::{
    home::{Device, DeviceId, DeviceKind, Names},
    runtime::{LockId, NameId, NumberId, Plan, Work},
};

/// A device as the code declares it.
pub(super) struct Declared<'a> {
    pub identifier: &'a str,
    pub name: &'a str,
    /// "Light"; "Device" for a device that the home does not have.
    pub class: &'static str,
    /// The initial state; "missing" for a device that the home does not have.
    pub state: &'static str,
    /// True if that is the default of its kind.
    pub is_default: bool,
    pub latency: Duration,
    pub fails: u32,
    pub capacity: Option<u32>,
}

/// The variables of the devices of a plan, of those that the home does not have, of its locks and of its names.
pub(super) struct Devices<'a> {
    plan: &'a Plan,
    /// The variables by device number; missing devices come last. Empty for a device that gets no message.
    identifiers: Vec<String>,
    missing: Vec<&'a Arc<str>>,
    /// The numbers of missing devices by name.
    missing_numbers: Names,
    /// The variables by lock number. Empty for a lock that no block holds.
    locks: Vec<String>,
    /// The variables by the number of the name of a task, future or promise.
    names: Vec<String>,
    /// The variables by the number of the number on the wall.
    numbers: Vec<String>,
}

impl<'a> Devices<'a> {
    /// Names the devices of a plan. No variable is one of the `reserved` words, which are separated by spaces.
    pub fn new(plan: &'a Plan, case: Case, reserved: &str) -> Self {
        let mut devices = Self {
            plan,
            identifiers: Vec::new(),
            missing: Vec::new(),
            missing_numbers: Names::default(),
            locks: Vec::new(),
            names: Vec::new(),
            numbers: Vec::new(),
        };
        let mut gets_message = vec![false; plan.devices.len()];
        let mut is_held = vec![false; plan.locks.len()];
        for id in plan.ids() {
            if let Some(lock) = plan.step(id).lock {
                is_held[lock.index()] = true;
            }
            match &plan.step(id).work {
                Work::Message { device, .. } => gets_message[device.0 as usize] = true,
                Work::UnknownDevice { name, .. } if devices.missing_numbers.find(name).is_none() => {
                    let number = plan.devices.len() + devices.missing.len();
                    devices.missing_numbers.add(name, DeviceId(number as u32));
                    devices.missing.push(name);
                }
                _ => {}
            }
        }
        let mut taken = Vec::new();
        for (device, gets_message) in plan.devices.iter().zip(gets_message) {
            let kind = device.kind.as_str();
            let identifier = gets_message.then(|| identify(&device.name, kind, case, reserved, &mut taken));
            devices.identifiers.push(identifier.unwrap_or_default());
        }
        for name in &devices.missing {
            devices.identifiers.push(identify(name, "device", case, reserved, &mut taken));
        }
        for (lock, is_held) in plan.locks.iter().zip(is_held) {
            let identifier = is_held.then(|| identify(&lock.name, "lock", case, reserved, &mut taken));
            devices.locks.push(identifier.unwrap_or_default());
        }
        for name in &plan.names {
            devices.names.push(identify(name, "ticket", case, reserved, &mut taken));
        }
        for name in &plan.numbers {
            devices.numbers.push(identify(name, "number", case, reserved, &mut taken));
        }
        devices
    }

    /// The variable of a device of the home.
    pub fn known(&self, device: DeviceId) -> &str {
        &self.identifiers[device.0 as usize]
    }

    /// The variable of a device that the home does not have.
    pub fn missing(&self, name: &str) -> &str {
        self.missing_numbers.find(name).map_or("", |device| self.known(device))
    }

    /// The variable of a lock that a block holds.
    pub fn lock(&self, lock: LockId) -> &str {
        &self.locks[lock.index()]
    }

    /// The locks that blocks hold: the variable of each and its permits.
    pub fn declared_locks(&self) -> impl Iterator<Item = (&str, u32)> {
        let locks = self.locks.iter().zip(&self.plan.locks);
        locks.filter(|(name, _)| !name.is_empty()).map(|(name, lock)| (&**name, lock.permits))
    }

    /// The variable of a name of tasks, futures and promises.
    pub fn name(&self, name: NameId) -> &str {
        &self.names[name.index()]
    }

    pub fn declared_names(&self) -> impl Iterator<Item = &str> {
        self.names.iter().map(String::as_str)
    }

    /// The variable of a number on the wall.
    pub fn number(&self, number: NumberId) -> &str {
        &self.numbers[number.index()]
    }

    pub fn declared_numbers(&self) -> impl Iterator<Item = &str> {
        self.numbers.iter().map(String::as_str)
    }

    /// The devices that get messages, in the order of the home.
    pub fn declared(&self) -> impl Iterator<Item = Declared<'_>> {
        let (known, missing) = self.identifiers.split_at(self.plan.devices.len());
        let known = self.plan.devices.iter().zip(known).map(|(device, identifier)| Declared {
            identifier,
            name: &device.name,
            class: class(device.kind),
            state: device.start.as_str(),
            is_default: device.kind.start_states()[0] == device.start,
            latency: device.latency,
            fails: device.fails,
            capacity: device.capacity,
        });
        let missing = self.missing.iter().zip(missing).map(|(name, identifier)| Declared {
            identifier,
            name,
            class: "Device",
            state: "missing",
            is_default: false,
            latency: Device::DEFAULT_LATENCY,
            fails: 0,
            capacity: None,
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
