use std::{
    collections::{BTreeSet, HashMap},
    time::Duration,
};

use super::{EventLog, Lanes, Plan, ThreadState};
use crate::program::Control;

/// The figures of a run by which the models are compared.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Cost {
    /// The time of the last event.
    pub end: Duration,
    /// The time for which threads have existed, added up.
    pub thread_time: Duration,
    /// The number of threads, the first one included.
    pub threads: usize,
    /// The largest number of threads at one time: each has a stack.
    pub at_once: usize,
    /// The number of times that a core has gone on with another thread.
    pub switches: usize,
}

impl Cost {
    /// Reads the log of a run of a plan. Without the threads model there are the one thread, and the workers of `offload`, which
    /// take turns with nobody.
    pub fn of(plan: &Plan, log: &EventLog) -> Self {
        let end = log.end();
        if let Some(threads) = plan.threads() {
            let lanes = Lanes::of(log, threads);
            let (thread_time, threads, at_once) = (lanes.thread_time(), lanes.threads.len(), most_at_once(log));
            return Self { end, thread_time, threads, at_once, switches: lanes.switches };
        }
        let mut cost = Self { end, thread_time: end, threads: 1, at_once: 1, switches: 0 };
        let mut started = HashMap::new();
        for event in log.events().iter().filter(|event| plan.step(event.step).control == Some(Control::Offload)) {
            if event.kind.is_start() {
                started.insert(event.execution(), event.t);
                cost.threads += 1;
                cost.at_once = cost.at_once.max(1 + started.len());
            } else if event.kind.is_end()
                && let Some(start) = started.remove(&event.execution())
            {
                cost.thread_time += event.t - start;
            }
        }
        cost
    }
}

/// The largest number of threads that have been started and have not ended.
fn most_at_once(log: &EventLog) -> usize {
    let mut alive = BTreeSet::from([0]);
    let mut most = 1;
    for record in log.threads() {
        match record.state {
            ThreadState::Ended => _ = alive.remove(&record.thread),
            ThreadState::Running(_) | ThreadState::Runnable | ThreadState::Waiting => _ = alive.insert(record.thread),
        }
        most = most.max(alive.len());
    }
    most
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        program::parse,
        runtime::{Model, Threads, predict},
    };

    fn cost(text: &str, model: &Model) -> Cost {
        let plan = Plan::new(&parse(text).expect("a program"), 1).in_model(model);
        Cost::of(&plan, &predict(&plan))
    }

    #[test]
    fn tasks_share_one_thread_and_threads_have_one_each() {
        let [second, two] = [1, 2].map(Duration::from_secs);
        let text = "parallel(delay(1s), delay(1s))";
        let one_thread = |time| Cost { end: time, thread_time: time, threads: 1, at_once: 1, switches: 0 };
        assert_eq!(cost(text, &Model::ASYNC), one_thread(second));
        assert_eq!(cost(text, &Model::Blocking), one_thread(two));
        let threads = cost(text, &Model::Threads(Threads::default()));
        assert_eq!((threads.end, threads.thread_time, threads.threads), (second, 3 * second, 3));
        assert!(threads.switches > 0);
        let rounds = cost("repeat(10, parallel(delay(1s), delay(1s)))", &Model::Threads(Threads::default()));
        assert_eq!((rounds.threads, rounds.at_once), (21, 3));
    }

    #[test]
    fn a_worker_is_a_thread_while_it_has_something_to_do() {
        let cost = cost("sequence(offload(work(1s)), delay(1s))", &Model::ASYNC);
        assert_eq!((cost.threads, cost.thread_time), (2, Duration::from_secs(3)));
    }
}
