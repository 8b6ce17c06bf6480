use std::{cell::RefCell, future::pending, time::Duration};

use futures::FutureExt;

use super::{Clock, EventLog, OpenChoice, Plan, VirtualClock, run};

/// The number of events up to which any run is predicted at once: enough for 1,000 attempts of 100 steps.
const MANY_EVENTS: usize = 250_000;

/// The number of events that an execution has at most, or nearly so: a start, hazards and an end.
const EVENTS_OF_EXECUTION: usize = 4;

/// Returns the log that a run of the plan will have, found by running it on a clock that jumps. A plan that fails or gets
/// stuck has a log too: as far as it comes.
pub fn predict(plan: &Plan) -> EventLog {
    let log = RefCell::default();
    _ = run(plan, &VirtualClock::default(), &log).now_or_never().expect("a clock that jumps never waits");
    log.into_inner()
}

/// Returns the log that a run of threads will have up to the first choice after its schedule, and that choice; the whole log if
/// there is none.
///
/// # Examples
///
/// ```
/// use homeloop::{program::parse, runtime::{Model, Plan, Threads, predict_to_choice}};
///
/// let scene = parse("parallel(increment(count), increment(count))").unwrap();
/// let schedule = "0.1".parse().unwrap();
/// let plan = Plan::new(&scene, 1).in_model(&Model::Threads(Threads { schedule, ..Threads::default() }));
/// let (log, choice) = predict_to_choice(&plan);
/// assert_eq!(log.events().last().unwrap().kind.as_str(), "read"); // The first thread has read, and has not written.
/// assert_eq!(choice.unwrap().threads, [1, 2]);
/// ```
pub fn predict_to_choice(plan: &Plan) -> (EventLog, Option<OpenChoice>) {
    let log = RefCell::default();
    _ = run(&plan.asking(), &VirtualClock::default(), &log).now_or_never();
    let mut log = log.into_inner();
    let asked = log.take_asked();
    (log, asked)
}

/// The log of a run, or its beginning if the run is long.
#[derive(Clone, Debug, PartialEq)]
pub struct Prediction {
    /// The log of the run. If it is not complete, what was open where it breaks off is logged as cancelled.
    pub log: EventLog,
    /// False for a run that has more executions than can be computed while a person types.
    pub is_complete: bool,
}

impl Prediction {
    /// Predicts a run as far as its first 100,000 executions at least, and as far as every step is executed once.
    pub fn of(plan: &Plan) -> Self {
        let log = RefCell::default();
        let most_events = MANY_EVENTS.max(EVENTS_OF_EXECUTION * plan.len());
        let clock = StoppingClock { clock: VirtualClock::default(), log: &log, most_events };
        let is_complete = run(plan, &clock, &log).now_or_never().is_some();
        Self { log: log.into_inner(), is_complete }
    }
}

/// A clock that jumps, and stands still for ever once a log has grown long.
struct StoppingClock<'a> {
    clock: VirtualClock,
    log: &'a RefCell<EventLog>,
    most_events: usize,
}

impl Clock for StoppingClock<'_> {
    async fn wait_until(&self, deadline: Duration) -> Duration {
        if self.log.borrow().events().len() > self.most_events {
            return pending().await;
        }
        self.clock.wait_until(deadline).await
    }

    fn now(&self) -> Duration {
        self.clock.now()
    }

    fn wall(&self) -> Duration {
        self.clock.wall()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{program::parse, runtime::EventKind};

    fn prediction(text: &str) -> (Prediction, Plan) {
        let plan = Plan::new(&parse(text).unwrap(), 1);
        (Prediction::of(&plan), plan)
    }

    #[test]
    fn a_run_with_an_end_in_sight_is_predicted_as_a_whole() {
        let steps = vec!["delay(1s)"; 90_000].join(", ");
        for text in ["repeat(1000, delay(1s), delay(1s))", &format!("sequence({steps})")] {
            let (prediction, plan) = prediction(text);
            assert!(prediction.is_complete);
            assert_eq!(prediction.log, predict(&plan));
        }
    }

    #[test]
    fn a_run_without_an_end_in_sight_is_predicted_in_part() {
        for step in ["fail(\"no\")", "fail(\"no\") @ 1ms"] {
            let (prediction, plan) = prediction(&format!("retry(300, retry(1000, {step}))"));
            assert!(!prediction.is_complete);
            let events = prediction.log.events();
            let known = events.iter().position(|event| event.kind == EventKind::Cancelled).unwrap();
            assert!((MANY_EVENTS..MANY_EVENTS + 30_000).contains(&known));
            assert_eq!(events[..known], predict(&plan).events()[..known]);
        }
    }
}
