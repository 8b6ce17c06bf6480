use std::time::Duration;

use crate::{
    home::{Action, Device, DeviceState, Hazard},
    runtime::{Event, EventKind, StepId},
};

/// The past of one device.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct DeviceHistory {
    /// The states of the device, each with the time at which it began.
    states: Vec<(Duration, DeviceState)>,
    /// The hazards of its messages.
    hazards: Vec<(Duration, Hazard)>,
    /// The messages that have failed and not succeeded since, sorted, and the times at which that changed, with their
    /// number.
    failing: Vec<StepId>,
    failing_counts: Vec<(Duration, usize)>,
}

impl DeviceHistory {
    pub(super) fn new(device: &Device) -> Self {
        let states = vec![(Duration::ZERO, device.start_state())];
        Self { states, hazards: Vec::new(), failing: Vec::new(), failing_counts: Vec::new() }
    }

    /// Applies an event of a message to the device. `hazard` is that of the message so far; `was_delivered` is true if it has
    /// arrived before.
    pub(super) fn apply(&mut self, event: &Event, action: &Action, hazard: Option<Hazard>, was_delivered: bool) {
        let Event { t, step, .. } = *event;
        match (event.kind, self.failing.binary_search(&step)) {
            (EventKind::Failed(_), Err(place)) => self.failing.insert(place, step),
            (EventKind::Finished, Ok(place)) => _ = self.failing.remove(place),
            _ => {}
        }
        if self.failing_counts.last().map_or(0, |&(_, count)| count) != self.failing.len() {
            self.failing_counts.push((t, self.failing.len()));
        }
        match event.kind {
            EventKind::Hazard(hazard) => self.hazards.push((t, hazard)),
            EventKind::Written(value) => self.change(t, |state| state.write(value)),
            EventKind::Delivered => self.change(t, |state| state.receive(action, hazard)),
            EventKind::Finished if !was_delivered => self.change(t, |state| state.receive(action, hazard)),
            _ => {}
        }
    }

    fn change(&mut self, t: Duration, change: impl FnOnce(&mut DeviceState)) {
        let (_, mut state) = self.states.last().expect("a device is always in a state").clone();
        change(&mut state);
        self.states.push((t, state));
    }

    pub(super) fn state_at(&self, t: Duration) -> &DeviceState {
        &self.states[count_until(&self.states, t) - 1].1
    }

    pub(super) fn hazards_until(&self, t: Duration) -> impl Iterator<Item = Hazard> + '_ {
        self.hazards[..count_until(&self.hazards, t)].iter().map(|&(_, hazard)| hazard)
    }

    pub(super) fn has_failure_at(&self, t: Duration) -> bool {
        let changes = count_until(&self.failing_counts, t);
        changes > 0 && self.failing_counts[changes - 1].1 > 0
    }
}

/// Returns the number of entries, which are ordered by time, that are not later than `t`.
fn count_until<T>(entries: &[(Duration, T)], t: Duration) -> usize {
    entries.partition_point(|&(time, _)| time <= t)
}
