use std::{sync::Arc, time::Duration};

use super::{
    EditError, NameError,
    change::{Change, Planned},
};
use crate::{
    home::{Device, normal_form},
    program::{Limit, Limits, Path, Scene, Siblings, Value, first_invisible, is_device_name},
};

pub(super) fn add(scene: &Scene, device: Device) -> Planned {
    let device = checked(device)?;
    if scene.devices.iter().any(|other| other.name == device.name) {
        return Err(EditError::Device(NameError::Taken));
    }
    let devices = scene.devices.iter().cloned().chain([device]).collect();
    Ok((vec![Change::Devices(devices)], Siblings::one(Path::ROOT)))
}

pub(super) fn remove(scene: &Scene, name: &str) -> Planned {
    let mut devices = scene.devices.clone();
    devices.remove(index(scene, name)?);
    Ok((vec![Change::Devices(devices)], Siblings::one(Path::ROOT)))
}

pub(super) fn set(scene: &Scene, name: &Arc<str>, device: Device) -> Planned {
    let device = checked(device)?;
    let index = index(scene, name)?;
    let to = device.name.clone();
    if to != *name
        && (scene.devices.iter().any(|other| other.name == to)
            || scene.step.any_message(&mut |message| message.device == to))
    {
        return Err(EditError::Device(NameError::Taken));
    }
    let mut devices = scene.devices.clone();
    devices[index] = device;
    let readdress = (to != *name).then(|| Change::Readdress { from: name.clone(), to });
    Ok(([Change::Devices(devices)].into_iter().chain(readdress).collect(), Siblings::one(Path::ROOT)))
}

pub(super) fn set_latency(scene: &Scene, name: &Arc<str>, latency: Duration) -> Planned {
    let device = scene.devices[index(scene, name)?].clone();
    set(scene, name, Device { latency, ..device })
}

fn index(scene: &Scene, name: &str) -> Result<usize, EditError> {
    scene.devices.iter().position(|device| *device.name == *name).ok_or(EditError::Device(NameError::Unknown))
}

/// The device with its name in normal form.
fn checked(device: Device) -> Result<Device, EditError> {
    let longest = Limits::default().duration;
    if let Some(invisible) = first_invisible(&device.name) {
        return Err(EditError::Device(NameError::Invisible(invisible)));
    }
    if !is_device_name(&device.name) {
        return Err(EditError::Device(NameError::NotAName));
    }
    if device.latency.max(device.jitter) > longest {
        return Err(EditError::Limit(Limit::Duration(longest)));
    }
    let counts = [(device.fails > 0).then_some(device.fails), device.capacity];
    if let Some(limit) = counts.into_iter().flatten().find_map(|it| Limits::default().exceeded_by(&Value::Count(it))) {
        return Err(EditError::Limit(limit));
    }
    Ok(Device { name: normal_form(device.name), ..device })
}
