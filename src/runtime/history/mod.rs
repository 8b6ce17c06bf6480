//! An index over an event log, arranged so that the state at any time is found by search: the log in, pictures out.

mod apply;
mod broken_off;
mod device;
mod held;
mod in_charge;
mod in_flight;
mod lock;
mod named;
mod number;
mod span;
#[cfg(test)]
mod tests;
mod thread_at;
mod threads;

use std::{sync::Arc, time::Duration};

pub use in_charge::RoundPause;
pub use lock::LockState;
pub use named::{NamedProgress, NamedState};
pub use span::{Span, StepState};
pub use threads::{Note, ThreadAt};

use self::{device::DeviceHistory, in_flight::InFlightIndex, threads::ThreadsHistory};
use super::{EventLog, Execution, Failure, Plan, StepId, Wait, Work, execution::ExecutionMap};
use crate::home::{DeviceId, DeviceState, Hazard};

/// The past of a run. All that happened at a time is part of the picture at that time.
#[derive(Clone, Debug, PartialEq)]
pub struct History {
    plan: Arc<Plan>,
    spans: ExecutionMap<Span>,
    devices: Vec<DeviceHistory>,
    in_flight: InFlightIndex,
    /// The blocks that decide when their steps go on or end, and the steps of cleanups.
    in_charge: InFlightIndex,
    /// The blocks that hold a lock or wait for one.
    at_locks: InFlightIndex,
    /// The awaits.
    at_names: InFlightIndex,
    /// The executions that have made something of each name, in order.
    named: Vec<Vec<(Duration, Execution)>>,
    /// The writes to each number on the wall, in order: the time, the value and the execution.
    numbers: Vec<Vec<(Duration, u32, Execution)>>,
    /// The executions that have held the thread, each with its start.
    holds: Vec<(Duration, Execution)>,
    /// The number of rounds that each execution of a `retry` or a `repeat` has begun.
    rounds: ExecutionMap<u32>,
    /// The time at which each future was made, and the occurrence of the block that it was made in. Empty if there are none.
    made: ExecutionMap<Option<(Duration, u32)>>,
    /// The steps without children that failed or were cancelled.
    broken_off: Vec<(Duration, Execution)>,
    hazards: Vec<(Duration, StepId, Hazard)>,
    failures: Vec<(Duration, StepId, Failure)>,
    /// The times at which something happened.
    moments: Vec<Duration>,
    threads: ThreadsHistory,
    /// True once nothing can happen any more.
    is_stuck: bool,
    waits: Vec<Wait>,
    /// The number of events of the log that were read.
    read: usize,
}

/// A message on its way.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Flight {
    pub execution: Execution,
    pub device: DeviceId,
    pub start: Duration,
    pub latency: Duration,
    pub hazard: Option<Hazard>,
}

impl History {
    /// Makes the history of a run that has not begun.
    pub fn new(plan: Arc<Plan>) -> Self {
        Self {
            spans: ExecutionMap::new(plan.len()),
            devices: plan.devices.iter().map(DeviceHistory::new).collect(),
            in_flight: InFlightIndex::new(plan.len()),
            in_charge: InFlightIndex::new(plan.len()),
            at_locks: InFlightIndex::new(plan.len()),
            at_names: InFlightIndex::new(if plan.names.is_empty() { 0 } else { plan.len() }),
            named: vec![Vec::new(); plan.names.len()],
            numbers: vec![Vec::new(); plan.numbers.len()],
            holds: Vec::new(),
            rounds: ExecutionMap::new(plan.len()),
            made: ExecutionMap::new(if plan.names.is_empty() { 0 } else { plan.len() }),
            broken_off: Vec::new(),
            hazards: Vec::new(),
            failures: Vec::new(),
            moments: Vec::new(),
            threads: ThreadsHistory::default(),
            is_stuck: false,
            waits: Vec::new(),
            read: 0,
            plan,
        }
    }

    /// Makes the history of a whole log.
    pub fn of(plan: Arc<Plan>, log: &EventLog) -> Self {
        let mut history = Self::new(plan);
        history.read(log);
        history
    }

    pub fn plan(&self) -> &Arc<Plan> {
        &self.plan
    }

    /// Returns the times at which something happened, in ascending order.
    pub fn moments(&self) -> &[Duration] {
        &self.moments
    }

    /// Returns the time of the last event so far.
    pub fn end(&self) -> Duration {
        self.moments.last().copied().unwrap_or_default()
    }

    /// Returns the time of the last event at or before `t`. Between events only animations change.
    pub fn moment_at(&self, t: Duration) -> Duration {
        let past = self.moments.partition_point(|&moment| moment <= t);
        past.checked_sub(1).map_or(Duration::ZERO, |last| self.moments[last])
    }

