mod sent;
mod span;
#[cfg(test)]
mod tests;

use std::{sync::Arc, time::Duration};

use sent::Sent;
pub use span::{Span, StepState};

use super::{Event, EventKind, EventLog, Failure, Plan, StepId, Work};
use crate::home::{DeviceId, DeviceState, Hazard};

/// What an event log says, arranged so that the state at any time is found by search: the log in, pictures out.
///
/// All that happened at a time is part of the picture at that time.
#[derive(Clone, Debug, PartialEq)]
pub struct History {
    plan: Arc<Plan>,
    spans: Vec<Span>,
    devices: Vec<DeviceHistory>,
    sent: Sent,
    hazards: Vec<(Duration, StepId, Hazard)>,
    failures: Vec<(Duration, StepId, Failure)>,
    /// The times at which something happened.
    moments: Vec<Duration>,
    /// How many events of the log are taken in.
    read: usize,
}

/// A message on its way.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Flight {
    pub step: StepId,
    pub device: DeviceId,
    pub start: Duration,
    pub latency: Duration,
    pub hazard: Option<Hazard>,
}

#[derive(Clone, Debug, PartialEq)]
struct DeviceHistory {
    /// The states the device was in, each with the time from which on it was.
    states: Vec<(Duration, DeviceState)>,
    /// What went wrong with its messages.
    hazards: Vec<(Duration, Hazard)>,
    failures: Vec<(Duration, Failure)>,
}

impl History {
    /// The history of a run that has not begun.
    pub fn new(plan: Arc<Plan>) -> Self {
        let device = |device: &crate::home::Device| DeviceHistory {
            states: vec![(Duration::ZERO, device.start_state())],
            hazards: Vec::new(),
            failures: Vec::new(),
        };
        Self {
            spans: vec![Span::default(); plan.len()],
            devices: plan.devices.iter().map(device).collect(),
            sent: Sent::none_of(plan.len()),
            hazards: Vec::new(),
            failures: Vec::new(),
            moments: Vec::new(),
            read: 0,
            plan,
        }
    }

    /// The history that a whole log tells.
    pub fn of(plan: Arc<Plan>, log: &EventLog) -> Self {
        let mut history = Self::new(plan);
        history.read(log);
        history
    }

    /// Takes in what the log has gained since the last time. Says whether there was anything.
    pub fn read(&mut self, log: &EventLog) -> bool {
        let news = &log.events()[self.read..];
        self.read = log.events().len();
        news.iter().for_each(|event| self.take(event));
        !news.is_empty()
    }

    fn take(&mut self, event: &Event) {
        let Event { t, step, kind, .. } = *event;
        if self.moments.last() != Some(&t) {
            self.moments.push(t);
        }
        let span = &mut self.spans[step.index()];
        match kind {
            EventKind::Started => span.start = Some(t),
            EventKind::Hazard(hazard) => span.hazard = Some(hazard),
            EventKind::Finished => span.end = Some((t, StepState::Done)),
            EventKind::Failed(failure) => span.end = Some((t, StepState::Failed(failure))),
            EventKind::Cancelled => span.end = Some((t, StepState::Cancelled)),
        }
        if let EventKind::Failed(failure @ (Failure::NotConnected | Failure::NoSuchDevice)) = kind {
            self.failures.push((t, step, failure));
        }
        let lost = span.hazard.is_some_and(Hazard::loses_message);
        let Work::Message { device, action, .. } = &self.plan.step(step).work else {
            return;
        };
        if kind.is_end() {
            self.sent.end(step, t);
        }
        let device = &mut self.devices[device.0 as usize];
        match kind {
            EventKind::Started => self.sent.push(step),
            EventKind::Hazard(hazard) => {
                self.hazards.push((t, step, hazard));
                device.hazards.push((t, hazard));
            }
            EventKind::Failed(failure) => device.failures.push((t, failure)),
            EventKind::Finished if !lost => {
                let (_, mut state) = device.states.last().expect("a device is always in a state").clone();
                state.apply(action);
                device.states.push((t, state));
            }
            EventKind::Finished | EventKind::Cancelled => {}
        }
    }

    pub fn plan(&self) -> &Arc<Plan> {
        &self.plan
    }

    /// The times at which something happened, ascending.
    pub fn moments(&self) -> &[Duration] {
        &self.moments
    }

    /// The time of the last event so far.
    pub fn end(&self) -> Duration {
        self.moments.last().copied().unwrap_or_default()
    }

    /// When something last happened at or before `t`: the picture at `t` is that of then, but for what moves.
    pub fn moment_at(&self, t: Duration) -> Duration {
        let past = self.moments.partition_point(|&moment| moment <= t);
        past.checked_sub(1).map_or(Duration::ZERO, |last| self.moments[last])
    }

    pub fn span(&self, step: StepId) -> Span {
        self.spans[step.index()]
    }

    pub fn step_at(&self, step: StepId, t: Duration) -> StepState {
        self.span(step).state_at(t)
    }

    /// The step's span as far as it is known at `t`: what is later is left out.
    pub fn span_until(&self, step: StepId, t: Duration) -> Span {
        let span = self.span(step);
        match span.state_at(t) {
            StepState::Waiting => Span::default(),
            StepState::Running => Span { end: None, ..span },
            _ => span,
        }
    }

    pub fn device_at(&self, device: DeviceId, t: Duration) -> &DeviceState {
        let states = &self.devices[device.0 as usize].states;
        &states[up_to(states, t) - 1].1
    }

    /// All hazards up to `t`, in order.
    pub fn hazards_until(&self, t: Duration) -> &[(Duration, StepId, Hazard)] {
        until(&self.hazards, t)
    }

    /// The steps that had failed by `t` for a reason of their own, in order: the blocks they failed are left out.
    pub fn failures_until(&self, t: Duration) -> &[(Duration, StepId, Failure)] {
        until(&self.failures, t)
    }

    /// What had gone wrong with the messages to a device by `t`.
    pub fn hazards_at(&self, device: DeviceId, t: Duration) -> impl Iterator<Item = Hazard> + '_ {
        let hazards = &self.devices[device.0 as usize].hazards;
        hazards[..up_to(hazards, t)].iter().map(|&(_, hazard)| hazard)
    }

    /// Whether a message to the device had failed by `t`.
    pub fn has_failure_at(&self, device: DeviceId, t: Duration) -> bool {
        up_to(&self.devices[device.0 as usize].failures, t) > 0
    }

    /// The messages on their way at `t`, in the order of their start.
    pub fn flights_at(&self, t: Duration) -> impl Iterator<Item = Flight> + '_ {
        let started = move |step: StepId| self.span(step).start.is_some_and(|start| start <= t);
        self.sent.under_way(t, started).filter_map(move |step| self.flight_at(step, t))
    }

    fn flight_at(&self, step: StepId, t: Duration) -> Option<Flight> {
        let Span { start, hazard, .. } = self.span(step);
        match self.plan.step(step).work {
            Work::Message { device, latency, .. } if self.step_at(step, t) == StepState::Running => {
                Some(Flight { step, device, start: start?, latency, hazard })
            }
            _ => None,
        }
    }
}

/// How many of the entries, which are ordered by time, are not later than `t`.
fn up_to<T>(entries: &[(Duration, T)], t: Duration) -> usize {
    entries.partition_point(|&(time, _)| time <= t)
}

/// The entries, which are ordered by time, that are not later than `t`.
fn until<T, U>(entries: &[(Duration, T, U)], t: Duration) -> &[(Duration, T, U)] {
    &entries[..entries.partition_point(|&(time, ..)| time <= t)]
}
