#[cfg(test)]
mod tests;

use super::{Action, Device, DeviceId, DeviceState, Hazard, in_flight::InFlight};

/// The reason why a message was not sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// The device is not connected: only [`Action::Connect`] reaches it then.
    NotConnected,
    /// As many messages as the device takes are on their way to it.
    Busy,
}

/// A message that was sent.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Sent {
    /// The hazard of sending it now.
    pub hazard: Option<Hazard>,
    /// True if the device will not take it when it arrives.
    pub fails: bool,
    /// The change that it makes when it arrives, worked out from the value that it has read now.
    pub update: Option<Update>,
}

/// A change of a value by a message: the volume of a speaker.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Update {
    /// The value when the message was sent.
    pub read: u32,
    /// The value that it writes when it arrives.
    pub written: u32,
    /// The number of earlier writes to the device.
    writes: u32,
}

/// The home service: it owns the devices and passes messages on to the registered ones.
///
/// A message is sent, is in flight for as long as its latency, and is then delivered. Only then does the device change.
/// A device registers with the service by a `connect` message, and unregisters by a `disconnect`.
#[derive(Debug)]
pub struct Home {
    devices: Vec<Registration>,
}

#[derive(Debug)]
struct Registration {
    state: DeviceState,
    in_flight: InFlight,
    capacity: Option<u32>,
    /// The number of messages that are still to fail.
    fails: u32,
    /// The number of messages that have written a value.
    writes: u32,
}

impl Home {
    /// A home with its devices in their start states.
    pub fn new(devices: &[Device]) -> Self {
        let registration = |device: &Device| Registration {
            state: device.start_state(),
            in_flight: InFlight::default(),
            capacity: device.capacity,
            fails: device.fails,
            writes: 0,
        };
        Self { devices: devices.iter().map(registration).collect() }
    }

    pub fn state(&self, device: DeviceId) -> &DeviceState {
        &self.devices[device.0 as usize].state
    }

    /// Puts a message in flight.
    ///
    /// # Errors
    /// If it cannot be sent. Such a message is not counted among those that fail.
    pub fn send(&mut self, device: DeviceId, action: &Action) -> Result<Sent, Refusal> {
        let Registration { state, in_flight, capacity, fails, writes } = &mut self.devices[device.0 as usize];
        if !state.connected && *action != Action::Connect {
            return Err(Refusal::NotConnected);
        }
        if capacity.is_some_and(|capacity| in_flight.len() >= capacity) {
            return Err(Refusal::Busy);
        }
        let hazard = Hazard::of_state(state, action).or_else(|| in_flight.hazard(action));
        in_flight.add(action);
        let will_fail = *fails > 0;
        *fails = fails.saturating_sub(1);
        let update = state.condition.read(action).map(|(read, written)| Update { read, written, writes: *writes });
        Ok(Sent { hazard, fails: will_fail, update })
    }

    /// Takes a message out of flight that does not arrive: it was cancelled, or has failed.
    pub fn cancel(&mut self, device: DeviceId, action: &Action) {
        self.devices[device.0 as usize].in_flight.remove(action);
    }

    /// Ends the flight of a message that was sent, and lets it change the device unless its hazard loses it. Returns the
    /// value that it has written, and the hazard of writing it.
    pub fn deliver(&mut self, device: DeviceId, action: &Action, sent: &Sent) -> Option<(u32, Option<Hazard>)> {
        let Registration { state, in_flight, writes, .. } = &mut self.devices[device.0 as usize];
        in_flight.remove(action);
        state.receive(action, sent.hazard);
        let update = sent.update.filter(|_| state.connected)?;
        state.condition.write(update.written);
        let is_written_over = update.writes != *writes;
        *writes += 1;
        Some((update.written, is_written_over.then_some(Hazard::WrittenOver)))
    }
}
