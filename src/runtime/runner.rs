use std::{
    cell::{Cell, RefCell},
    future::poll_fn,
    pin::{Pin, pin},
    task::{Context, Poll, Waker},
    time::Duration,
};

use futures::FutureExt;

use super::{Clock, Event, EventKind, EventLog, Failure, Plan, StepId, Turn, VirtualClock, Work, timers::Timers};
use crate::{home::Home, program::BlockKind};

/// How a run ended: in failure if a step failed.
pub type Outcome = Result<(), Failure>;

/// Runs a plan to its end, writing down in `log` what happens. Dropping the returned future cancels the run: steps
/// that have started are logged as cancelled, and nothing happens afterwards.
///
/// # Errors
/// When a step fails. What went on beside it has been let finish by then.
pub async fn run(plan: &Plan, clock: &impl Clock, log: &RefCell<EventLog>) -> Outcome {
    let run = Run {
        plan,
        log,
        timers: Timers::default(),
        home: RefCell::new(Home::new(&plan.devices)),
        wall: Cell::default(),
        polls: Cell::default(),
    };
    log.borrow_mut().expect_steps(plan.len());
    let mut root = pin!(run.step(StepId::ROOT));
    let _cancel = CancelOnDrop { run: &run, clock };
    // This loop is the executor. It knows whose sleep is over and polls down to that step, so nobody needs to wake it.
    let mut context = Context::from_waker(Waker::noop());
    let mut outcome = root.poll_unpin(&mut context);
    run.end_turn(None);
    loop {
        if let Poll::Ready(outcome) = outcome {
            return outcome;
        }
        let deadline = run.timers.next_deadline().expect("a step that is not ready sleeps");
        let due = clock.wait_until(deadline).await;
        run.wall.set(clock.wall());
        while outcome.is_pending() && run.timers.serve_next(due) {
            outcome = root.poll_unpin(&mut context);
            run.end_turn(Some(run.timers.served()));
        }
    }
}

/// What a run of the plan will be, found by running it on a clock that jumps.
pub fn predict(plan: &Plan) -> EventLog {
    let log = RefCell::default();
    // A failing program has a prediction too: the log says how far it gets.
    _ = run(plan, &VirtualClock::default(), &log).now_or_never().expect("a clock that jumps never waits");
    log.into_inner()
}

type BoxedStep<'a> = Pin<Box<dyn Future<Output = Outcome> + 'a>>;

/// What the futures of one run share.
struct Run<'a> {
    plan: &'a Plan,
    log: &'a RefCell<EventLog>,
    timers: Timers,
    home: RefCell<Home>,
    /// The real time at which the event loop began its present turn.
    wall: Cell<Duration>,
    /// How many futures of steps the present turn has polled.
    polls: Cell<u32>,
}

