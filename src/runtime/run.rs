use std::{
    cell::{Cell, RefCell},
    future::poll_fn,
    pin::pin,
    rc::Rc,
    time::Duration,
};

use futures::FutureExt;

use super::{
    Clock, Event, EventKind, EventLog, Execution, Executor, Failure, Plan, StepId, Timers, Turn, VirtualClock,
    open::{Cleanup, Open, OpenExecutions},
    steps::{self, BodyEnd, Cause, Ended, Outcome},
    timer_key::TimerKey,
};
use crate::home::Home;

/// The way in which a run ended by itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RunOutcome {
    Finished,
    Failed(Failure),
    /// Something is open, but no task is ready and no timer is armed: nothing can ever happen again.
    Stuck,
}

/// Runs a plan to its end and records in `log` what happens.
///
/// Dropping the returned future cancels the run: what is open is logged as cancelled, and nothing happens afterwards.
///
/// # Examples
///
/// ```
/// use std::cell::RefCell;
/// use futures::FutureExt;
/// use homeloop::{program::parse, runtime::{EventLog, Plan, RunOutcome, VirtualClock, run}};
///
/// let scene = parse("parallel(light.switch_off, sequence(toilet.flush, toilet.clean))").unwrap();
/// let plan = Plan::new(&scene, 1);
/// let log = RefCell::new(EventLog::default());
/// // A clock that jumps never waits, so the run ends within its first poll.
/// let outcome = run(&plan, &VirtualClock::default(), &log).now_or_never();
/// assert_eq!(outcome, Some(RunOutcome::Finished));
/// assert_eq!(log.borrow().end().as_millis(), 1000);
/// ```
pub async fn run(plan: &Plan, clock: &impl Clock, log: &RefCell<EventLog>) -> RunOutcome {
    log.borrow_mut().reserve(plan.len());
    let run = Rc::new(Run::new(plan, log));
    let _guard = CancelOnDrop { run: &run, clock };
    run.executor.spawn(run.clone().root());
    run.executor.run_until_stalled();
    run.end_turn(None);
    while !run.is_over() {
        let Some(deadline) = run.timers.next_deadline() else {
            return run.get_stuck();
        };
        let due = clock.wait_until(deadline).await;
        run.wall.set(clock.wall());
        // One timer at a time: what its task does next comes before what other timers of that instant cause.
        while let Some(timer) = run.timers.fire_next(due) {
            run.executor.run_until_stalled();
            run.end_turn(Some(timer.execution()));
        }
    }
    match run.root_outcome.get() {
        Some(Err(failure)) => RunOutcome::Failed(failure),
        _ => RunOutcome::Finished,
    }
}

/// Returns the log that a run of the plan will have, found by running it on a clock that jumps. A plan that fails or gets
/// stuck has a log too: as far as it comes.
pub fn predict(plan: &Plan) -> EventLog {
    let log = RefCell::default();
    _ = run(plan, &VirtualClock::default(), &log).now_or_never().expect("a clock that jumps never waits");
    log.into_inner()
}

/// State that the futures of one run share.
///
/// Tasks hold a counted pointer to it, and it holds the tasks; [`CancelOnDrop`] breaks that circle.
pub(super) struct Run<'a> {
    pub(super) plan: &'a Plan,
    pub(super) executor: Executor<'a>,
    pub(super) timers: Timers<TimerKey>,
    pub(super) home: RefCell<Home>,
    pub(super) open: RefCell<OpenExecutions>,
    log: &'a RefCell<EventLog>,
    /// The number of starts of each step so far.
    starts: RefCell<Vec<u32>>,
    root_outcome: Cell<Option<Outcome>>,
    /// The real time at which the present turn began.
    wall: Cell<Duration>,
    /// The number of futures of steps that the present turn has polled.
    polls: Cell<u32>,
}

impl<'a> Run<'a> {
    fn new(plan: &'a Plan, log: &'a RefCell<EventLog>) -> Self {
        Self {
            plan,
            executor: Executor::new(),
            timers: Timers::default(),
            home: RefCell::new(Home::new(&plan.devices)),
            open: RefCell::default(),
            log,
            starts: RefCell::new(vec![0; plan.len()]),
            root_outcome: Cell::default(),
            wall: Cell::default(),
            polls: Cell::default(),
        }
    }

