use std::{
    cell::RefCell,
    collections::{BTreeMap, BTreeSet},
    time::Duration,
};

use futures::FutureExt;
use proptest::prelude::*;

use super::{super::*, TestStep, plan, plan_with, story};
use crate::program::{Control, TaskVerb, arbitrary, print};

#[test]
fn a_run_in_which_nothing_can_happen_any_more_ends_as_stuck() {
    let plan = plan_with("sequence(delay(5ms), parallel(delay(1ms), sequence()))", &[1, 1], TestStep::Never);
    let log = RefCell::default();
    assert_eq!(run(&plan, &VirtualClock::default(), &log).now_or_never(), Some(RunOutcome::Stuck));
    assert_eq!(story(&plan)[6..], ["6 finished 1.0", "6 stuck", "6 cancelled 1.1", "6 cancelled 1", "6 cancelled"]);
}

#[test]
fn cleanups_do_not_run_when_a_run_is_stuck() {
    let plan = plan_with("ensure(delay(0ms), delay(5ms))", &[0], TestStep::Never);
    assert_eq!(story(&plan), ["0 started", "0 started 0", "0 stuck", "0 cancelled 0", "0 cancelled"]);
}

/// Who waits for whom, worked out from the events alone.
#[derive(Default)]
struct Waiting {
    open: BTreeSet<Execution>,
    /// The time of the last event, and those at which executions have started.
    now: Duration,
    starts: BTreeMap<Execution, Duration>,
    /// The number of permits of each lock that are held.
    held: BTreeMap<LockId, u32>,
    /// The blocks that have their lock.
    acquired: BTreeSet<Execution>,
    /// The executions that have made what each name means now, and those of them that have ended.
    made: BTreeMap<NameId, Execution>,
    settled: BTreeSet<Execution>,
    /// The awaits with what each of them waits for; `None` while there is nothing of that name.
    awaits: BTreeMap<Execution, Option<Execution>>,
}

impl Waiting {
    fn apply(&mut self, plan: &Plan, event: &Event) {
        let (step, execution) = (plan.step(event.step), event.execution());
        self.now = event.t;
        match event.kind {
            EventKind::Started { .. } => {
                self.starts.insert(execution, event.t);
                self.open.insert(execution);
                if matches!(step.control, Some(Control::Start | Control::Future)) {
                    self.make(plan, execution);
                } else if step.work == Work::OnTask(TaskVerb::Await) {
                    self.awaits.insert(execution, step.name.and_then(|name| self.made.get(&name).copied()));
                }
            }
            EventKind::Acquired => {
                self.acquired.insert(execution);
                *self.held.entry(step.lock.unwrap()).or_default() += 1;
            }
            EventKind::Released => *self.held.get_mut(&step.lock.unwrap()).unwrap() -= 1,
            EventKind::Settled(_) => {
                if step.control.is_none() {
                    self.make(plan, execution);
                }
                self.settled.insert(execution);
            }
            kind if kind.is_end() => _ = self.open.remove(&execution),
            _ => {}
        }
    }

    fn make(&mut self, plan: &Plan, maker: Execution) {
        let name = plan.step(maker.step).name.unwrap();
        self.made.insert(name, maker);
        let unmet = self.awaits.iter_mut().filter(|(it, made)| made.is_none() && plan.step(it.step).name == Some(name));
        unmet.for_each(|(_, made)| *made = Some(maker));
    }

    /// True if an execution can go on by itself: its time comes, or what it waits for is there.
    fn can_go_on(&self, plan: &Plan, execution: Execution) -> bool {
        let step = plan.step(execution.step);
        match (&step.work, step.control) {
            (Work::OnTask(TaskVerb::Await), _) => {
                self.awaits[&execution].is_some_and(|made| self.settled.contains(&made))
            }
            // After its deadline it waits for cleanups.
            (Work::Block(_), Some(Control::Timeout(limit))) => self.starts[&execution] + limit > self.now,
            (Work::Block(_), Some(Control::Retry { .. } | Control::Repeat { .. })) => {
                !plan.children(execution.step).any(|child| self.open.iter().any(|open| open.step == child))
            }
            (Work::Block(_), Some(Control::Lock)) => {
                let (lock, held) =
                    (step.lock.unwrap(), self.held.get(&step.lock.unwrap()).copied().unwrap_or_default());
                !self.acquired.contains(&execution) && held < plan.lock(lock).permits
            }
            (Work::Block(_), _) => false,
            _ => true,
        }
    }
}

/// Returns the first place in a run at which an event and the search disagree.
fn disagreement(plan: &Plan) -> Option<String> {
    let log = predict(plan);
    let mut waiting = Waiting::default();
    for (place, event) in log.events().iter().enumerate() {
        let goes_on = |waiting: &Waiting| waiting.open.iter().any(|&it| waiting.can_go_on(plan, it));
        if event.kind == EventKind::Stuck {
            let agrees = !waiting.open.is_empty() && !goes_on(&waiting);
            return (!agrees).then(|| format!("it is stuck at {:?} although one can go on", event.t));
        }
        waiting.apply(plan, event);
        // All events of one instant belong together: the next one needs somebody whose time comes.
        if log.events().get(place + 1).is_some_and(|next| next.t > event.t) && !goes_on(&waiting) {
            return Some(format!("it goes on after {:?} although nobody can", event.t));
        }
    }
    (!waiting.open.is_empty()).then(|| "it ends although something is open".into())
}

#[test]
fn awaits_that_can_never_end_are_stuck_as_a_search_says() {
    for text in [
        "parallel(start(a, delay(1s), await(b)), start(b, delay(1s), await(a)), await(a))",
        "sequence(start(t, delay(1s), await(t)), await(t))",
        "parallel(await(p), sequence(delay(1s), await(q)), delay(2s))",
        "parallel(lock(door, delay(1s), await(t)), start(t, delay(1s), lock(door)))",
        "timeout(1s, ensure(fail(\"no\"), await(t)), start(t, delay(1s)))",
    ] {
        let plan = plan(text);
        assert!(predict(&plan).events().iter().any(|event| event.kind == EventKind::Stuck), "{text}");
        assert_eq!(disagreement(&plan), None, "{text}");
    }
    assert_eq!(disagreement(&plan("sequence(start(t, delay(1s)), await(t), delay(1s))")), None);
}

proptest! {
    #[test]
    fn prop_a_run_is_stuck_exactly_when_something_is_open_and_nothing_can_go_on(scene in arbitrary::scene_without_threads()) {
        prop_assert_eq!(disagreement(&Plan::new(&scene, 1)), None, "{}", print(&scene));
    }
}
