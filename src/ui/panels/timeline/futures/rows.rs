//! The rows of the view: each task, future, promise and lock at a time, with those who make or hold it and those who wait.

use std::{sync::Arc, time::Duration};

use crate::{
    program::Control,
    runtime::{Execution, History, LockId, NameId, NamedProgress, Plan, StepId, StepState, WaitsFor, ring},
};

/// The most rows.
const MAX_ROWS: usize = 24;

/// The most steps of a task that are looked at for the one that is running.
const MAX_INSIDE: usize = 1000;

/// A task, future, promise or lock at a time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    pub name: Arc<str>,
    pub thing: Thing,
    /// The step that has made it, or those that hold it; before that, the steps that can make it.
    pub sources: Vec<Execution>,
    /// True if none of the sources has come to it.
    pub is_to_come: bool,
    /// The step inside a task that runs now.
    pub running: Option<StepId>,
    /// Those who wait for it, in the order in which they began, or will get the lock.
    pub waiting: Vec<Waiter>,
    /// True if it is part of the ring of a run that is stuck.
    pub is_in_ring: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Thing {
    Task(NamedProgress),
    Future(NamedProgress),
    Promise(NamedProgress),
    Lock { permits: usize, held: usize },
}

/// A step that waits for something.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Waiter {
    pub execution: Execution,
    /// The block of a lock, a task or a future around it: it holds that while it waits.
    pub inside: Option<StepId>,
}

/// All rows of a program, and the number of those that are left out.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Rows {
    pub shown: Vec<Row>,
    pub left_out: usize,
}

impl Rows {
    pub fn at(history: &History, moment: Duration) -> Self {
        let plan = history.plan();
        let is_over = moment >= history.end();
        let waits = if is_over { ring(plan, history.waits()) } else { Vec::new() };
        let is_in_ring = |on: WaitsFor| waits.iter().any(|wait| wait.on == on);
        let names = (0..plan.names.len() as u32).map(NameId);
        let named = names.map(|name| Row::of_name(history, name, moment, is_in_ring(WaitsFor::Name(name))));
        let locks = (0..plan.locks.len() as u32).map(LockId);
        let locked = locks.map(|lock| Row::of_lock(history, lock, moment, is_in_ring(WaitsFor::Lock(lock))));
        let count = plan.names.len() + plan.locks.len();
        Self { shown: named.chain(locked).take(MAX_ROWS).collect(), left_out: count.saturating_sub(MAX_ROWS) }
    }

    /// All executions that are shown.
    pub fn executions(&self) -> impl Iterator<Item = Execution> + '_ {
        self.shown
            .iter()
            .flat_map(|row| row.sources.iter().copied().chain(row.waiting.iter().map(|waiter| waiter.execution)))
    }
}

impl Row {
    fn of_name(history: &History, name: NameId, moment: Duration, is_in_ring: bool) -> Self {
        let (plan, state) = (history.plan(), history.named_at(name, moment));
        let makers = plan.makers(name);
        let maker = state.maker.map(|maker| maker.step).or_else(|| makers.first().copied());
        let thing = match maker.map(|maker| plan.step(maker).control) {
            Some(Some(Control::Start)) => Thing::Task(state.progress),
            Some(Some(_)) => Thing::Future(state.progress),
            Some(None) | None => Thing::Promise(state.progress),
        };
        let sources = match state.maker {
            Some(maker) => vec![maker],
            None => makers.iter().copied().map(Execution::first).collect(),
        };
        let runs = state.progress == NamedProgress::Pending;
        Self {
            name: plan.names[name.index()].clone(),
            thing,
            sources,
            is_to_come: state.maker.is_none(),
            running: state.maker.filter(|_| runs).and_then(|maker| running_inside(history, maker, moment)),
            waiting: waiters(plan, state.waiting),
            is_in_ring,
        }
    }

    fn of_lock(history: &History, lock: LockId, moment: Duration, is_in_ring: bool) -> Self {
        let (plan, state) = (history.plan(), history.lock_at(lock, moment));
        let lock = plan.lock(lock);
        Self {
            name: lock.name.clone(),
            thing: Thing::Lock { permits: lock.permits as usize, held: state.holders.len() },
            sources: state.holders,
            is_to_come: false,
            running: None,
            waiting: waiters(plan, state.waiting),
            is_in_ring,
        }
    }
}