    /// The task of the root. When the root has ended, all that it has left behind is cancelled, as `asyncio.run` does.
    async fn root(self: Rc<Self>) {
        let root = self.step(StepId::ROOT, Cause::default()).await;
        self.root_outcome.set(Some(root.outcome));
        let strays = self.open.borrow().strays();
        strays.into_iter().for_each(|stray| _ = self.cancel(stray));
    }

    /// True once the root has ended and nothing else is open.
    fn is_over(&self) -> bool {
        self.root_outcome.get().is_some() && self.open.borrow().is_empty()
    }

    /// Executes a step from its start to its end.
    pub(super) async fn step(self: &Rc<Self>, step: StepId, cause: Cause) -> Ended {
        let execution = self.start(step, cause);
        let mut body = pin!(steps::body(self, execution));
        let end = poll_fn(|context| {
            self.polls.set(self.polls.get() + 1);
            body.as_mut().poll(context)
        })
        .await;
        self.end(execution, end);
        Ended { execution, outcome: end.outcome.map_err(|_| Failure::Child(execution)) }
    }

    fn start(&self, step: StepId, cause: Cause) -> Execution {
        let starts = &mut self.starts.borrow_mut()[step.index()];
        *starts += 1;
        let execution = Execution { step, occurrence: *starts };
        let Cause { parent, woken_by, is_cleanup } = cause;
        let open = Open { parent, is_cleanup, task: self.executor.current(), cleanup: Cleanup::None };
        self.open.borrow_mut().insert(execution, open);
        self.push(execution, parent, woken_by, EventKind::Started { latency: self.plan.latency(execution) });
        execution
    }

    /// Records the end of an execution, unless it was cancelled before its task came to the next wait.
    fn end(&self, execution: Execution, BodyEnd { outcome, woken_by }: BodyEnd) {
        let Some(open) = self.open.borrow_mut().remove(execution) else { return };
        let kind = outcome.map_or_else(EventKind::Failed, |()| EventKind::Finished);
        self.push(execution, open.parent, woken_by, kind);
    }

    /// Records an event of an open execution that is neither its start nor its end.
    pub(super) fn record(&self, execution: Execution, kind: EventKind) {
        let parent = self.open.borrow().get(execution).and_then(|open| open.parent);
        self.push(execution, parent, None, kind);
    }

    /// Records that executions were cancelled.
    pub(super) fn record_cancelled(&self, cancelled: &[(Execution, Open)]) {
        for (execution, open) in cancelled {
            self.push(*execution, open.parent, None, EventKind::Cancelled);
        }
    }

    fn push(&self, execution: Execution, parent: Option<Execution>, woken_by: Option<Execution>, kind: EventKind) {
        let (t, wall) = (self.timers.now(), self.wall.get());
        self.log.borrow_mut().push(Event::new(t, wall, execution, parent, woken_by, kind));
    }

    /// Records the turn that is over: no task is ready, and nothing goes on before the next timer fires.
    fn end_turn(&self, woken: Option<Execution>) {
        let (t, wall) = (self.timers.now(), self.wall.get());
        let (polls, timers) = (self.polls.take(), self.timers.count() as u32);
        self.log.borrow_mut().push_turn(Turn { t, wall, woken, polls, timers, polls_so_far: 0 });
    }

    /// Records that nothing can happen any more, and what is open because of that.
    fn get_stuck(&self) -> RunOutcome {
        self.push(Execution::first(StepId::ROOT), None, None, EventKind::Stuck);
        let open: Vec<_> = self.open.borrow_mut().remove_all().collect();
        self.record_cancelled(&open);
        RunOutcome::Stuck
    }
}

/// Logs as cancelled what a dropped run leaves open, and drops its tasks.
struct CancelOnDrop<'r, 'a, C: Clock> {
    run: &'r Run<'a>,
    clock: &'r C,
}

impl<C: Clock> Drop for CancelOnDrop<'_, '_, C> {
    fn drop(&mut self) {
        let Self { run, clock } = self;
        let open = run.open.borrow_mut().remove_all();
        // Real time may be past a deadline that the event loop has not got to. In the run's own time it is not.
        let now = run.timers.next_deadline().map_or(run.timers.now(), |deadline| deadline.min(clock.now()));
        for (execution, Open { parent, .. }) in open {
            let event = Event::new(now, clock.wall(), execution, parent, None, EventKind::Cancelled);
            run.log.borrow_mut().push(event);
        }
        run.executor.clear();
    }
}
