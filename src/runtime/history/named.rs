use std::time::Duration;

use super::{History, Span, StepState};
use crate::{
    program::{Control, TaskVerb},
    runtime::{Event, EventKind, Execution, NameId, Work},
};

/// A task, future or promise at some time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NamedState {
    /// The execution that has made what the name means; `None` while it means nothing.
    pub maker: Option<Execution>,
    pub progress: NamedProgress,
    /// The awaits that have not ended.
    pub waiting: Vec<Execution>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NamedProgress {
    /// Nothing has been made of the name.
    Missing,
    /// A future that nobody has awaited.
    NotStarted,
    Pending,
    Ready,
    Failed,
    Cancelled,
}

impl NamedProgress {
    /// The name by which style sheets know it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Missing => "missing",
            Self::NotStarted => "not-started",
            Self::Pending => "pending",
            Self::Ready => "ready",
            Self::Failed => "failed",
            Self::Cancelled => "cancelled",
        }
    }
}

impl History {
    /// Returns what a name means at a time, and who awaits it.
    pub fn named_at(&self, name: NameId, t: Duration) -> NamedState {
        let made = &self.named[name.index()];
        let latest = made.partition_point(|&(time, _)| time <= t).checked_sub(1).map(|place| made[place].1);
        let has_started = |execution| self.span(execution).start.is_some_and(|start| start <= t);
        let awaits = self.at_names.candidates(t, has_started);
        let is_waiting = |execution: &Execution| {
            let is_of_name = self.plan().step(execution.step).name == Some(name);
            // In a run that is stuck they still do at its end.
            let span = self.span(*execution);
            let waits_for_ever = self.is_stuck && span.end.is_some_and(|(end, _)| end == self.end());
            is_of_name && (span.state_at(t) == StepState::Running || waits_for_ever && span.ended_by.is_none())
        };
        NamedState {
            maker: latest,
            progress: latest.map_or(NamedProgress::Missing, |maker| self.progress_at(maker, t)),
            waiting: awaits.filter(is_waiting).collect(),
        }
    }

    /// Returns the span of a step itself: one that makes a task or a future ends at once, whenever those do.
    pub fn own_span(&self, execution: Execution) -> Span {
        let span = self.span(execution);
        let (start, parent_occurrence) = match self.plan.step(execution.step).control {
            Some(Control::Start) => (span.start, span.parent_occurrence),
            Some(Control::Future) => match self.made_in(execution) {
                Some((t, occurrence)) => (Some(t), occurrence),
                None => (None, 0),
            },
            _ => return span,
        };
        Span { start, end: start.map(|t| (t, StepState::Done)), parent_occurrence, ..span }
    }

    pub(super) fn made_in(&self, future: Execution) -> Option<(Duration, u32)> {
        let is_future = self.plan.step(future.step).control == Some(Control::Future);
        is_future.then(|| self.made.get(future)).flatten()
    }

    fn progress_at(&self, maker: Execution, t: Duration) -> NamedProgress {
        if self.plan().step(maker.step).control.is_none() {
            return NamedProgress::Ready;
        }
        match self.span(maker).state_at(t) {
            StepState::Waiting => NamedProgress::NotStarted,
            StepState::Running => NamedProgress::Pending,
            StepState::Done => NamedProgress::Ready,
            StepState::Failed(_) => NamedProgress::Failed,
            StepState::Cancelled => NamedProgress::Cancelled,
        }
    }

    pub(super) fn index_named(&mut self, event: &Event) {
        let (planned, execution) = (self.plan.step(event.step), event.execution());
        let Some(name) = planned.name else { return };
        let is_promise = planned.control.is_none();
        match event.kind {
            EventKind::Started { .. } if matches!(planned.control, Some(Control::Start | Control::Future)) => {
                self.named[name.index()].push((event.t, execution));
            }
            EventKind::Settled(_) if is_promise => self.named[name.index()].push((event.t, execution)),
            EventKind::Started { .. } if planned.work == Work::OnTask(TaskVerb::Await) => {
                self.at_names.start(execution)
            }
            kind if kind.is_end() && planned.work == Work::OnTask(TaskVerb::Await) && !self.is_stuck => {
                self.at_names.end(execution, event.t);
            }
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::{
        program::parse,
        runtime::{Plan, predict},
    };

    /// The progress of the first name of a program at times, each with the number of those that await it.
    fn progress(text: &str, times_ms: &[u64]) -> Vec<(&'static str, usize)> {
        let plan = Arc::new(Plan::new(&parse(text).unwrap(), 1));
        let history = History::of(plan.clone(), &predict(&plan));
        let at = |&t: &u64| history.named_at(NameId(0), Duration::from_millis(t));
        times_ms.iter().map(at).map(|named| (named.progress.as_str(), named.waiting.len())).collect()
    }

    #[test]
    fn a_name_has_the_progress_of_what_was_made_last() {
        let task = "sequence(delay(10ms), start(t, delay(20ms)), delay(5ms), await(t))";
        assert_eq!(progress(task, &[5, 12, 20, 30]), [("missing", 0), ("pending", 0), ("pending", 1), ("ready", 0)]);
        let future = "sequence(future(t, delay(10ms)), delay(5ms), await(t))";
        assert_eq!(progress(future, &[2, 8, 15]), [("not-started", 0), ("pending", 1), ("ready", 0)]);
        let promise = "parallel(await(p), await(p), sequence(delay(10ms), resolve(p)))";
        assert_eq!(progress(promise, &[5, 10]), [("missing", 2), ("ready", 0)]);
        let again = "sequence(start(t, delay(5ms)), delay(10ms), start(t, delay(5ms)), delay(10ms))";
        assert_eq!(progress(again, &[10, 12, 20]), [("pending", 0), ("pending", 0), ("ready", 0)]);
    }

    #[test]
    fn a_task_ends_as_its_steps_do() {
        assert_eq!(progress("sequence(start(t, fail(\"no\")), delay(5ms))", &[1]), [("failed", 0)]);
        assert_eq!(progress("sequence(start(t, delay(9ms)), delay(5ms))", &[4, 5]), [("pending", 0), ("cancelled", 0)]);
    }

    #[test]
    fn who_awaits_for_ever_still_does_at_the_end() {
        assert_eq!(progress("sequence(delay(5ms), await(p))", &[5]), [("missing", 1)]);
    }
}
