use std::time::Duration;

use crate::{
    home::{Action, Device, DeviceState, Hazard},
    runtime::{EventKind, Failure},
};

/// The past of one device.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct DeviceHistory {
    /// The states of the device, each with the time at which it began.
    states: Vec<(Duration, DeviceState)>,
    /// The hazards and failures of its messages.
    hazards: Vec<(Duration, Hazard)>,
    failures: Vec<(Duration, Failure)>,
}

impl DeviceHistory {
    pub(super) fn new(device: &Device) -> Self {
        let states = vec![(Duration::ZERO, device.start_state())];
        Self { states, hazards: Vec::new(), failures: Vec::new() }
    }

    /// Applies an event of a message to the device. `hazard` is that of the message so far.
    pub(super) fn apply(&mut self, t: Duration, kind: EventKind, action: &Action, hazard: Option<Hazard>) {
        match kind {
            EventKind::Hazard(hazard) => self.hazards.push((t, hazard)),
            EventKind::Failed(failure) => self.failures.push((t, failure)),
            EventKind::Finished => {
                let (_, mut state) = self.states.last().expect("a device is always in a state").clone();
                state.receive(action, hazard);
                self.states.push((t, state));
            }
            EventKind::Started { .. } | EventKind::Cancelled | EventKind::Stuck => {}
        }
    }

    pub(super) fn state_at(&self, t: Duration) -> &DeviceState {
        &self.states[count_until(&self.states, t) - 1].1
    }

    pub(super) fn hazards_until(&self, t: Duration) -> impl Iterator<Item = Hazard> + '_ {
        self.hazards[..count_until(&self.hazards, t)].iter().map(|&(_, hazard)| hazard)
    }

    pub(super) fn has_failure_at(&self, t: Duration) -> bool {
        count_until(&self.failures, t) > 0
    }
}

/// Returns the number of entries, which are ordered by time, that are not later than `t`.
fn count_until<T>(entries: &[(Duration, T)], t: Duration) -> usize {
    entries.partition_point(|&(time, _)| time <= t)
}
