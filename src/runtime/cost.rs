use std::{collections::HashMap, time::Duration};

use super::{EventLog, Lanes, Plan};
use crate::program::Control;

/// What a run costs: the figures by which the models are compared.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Cost {
    /// The time of the last event.
    pub makespan: Duration,
    /// The time for which threads have existed, added up.
    pub thread_time: Duration,
    /// The number of threads, the first one included: each reserves a stack.
    pub threads: usize,
    /// The number of times that a core has gone on with another thread.
    pub switches: usize,
}

impl Cost {
    /// Reads the log of a run of a plan. Without the threads model there are the one thread, and the workers of `offload`, which
    /// take turns with nobody.
    pub fn of(plan: &Plan, log: &EventLog) -> Self {
        let makespan = log.end();
        if let Some(threads) = plan.threads() {
            let lanes = Lanes::of(log, threads);
            let (thread_time, threads) = (lanes.thread_time(), lanes.threads.len());
            return Self { makespan, thread_time, threads, switches: lanes.switches };
        }
        let mut cost = Self { makespan, thread_time: makespan, threads: 1, switches: 0 };
        let mut started = HashMap::new();
        for event in log.events().iter().filter(|event| plan.step(event.step).control == Some(Control::Offload)) {
            if event.kind.is_start() {
                cost.threads += 1;
                started.insert(event.execution(), event.t);
            } else if let Some(start) = started.remove(&event.execution()).filter(|_| event.kind.is_end()) {
                cost.thread_time += event.t - start;
            }
        }
        cost
    }
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
        let one_thread = |time| Cost { makespan: time, thread_time: time, threads: 1, switches: 0 };
        assert_eq!(cost(text, &Model::ASYNC), one_thread(second));
        assert_eq!(cost(text, &Model::Blocking), one_thread(two));
        let threads = cost(text, &Model::Threads(Threads::default()));
        assert_eq!((threads.makespan, threads.thread_time, threads.threads), (second, 3 * second, 3));
        assert!(threads.switches > 0);
    }

    #[test]
    fn a_worker_is_a_thread_while_it_has_something_to_do() {
        let cost = cost("sequence(offload(work(1s)), delay(1s))", &Model::ASYNC);
        assert_eq!((cost.threads, cost.thread_time), (2, Duration::from_secs(3)));
    }
}
