use std::{sync::Arc, time::Duration};

use super::{Change, EditError, NameError, Planned};
use crate::{
    home::Device,
    program::{Limit, Limits, Path, Scene, Siblings, Step, is_device_name},
};

pub(super) fn add(scene: &Scene, device: Device) -> Planned {
    check(&device)?;
    if scene.devices.iter().any(|other| other.name == device.name) {
        return Err(EditError::Device(NameError::Taken));
    }
    let devices = scene.devices.iter().cloned().chain([device]).collect();
    Ok((vec![Change::Devices(devices)], Siblings::one(Path::ROOT)))
}

pub(super) fn remove(scene: &Scene, name: &str) -> Planned {
    let mut devices = scene.devices.clone();
    devices.remove(place(scene, name)?);
    Ok((vec![Change::Devices(devices)], Siblings::one(Path::ROOT)))
}

pub(super) fn set(scene: &Scene, name: &Arc<str>, device: Device) -> Planned {
    check(&device)?;
    let place = place(scene, name)?;
    let to = device.name.clone();
    if to != *name && (scene.devices.iter().any(|other| other.name == to) || is_addressed(&scene.step, &to)) {
        return Err(EditError::Device(NameError::Taken));
    }
    let mut devices = scene.devices.clone();
    devices[place] = device;
    let readdress = (to != *name).then(|| Change::Readdress { from: name.clone(), to });
    Ok(([Change::Devices(devices)].into_iter().chain(readdress).collect(), Siblings::one(Path::ROOT)))
}

pub(super) fn set_latency(scene: &Scene, name: &Arc<str>, latency: Duration) -> Planned {
    let device = scene.devices[place(scene, name)?].clone();
    set(scene, name, Device { latency, ..device })
}

fn place(scene: &Scene, name: &str) -> Result<usize, EditError> {
    scene.devices.iter().position(|device| *device.name == *name).ok_or(EditError::Device(NameError::Unknown))
}

fn check(device: &Device) -> Result<(), EditError> {
    let most = Limits::default().duration;
    if !is_device_name(&device.name) {
        return Err(EditError::Device(NameError::NotAName));
    }
    if device.latency.max(device.jitter) > most {
        return Err(EditError::Limit(Limit::Duration(most)));
    }
    Ok(())
}

fn is_addressed(step: &Step, name: &str) -> bool {
    match step {
        Step::Message(message) => *message.device == *name,
        step => step.children().iter().any(|child| is_addressed(child, name)),
    }
}
