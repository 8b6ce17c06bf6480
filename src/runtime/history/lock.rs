use std::time::Duration;

use super::{History, Span};
use crate::runtime::{Event, EventKind, Execution, LockId};

/// A lock at some time.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LockState {
    /// The blocks that hold a permit, in the order in which they asked for it.
    pub holders: Vec<Execution>,
    /// The blocks that wait, in the order in which they will get it.
    pub waiting: Vec<Execution>,
}

impl History {
    /// Returns who holds a lock and who waits for it. In a run that is stuck they still do at its end.
    pub fn lock_at(&self, lock: LockId, t: Duration) -> LockState {
        let has_started = |execution| self.span(execution).start.is_some_and(|start| start <= t);
        let asked = self.at_locks.candidates(t, has_started);
        let mut state = LockState::default();
        for execution in asked.filter(|execution| self.plan().step(execution.step).lock == Some(lock)) {
            let span = self.span(execution);
            if self.holds(span, t) {
                state.holders.push(execution);
            } else if self.waits_for_lock(span, t) {
                state.waiting.push(execution);
            }
        }
        state
    }

    fn holds(&self, span: Span, t: Duration) -> bool {
        let is_over = match span.released {
            Some(released) => released <= t,
            // Cancelled by a person: nothing was released.
            None => !self.is_stuck && span.end.is_some_and(|(end, _)| end <= t),
        };
        span.acquired.is_some_and(|acquired| acquired <= t) && !is_over
    }

    fn waits_for_lock(&self, span: Span, t: Duration) -> bool {
        let has_left = span.end.is_some_and(|(end, _)| end <= t && (!self.is_stuck || end < self.end()));
        span.acquired.is_none_or(|acquired| acquired > t) && !has_left
    }

    pub(super) fn index_at_locks(&mut self, event: &Event) {
        if self.plan.step(event.step).lock.is_none() {
            return;
        }
        let (execution, span) = (event.execution(), self.spans.get(event.execution()));
        match event.kind {
            EventKind::Started { .. } => self.at_locks.start(execution),
            // A cancelled block holds its lock until the cleanups inside have ended.
            EventKind::Released if span.end.is_some() => self.at_locks.end(execution, event.t),
            kind if kind.is_end() && (span.acquired.is_none() || span.released.is_some()) && !self.is_stuck => {
                self.at_locks.end(execution, event.t);
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

    /// The paths of those who hold lock 0 and of those who wait for it, at these milliseconds.
    fn locks(text: &str, times: &[u64]) -> Vec<String> {
        let plan = Arc::new(Plan::new(&parse(text).unwrap(), 1));
        let history = History::of(plan.clone(), &predict(&plan));
        let paths = |executions: Vec<Execution>| {
            executions.iter().map(|execution| plan.path(execution.step).to_string()).collect::<Vec<_>>().join(" ")
        };
        let at = |&t| {
            let LockState { holders, waiting } = history.lock_at(LockId(0), Duration::from_millis(t));
            format!("{} | {}", paths(holders), paths(waiting))
        };
        times.iter().map(at).collect()
    }

    #[test]
    fn holders_and_those_who_wait_are_known_at_any_time() {
        let text = "parallel(lock(a, delay(3ms)), sequence(delay(2ms), lock(a, delay(1ms))), sequence(delay(1ms), lock(a, delay(1ms))))";
        assert_eq!(locks(text, &[0, 1, 2, 3, 4, 5]), ["0 | ", "0 | 2.1", "0 | 2.1 1.1", "2.1 | 1.1", "1.1 | ", " | "]);
    }

    #[test]
    fn a_cancelled_block_holds_its_lock_until_its_cleanups_have_ended() {
        let text = "parallel(timeout(1ms, lock(a, ensure(delay(9ms), delay(2ms)))), lock(a, delay(1ms)), timeout(2ms, lock(a)))";
        assert_eq!(locks(text, &[0, 1, 2, 3]), ["0.0 | 1 2.0", "0.0 | 1 2.0", "0.0 | 1", "1 | "]);
    }

    #[test]
    fn in_a_run_that_is_stuck_all_wait_to_its_end() {
        assert_eq!(
            locks("parallel(lock(a, delay(1ms), lock(b)), lock(b, delay(1ms), lock(a)))", &[0, 1, 9]),
            ["0 | ", "0 | 1.1", "0 | 1.1"]
        );
    }
}
