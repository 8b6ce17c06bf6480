use std::{cell::RefCell, rc::Rc};

use super::{
    Clock, Event, EventKind, EventLog, Failure, Plan, Settled, StepId,
    cores::Inside,
    open::Open,
    run_state::{Cause, LONG_TURN, RunState},
    steps,
};

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
    let run = Rc::new(RunState::new(plan, log));
    let _guard = CancelOnDrop { run: &run, clock };
    run.executor.spawn(root(run.clone()));
    run.go_on();
    run.wait_for_choice().await;
    run.end_turn(None);
    while !run.is_over() {
        let Some(deadline) = run.next_deadline() else {
            run.get_stuck();
            return RunOutcome::Stuck;
        };
        let due = clock.wait_until(deadline).await;
        run.wall.set(clock.wall());
        let before = run.started.get();
        // One timer at a time: what its task does next comes before what other timers of that instant cause. After much
        // work, the clock may give way to others.
        while run.started.get() - before < LONG_TURN
            && let Some(woken) = run.serve_next(due)
        {
            run.go_on();
            run.wait_for_choice().await;
            run.end_turn(Some(woken));
        }
    }
    run.record_forgotten();
    match run.root_outcome.get() {
        Some(Err(failure)) => RunOutcome::Failed(failure),
        _ => RunOutcome::Finished,
    }
}

/// The task of the root. When the root has ended, all that it has left behind is cancelled, as `asyncio.run` does.
async fn root(run: Rc<RunState<'_>>) {
    run.adopt(run.first_thread());
    let root = steps::step(&run, StepId::ROOT, Cause::default()).await;
    run.root_outcome.set(Some(root.outcome));
    // What was ready before the root ended still goes on.
    run.executor.let_others_go_first().await;
    run.stop(Inside::Strays, root.execution).await;
    run.cancel_not_begun(root.execution);
    let strays = run.cancel_strays(root.execution);
    // The run waits for their cleanups by itself: it ends when nothing is open.
    _ = run.clean_up(strays);
    run.executor.thread().await;
}

/// Logs as cancelled what a dropped run leaves open, and drops its tasks.
struct CancelOnDrop<'r, 'a, C: Clock> {
    run: &'r RunState<'a>,
    clock: &'r C,
}

impl<C: Clock> Drop for CancelOnDrop<'_, '_, C> {
    fn drop(&mut self) {
        let Self { run, clock } = self;
        let open = run.open.borrow_mut().remove_all();
        // Real time may be past a deadline that the event loop has not got to. In the run's own time it is not.
        let now = run.next_deadline().map_or(run.timers.now(), |deadline| deadline.min(clock.now()));
        let now = now.max(run.timers.now());
        let record = |execution, parent, kind| {
            run.log.borrow_mut().push(Event::new(now, clock.wall(), execution, parent, None, kind));
        };
        for Open { execution, parent, .. } in open.into_iter().filter(|open| !open.is_future) {
            record(execution, parent, EventKind::Cancelled);
        }
        for named in run.running() {
            record(named.maker, named.parent, EventKind::Settled(Settled::Cancelled));
        }
        run.executor.clear();
    }
}
