use std::sync::Arc;

use super::{Device, DeviceId};

/// Finds devices by name.
#[derive(Clone, Debug, Default)]
pub struct Names {
    /// Sorted by name.
    entries: Vec<(Arc<str>, DeviceId)>,
}

impl Names {
    /// Indexes the devices of a home. Of devices that share a name the first is found.
    pub fn of(devices: &[Device]) -> Self {
        let mut names = Self::default();
        devices.iter().zip(0..).for_each(|(device, place)| names.add(&device.name, DeviceId(place)));
        names
    }

    pub fn add(&mut self, name: &Arc<str>, device: DeviceId) {
        if let Err(place) = self.place(name) {
            self.entries.insert(place, (name.clone(), device));
        }
    }

    pub fn find(&self, name: &str) -> Option<DeviceId> {
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
