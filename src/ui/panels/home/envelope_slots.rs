//! The choice of the messages that are drawn as envelopes. Knows no drawing.

use crate::runtime::Flight;

/// The newest messages to one device are drawn. More would cover each other.
const MAX_ENVELOPES_PER_DEVICE: usize = 4;
/// The maximum for all devices together.
const MAX_ENVELOPES: usize = 30;

/// The slots of the envelopes. Each device has slots of its own, so that an envelope is patched into one that looks the
/// same. A message keeps its slot while it is on its way.
#[derive(Default)]
pub struct EnvelopeSlots(Vec<Option<Flight>>);

impl EnvelopeSlots {
    /// Assigns slots to the messages on their way. Returns the number of messages that got none.
    ///
    /// Messages with a slot keep it, and the newest others take the free ones. So with many messages few slots change.
    pub fn assign(&mut self, flights: &[Flight], devices: usize) -> usize {
        self.0.resize(devices * MAX_ENVELOPES_PER_DEVICE, None);
        for slot in &mut self.0 {
            *slot = slot.filter(|flight| flights.contains(flight));
        }
        let free = |slots: &[Option<Flight>]| slots.iter().filter(|slot| slot.is_none()).count();
        let mut free: Vec<_> = self.0.chunks(MAX_ENVELOPES_PER_DEVICE).map(free).collect();
        let mut next: Vec<_> = flights.iter().rev().collect();
        next.retain(|flight| {
            let free = free.get_mut(flight.device.0 as usize).filter(|free| **free > 0);
            let has_room = free.filter(|_| !self.0.contains(&Some(**flight)));
            has_room.map(|free| *free -= 1).is_some()
        });
        next.truncate(MAX_ENVELOPES - self.0.iter().flatten().count());
        for flight in next.into_iter().rev() {
            let slots = self.0.chunks_mut(MAX_ENVELOPES_PER_DEVICE).nth(flight.device.0 as usize);
            let slot = slots.and_then(|slots| slots.iter_mut().find(|slot| slot.is_none()));
            *slot.expect("a device with room has a free slot") = Some(*flight);
        }
        flights.len() - self.0.iter().flatten().count()
    }

    /// Iterates over all slots, free ones included.
    pub fn iter(&self) -> impl Iterator<Item = Option<Flight>> {
        self.0.iter().copied()
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;
    use crate::{home::DeviceId, runtime::StepId};

    fn flight(step: u32, device: u32) -> Flight {
        Flight {
            execution: StepId(step).into(),
            device: DeviceId(device),
            start: Duration::ZERO,
            latency: Duration::from_millis(500),
            hazard: None,
        }
    }

    /// The steps of the messages in the slots of each device.
    fn steps(slots: &EnvelopeSlots) -> Vec<Vec<u32>> {
        let devices = slots.0.chunks(MAX_ENVELOPES_PER_DEVICE);
        devices.map(|slots| slots.iter().flatten().map(|flight| flight.execution.step.0).collect()).collect()
    }

    #[test]
    fn a_message_keeps_its_slot_while_others_come_and_go() {
        let mut slots = EnvelopeSlots::default();
        assert_eq!(slots.assign(&[flight(1, 0), flight(2, 1), flight(3, 1), flight(4, 2)], 3), 0);
        assert_eq!(steps(&slots), [vec![1], vec![2, 3], vec![4]]);
        slots.assign(&[flight(1, 0), flight(3, 1), flight(4, 2), flight(5, 1)], 3);
        assert_eq!(steps(&slots), [vec![1], vec![5, 3], vec![4]]);
        slots.assign(&[flight(4, 2)], 3);
        assert_eq!(steps(&slots), [vec![], vec![], vec![4]]);
    }

    #[test]
    fn of_many_messages_the_newest_to_each_device_get_slots() {
        let mut slots = EnvelopeSlots::default();
        let many: Vec<_> = (0..100).map(|step| flight(step, step % 2)).collect();
        assert_eq!(slots.assign(&many, 3), 100 - 2 * MAX_ENVELOPES_PER_DEVICE);
        assert_eq!(steps(&slots), [vec![92, 94, 96, 98], vec![93, 95, 97, 99], vec![]]);
        // Newer ones wait for a free slot.
        let more: Vec<_> = (92..120).map(|step| flight(step, step % 2)).collect();
        assert_eq!(slots.assign(&more, 3), 28 - 2 * MAX_ENVELOPES_PER_DEVICE);
        assert_eq!(steps(&slots), [vec![92, 94, 96, 98], vec![93, 95, 97, 99], vec![]]);
        assert_eq!(EnvelopeSlots::default().assign(&[flight(1, 7)], 3), 1, "that device is not drawn");
    }
}
