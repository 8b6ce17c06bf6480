use std::sync::Arc;

use super::{Device, DeviceId};

/// Finds the numbers of what has names: devices, locks.
#[derive(Clone, Debug, Default)]
pub struct Names {
    /// Sorted by name.
    entries: Vec<(Arc<str>, u32)>,
}

impl Names {
    /// Indexes the devices of a home. Of devices that share a name the first is found.
    pub fn of(devices: &[Device]) -> Self {
        let mut names = Self::default();
        devices.iter().zip(0..).for_each(|(device, place)| names.add(&device.name, DeviceId(place)));
        names
    }

    /// Adds a device, unless one has that name.
    pub fn add(&mut self, name: &Arc<str>, device: DeviceId) {
        self.add_number(name, device.0);
    }

    /// Returns the device of that name.
    pub fn find(&self, name: &str) -> Option<DeviceId> {
        self.number(name).map(DeviceId)
    }

    /// Adds a name, unless it is known.
    pub fn add_number(&mut self, name: &Arc<str>, number: u32) {
        if let Err(place) = self.place(name) {
            self.entries.insert(place, (name.clone(), number));
        }
    }

    pub fn number(&self, name: &str) -> Option<u32> {
        self.place(name).ok().map(|place| self.entries[place].1)
    }

    /// The index of a name, or else the index to insert it at.
    fn place(&self, name: &str) -> Result<usize, usize> {
        self.entries.binary_search_by(|(other, _)| (**other).cmp(name))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::home::{DeviceKind, default_home};

    #[test]
    fn devices_are_found_by_name() {
        let mut names = Names::of(&default_home());
        assert_eq!(names.find("speaker"), Some(DeviceId(1)));
        assert_eq!(names.find("oven"), None);
        names.add(&Device::new("oven", DeviceKind::Light).name, DeviceId(3));
        assert_eq!(names.find("oven"), Some(DeviceId(3)));
    }
}
