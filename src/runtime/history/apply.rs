//! Reads events into the history.

use super::{History, StepState};
use crate::{
    program::Control,
    runtime::{Event, EventKind, EventLog, Work},
};

impl History {
    /// Reads the events that the log has gained since the last call. Returns true if there were any.
    pub fn read(&mut self, log: &EventLog) -> bool {
        let news = &log.events()[self.read..];
        self.read = log.events().len();
        self.waits = log.waits().to_vec();
        news.iter().for_each(|event| self.apply(event));
        self.read_threads(log);
        !news.is_empty()
    }

    fn apply(&mut self, event: &Event) {
        let Event { t, step, kind, .. } = *event;
        if self.moments.last() != Some(&t) {
            self.moments.push(t);
        }
        let round = if kind.is_start() { self.round_of(event) } else { 0 };
        let planned = self.plan.step(step);
        let makes_task = planned.makes_task();
        if kind.is_start()
            && let Some(parent) = event.parent(&self.plan).filter(|it| self.plan.step(it.step).makes_task())
        {
            let parent_occurrence = self.made_in(parent).map_or(1, |(_, occurrence)| occurrence);
            let span = self.spans.get_mut(parent);
            if span.start.is_none() {
                (span.start, span.parent_occurrence) = (Some(t), parent_occurrence);
            }
        }
        let span = self.spans.get_mut(event.execution());
        match kind {
            // A future starts with the first of its steps.
            EventKind::Started { .. } if planned.control == Some(Control::Future) => {
                self.made.set(event.execution(), Some((t, event.parent_occurrence)));
            }
            EventKind::Started { latency } => {
                (span.start, span.latency, span.parent_occurrence) = (Some(t), latency, event.parent_occurrence);
                (span.round, span.started_by) = (round, event.woken_by);
            }
            EventKind::Hazard(hazard) => {
                if span.hazard.is_none() {
                    (span.hazard, span.hazard_at) = (Some(hazard), t);
                }
                self.hazards.push((t, step, hazard));
            }
            EventKind::Delivered => span.delivered = Some(t),
            EventKind::Read(value) => span.read = Some(value),
            EventKind::Written(_) | EventKind::Switched => {}
            EventKind::Acquired => (span.acquired, span.acquired_by) = (Some(t), event.woken_by),
            EventKind::Released => span.released = Some(t),
            EventKind::Settled(settled) if makes_task => span.end = Some((t, settled.into())),
            EventKind::Settled(_) => {}
            // It has made a task or a future, which has an end of its own.
            EventKind::Finished if makes_task => {}
            EventKind::Finished => span.end = Some((t, StepState::Done)),
            EventKind::Failed(failure) => span.end = Some((t, StepState::Failed(failure))),
            EventKind::Cancelled => span.end = Some((t, StepState::Cancelled)),
            EventKind::Stuck => self.is_stuck = true,
        }
        if kind.is_end() || matches!(kind, EventKind::Settled(_)) {
            span.ended_by = event.woken_by;
        }
        let (hazard, was_delivered) = (span.hazard, span.delivered.is_some() && kind != EventKind::Delivered);
        self.index_in_charge(event);
        self.index_at_locks(event);
        self.index_named(event);
        self.index_broken_off(event);
        self.index_held(event);
        self.index_number(event);
        self.index_note(event);
        if let EventKind::Failed(failure) = kind
            && failure.passed_on().is_none()
        {
            self.failures.push((t, step, failure));
        }
        if let Work::Message { device, action, .. } = &self.plan.step(step).work {
            self.devices[device.0 as usize].apply(event, action, hazard, was_delivered);
            match kind {
                EventKind::Started { .. } => self.in_flight.start(event.execution()),
                kind if kind.is_end() => self.in_flight.end(event.execution(), t),
                _ => {}
            }
        }
    }
}
