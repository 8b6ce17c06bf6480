//! Tests of whole runs, on the virtual clock.

mod cancel;
mod control_laws;
mod cores;
mod cores_laws;
mod dialect;
mod failures;
mod formula;
mod laws;
mod locks;
mod occurrences;
mod order;
mod risks;
mod search;
mod slack;
mod stop;
mod stuck;
mod tasks;
mod thread;
mod turns;
mod volume;

use std::{cell::RefCell, future::pending, time::Duration};

use futures::FutureExt;

use super::*;
use crate::program::parse;

fn plan(text: &str) -> Plan {
    Plan::new(&parse(text).unwrap(), 1)
}

/// A plan in which the step at `path` does something that the language cannot say.
fn plan_with(text: &str, path: &[usize], step: TestStep) -> Plan {
    plan(text).with_test_step(&path.to_vec().into(), step)
}

/// The log, an event a line: "500 finished 0.1", and "0.1#2" for a second occurrence.
fn story(plan: &Plan) -> Vec<String> {
    story_of(plan, &predict(plan))
}

fn story_of(plan: &Plan, log: &EventLog) -> Vec<String> {
    let line = |event: &Event| {
        let occurrence = if event.occurrence > 1 { format!("#{}", event.occurrence) } else { String::new() };
        let line = format!("{} {} {}{occurrence}", event.t.as_millis(), event.kind.as_str(), plan.path(event.step));
        line.trim_end().to_string()
    };
    log.events().iter().map(line).collect()
}

/// A clock that jumps, but never lets a deadline after `stop` pass.
struct StoppingClock {
    stop: Duration,
    clock: VirtualClock,
}

impl Clock for StoppingClock {
    async fn wait_until(&self, deadline: Duration) -> Duration {
        let reached = self.clock.wait_until(deadline.min(self.stop)).await;
        if deadline > self.stop {
            pending::<()>().await;
        }
        reached
    }

    fn now(&self) -> Duration {
        self.clock.now()
    }

    fn wall(&self) -> Duration {
        self.clock.wall()
    }
}

/// Returns the log of a run that is dropped at `stop`.
pub(super) fn cancelled_at(plan: &Plan, stop: Duration) -> EventLog {
    let log = RefCell::default();
    let clock = StoppingClock { stop, clock: VirtualClock::default() };
    _ = run(plan, &clock, &log).now_or_never();
    log.into_inner()
}

fn millis(millis: u64) -> Duration {
    Duration::from_millis(millis)
}