impl Run<'_> {
    async fn step(&self, id: StepId) -> Outcome {
        match self.plan.step(id).work {
            Work::Block(kind) => self.block(id, kind).await,
            _ => self.told(id, move || self.leaf(id)).await,
        }
    }

    /// The future of a block. A future cannot contain itself: the blocks inside blocks are behind a pointer.
    fn block(&self, id: StepId, kind: BlockKind) -> BoxedStep<'_> {
        match kind {
            BlockKind::Sequence => Box::pin(self.told(id, move || self.sequence(id))),
            BlockKind::Parallel => Box::pin(self.told(id, move || self.parallel(id))),
        }
    }

    /// Does the work of a step, tells of its start and its end, and counts how often it is polled.
    ///
    /// The work comes as a function: a future handed to a future takes its room twice, and what sleeps must be small
    /// for many sleepers to fit the processor's cache.
    async fn told<F: Future<Output = Outcome>>(&self, id: StepId, work: impl FnOnce() -> F) -> Outcome {
        self.tell(id, EventKind::Started);
        let mut work = pin!(work());
        let outcome = poll_fn(|context| {
            self.polls.set(self.polls.get() + 1);
            work.as_mut().poll(context)
        })
        .await;
        self.tell(id, outcome.map_or_else(EventKind::Failed, |()| EventKind::Finished));
        outcome.map_err(|_| Failure::Child(id))
    }

    /// What a step does that is no block: sends a message and waits until the device has it, or just waits.
    async fn leaf(&self, id: StepId) -> Outcome {
        let work = &self.plan.step(id).work;
        let (duration, hazard) = match work {
            Work::Message { device, action, latency } => {
                let hazard = self.home.borrow_mut().send(*device, action).map_err(|_| Failure::NotConnected)?;
                if let Some(hazard) = hazard {
                    self.tell(id, EventKind::Hazard(hazard));
                }
                (*latency, hazard)
            }
            Work::UnknownDevice { .. } => return Err(Failure::NoSuchDevice),
            Work::Delay(duration) => (*duration, None),
            Work::Block(_) => unreachable!("a block is no leaf"),
        };
        self.timers.sleep(id, duration).await;
        if let Work::Message { device, action, .. } = work {
            self.home.borrow_mut().deliver(*device, action, hazard);
        }
        Ok(())
    }

    /// One after another; the first that fails is the last that ran.
    async fn sequence(&self, id: StepId) -> Outcome {
        for child in self.plan.children(id) {
            self.step(child).await?;
        }
        Ok(())
    }

    /// All at the same time: every branch is started before any is waited for. Afterwards a poll goes on to the one
    /// branch that the served step is in, so that many branches cost no more than their number.
    async fn parallel(&self, id: StepId) -> Outcome {
        let branch = |child| match self.plan.step(child).work {
            Work::Block(kind) => self.block(child, kind),
            _ => Box::pin(self.step(child)),
        };
        let mut branches: Vec<_> = self.plan.children(id).map(|child| (child, Some(branch(child)))).collect();
        let (mut started, mut running) = (false, branches.len());
        let mut outcome = Ok(());
        poll_fn(|context| {
            let polled = if started {
                let after = branches.partition_point(|&(first, _)| first <= self.timers.served());
                &mut branches[after - 1..after]
            } else {
                &mut branches[..]
            };
            started = true;
            for (_, branch) in polled {
                if let Some(future) = branch
                    && let Poll::Ready(result) = future.as_mut().poll(context)
                {
                    *branch = None;
                    running -= 1;
                    outcome = outcome.and(result);
                }
            }
            if running == 0 { Poll::Ready(outcome) } else { Poll::Pending }
        })
        .await
    }

    /// Writes down the turn that is over: nothing can go on before the next timer fires.
    fn end_turn(&self, woken: Option<StepId>) {
        let (t, wall) = (self.timers.now(), self.wall.get());
        let (polls, timers) = (self.polls.take(), self.timers.count() as u32);
        self.log.borrow_mut().push_turn(Turn { t, wall, woken, polls, timers, polls_so_far: 0 });
    }

    fn tell(&self, step: StepId, kind: EventKind) {
        self.log.borrow_mut().push(Event { t: self.timers.now(), wall: self.wall.get(), step, kind });
    }
}

/// Logs the steps that a dropped run leaves behind, inner ones first.
struct CancelOnDrop<'a, C: Clock> {
    run: &'a Run<'a>,
    clock: &'a C,
}

impl<C: Clock> Drop for CancelOnDrop<'_, C> {
    fn drop(&mut self) {
        let Self { run, clock } = self;
        let mut log = run.log.borrow_mut();
        if log.has_ended() {
            return;
        }
        // Real time may be past a deadline that the event loop has not got to: in the run's own time it is not.
        let now = run.timers.next_deadline().map_or(run.timers.now(), |deadline| deadline.min(clock.now()));
        let open = log.open_steps(run.plan.len());
        for step in run.plan.ids().rev().filter(|step| open[step.index()]) {
            log.push(Event { t: now, wall: clock.wall(), step, kind: EventKind::Cancelled });
        }
    }
}