    /// Returns the span of an execution; for a step, that of its first one.
    pub fn span(&self, execution: impl Into<Execution>) -> Span {
        self.spans.get(execution.into())
    }

    /// Returns the executions of a step, by occurrence. The first one is there before it has started.
    pub fn executions(&self, step: StepId) -> impl DoubleEndedIterator<Item = Execution> + '_ {
        self.spans.of_step(step).map(|(execution, _)| execution)
    }

    /// Returns the last execution of a step that had started by `t`, or the first one if none had.
    pub fn execution_at(&self, step: StepId, t: Duration) -> Execution {
        let has_started = |span: &Span| span.start.is_some_and(|start| start <= t);
        self.spans.last_of_step(step, has_started).unwrap_or_else(|| Execution::first(step))
    }

    /// Returns the state of a step at `t`: that of its last execution.
    pub fn step_at(&self, step: StepId, t: Duration) -> StepState {
        self.span(self.execution_at(step, t)).state_at(t)
    }

    /// Returns who waits for what once the run is stuck.
    pub fn waits(&self) -> &[Wait] {
        &self.waits
    }

    /// True if the run has got stuck.
    pub fn is_stuck(&self) -> bool {
        self.is_stuck
    }

    /// True if an execution is one of those that can never end in a run that is stuck. The log has it as cancelled.
    pub fn never_ends(&self, execution: Execution) -> bool {
        let span = self.span(execution);
        self.is_stuck && span.end == Some((self.end(), StepState::Cancelled)) && span.ended_by.is_none()
    }

    /// Returns the span of an execution as far as it is known at `t`.
    pub fn span_until(&self, execution: impl Into<Execution>, t: Duration) -> Span {
        let span = self.span(execution);
        let known = [span.acquired, span.released, span.delivered];
        let [acquired, released, delivered] = known.map(|time| time.filter(|&time| time <= t));
        let acquired_by = span.acquired_by.filter(|_| acquired.is_some());
        let span = Span { acquired, acquired_by, released, delivered, ..span };
        let hazard = span.hazard.filter(|_| span.hazard_at <= t);
        let hazard_at = hazard.map_or(Duration::ZERO, |_| span.hazard_at);
        match span.state_at(t) {
            StepState::Waiting => Span { hazard, hazard_at, ..Span::default() },
            StepState::Running => {
                // A hazard of the end belongs to the end, even if the log has not come to that. What has arrived has ended.
                let hazard = hazard.filter(|hazard| !hazard.is_found_at_end() || span.delivered.is_some());
                let hazard_at = hazard.map_or(Duration::ZERO, |_| hazard_at);
                Span { end: None, ended_by: None, hazard, hazard_at, ..span }
            }
            _ => Span { hazard, hazard_at, ..span },
        }
    }

    pub fn device_at(&self, device: DeviceId, t: Duration) -> &DeviceState {
        self.devices[device.0 as usize].state_at(t)
    }

    /// Returns all hazards up to `t`, in order.
    pub fn hazards_until(&self, t: Duration) -> &[(Duration, StepId, Hazard)] {
        until(&self.hazards, t)
    }

    /// Returns the steps that had failed by `t` for a reason of their own, in order, without the blocks around them.
    pub fn failures_until(&self, t: Duration) -> &[(Duration, StepId, Failure)] {
        until(&self.failures, t)
    }

    /// Returns the hazards of the messages to a device up to `t`.
    pub fn hazards_at(&self, device: DeviceId, t: Duration) -> impl Iterator<Item = Hazard> + '_ {
        self.devices[device.0 as usize].hazards_until(t)
    }

    /// True if a message to the device had failed by `t`, and its step had not succeeded since.
    pub fn has_failure_at(&self, device: DeviceId, t: Duration) -> bool {
        self.devices[device.0 as usize].has_failure_at(t)
    }

    /// Returns the messages that are in flight at `t`, in the order of their start.
    pub fn flights_at(&self, t: Duration) -> impl Iterator<Item = Flight> + '_ {
        let has_started = move |message: Execution| self.span(message).start.is_some_and(|start| start <= t);
        self.in_flight.candidates(t, has_started).filter_map(move |message| self.flight_at(message, t))
    }

    fn flight_at(&self, execution: Execution, t: Duration) -> Option<Flight> {
        let span = self.span_until(execution, t);
        let Work::Message { device, .. } = self.plan.step(execution.step).work else { return None };
        let is_in_flight = span.state() == StepState::Running;
        is_in_flight.then_some(Flight {
            execution,
            device,
            start: span.start?,
            latency: span.latency?,
            hazard: span.hazard,
        })
    }
}

/// Returns the entries, which are ordered by time, that are not later than `t`.
fn until<T, U>(entries: &[(Duration, T, U)], t: Duration) -> &[(Duration, T, U)] {
    &entries[..entries.partition_point(|&(time, ..)| time <= t)]
}