fn waiters(plan: &Plan, waiting: Vec<Execution>) -> Vec<Waiter> {
    let is_kept = |step: &StepId| plan.step(*step).lock.is_some() || plan.step(*step).makes_task();
    let inside = |step: StepId| plan.self_and_ancestors(step).skip(1).find(is_kept);
    waiting.into_iter().map(|execution| Waiter { execution, inside: inside(execution.step) }).collect()
}

/// The first step without children that runs inside a task.
fn running_inside(history: &History, maker: Execution, moment: Duration) -> Option<StepId> {
    let plan = history.plan();
    let inside = (maker.step.0 + 1..plan.end_of(maker.step)).map(StepId).take(MAX_INSIDE);
    let is_leaf = |step: &StepId| plan.step(*step).control.is_none();
    inside.filter(is_leaf).find(|&step| history.step_at(step, moment) == StepState::Running)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{program::parse, runtime::predict};

    fn rows(text: &str, ms: u64) -> Vec<String> {
        let plan = Arc::new(Plan::new(&parse(text).unwrap(), 1));
        let history = History::of(plan.clone(), &predict(&plan));
        let sources =
            |row: &Row| row.sources.iter().map(|it| plan.path(it.step).to_string()).collect::<Vec<_>>().join(" ");
        let waiter = |waiter: &Waiter| {
            let inside = waiter.inside.map(|step| format!(" in {}", plan.path(step))).unwrap_or_default();
            format!("{}{inside}", plan.path(waiter.execution.step))
        };
        let row = |row: &Row| {
            let thing = match row.thing {
                Thing::Task(progress) => format!("task {}", progress.as_str()),
                Thing::Future(progress) => format!("future {}", progress.as_str()),
                Thing::Promise(progress) => format!("promise {}", progress.as_str()),
                Thing::Lock { permits, held } => format!("lock {held}/{permits}"),
            };
            let running = row.running.map(|step| format!(" at {}", plan.path(step))).unwrap_or_default();
            let ring = if row.is_in_ring { " in a ring" } else { "" };
            let waiting = row.waiting.iter().map(waiter).collect::<Vec<_>>().join(", ");
            format!("{}: {thing}{running}: {} < {waiting}{ring}", row.name, sources(row))
        };
        Rows::at(&history, Duration::from_millis(ms)).shown.iter().map(row).collect()
    }

    #[test]
    fn a_task_shows_its_maker_its_running_step_and_who_waits() {
        let text =
            "sequence(start(bath, toilet.flush, toilet.clean), delay(100ms), parallel(await(bath), await(bath)))";
        assert_eq!(rows(text, 50), ["bath: task pending at 0.0: 0 < "]);
        assert_eq!(rows(text, 600), ["bath: task pending at 0.1: 0 < 2.0, 2.1"]);
        assert_eq!(rows(text, 1000), ["bath: task ready: 0 < "]);
    }

    #[test]
    fn a_promise_shows_who_can_resolve_it_before_anybody_has() {
        let text = "parallel(await(done), sequence(delay(1s), resolve(done)))";
        assert_eq!(rows(text, 500), ["done: promise missing: 1.1 < 0"]);
        assert_eq!(rows(text, 1000), ["done: promise ready: 1.1 < "]);
        assert_eq!(rows("sequence(future(later, delay(1s)), delay(2s))", 500), ["later: future not-started: 0 < "]);
    }

    #[test]
    fn a_lock_shows_who_holds_it_and_who_is_next() {
        let text = "parallel(lock(door, delay(1s)), lock(door), lock(door))";
        assert_eq!(rows(text, 500), ["door: lock 1/1: 0 < 1, 2"]);
    }

    #[test]
    fn the_ring_of_a_run_that_is_stuck_is_marked_at_its_end() {
        let text = "parallel(lock(a, delay(1s), lock(b)), lock(b, delay(1s), lock(a)), lock(c))";
        assert_eq!(rows(text, 500)[0], "a: lock 1/1: 0 < ");
        assert_eq!(
            rows(text, 1000),
            ["a: lock 1/1: 0 < 1.1 in 1 in a ring", "b: lock 1/1: 1 < 0.1 in 0 in a ring", "c: lock 0/1:  < "]
        );
    }

    #[test]
    fn a_program_of_many_names_shows_some_and_counts_the_others() {
        let many: String = (0..100).map(|number| format!("start(t{number}),")).collect();
        let plan = Arc::new(Plan::new(&parse(&format!("sequence({many})")).unwrap(), 1));
        let history = History::of(plan.clone(), &predict(&plan));
        let rows = Rows::at(&history, Duration::ZERO);
        assert_eq!((rows.shown.len(), rows.left_out), (MAX_ROWS, 100 - MAX_ROWS));
    }
}
