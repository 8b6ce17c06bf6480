use std::{
    cell::{Cell, RefCell},
    future::poll_fn,
    pin::pin,
    task::{Context, Poll, Waker},
    time::Duration,
};

use futures::FutureExt;

use super::{Clock, Event, EventKind, EventLog, Failure, Plan, StepId, VirtualClock, Work, timers::Timers};
use crate::{
    home::{Action, DeviceId, Home},
    program::BlockKind,
};

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
    };
    log.borrow_mut().expect_steps(plan.len());
    let mut root = pin!(run.step(StepId::ROOT));
    let _cancel = CancelOnDrop { run: &run, clock };
    // This loop is the executor. It knows whose sleep is over and polls down to that step, so nobody needs to wake it.
    let mut context = Context::from_waker(Waker::noop());
    let mut outcome = root.poll_unpin(&mut context);
    loop {
        if let Poll::Ready(outcome) = outcome {
            return outcome;
        }
        let deadline = run.timers.next_deadline().expect("a step that is not ready sleeps");
        let due = clock.wait_until(deadline).await;
        run.wall.set(clock.wall());
        while outcome.is_pending() && run.timers.serve_next(due) {
            outcome = root.poll_unpin(&mut context);
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

/// What the futures of one run share.
struct Run<'a> {
    plan: &'a Plan,
    log: &'a RefCell<EventLog>,
    timers: Timers,
    home: RefCell<Home>,
    /// The real time at which the event loop began its present turn.
    wall: Cell<Duration>,
}

impl Run<'_> {
    async fn step(&self, id: StepId) -> Outcome {
        self.tell(id, EventKind::Started);
        let outcome = match &self.plan.step(id).work {
            Work::Message { device, action, latency } => self.send(id, *device, action, *latency).await,
            Work::Misaddressed { .. } => Err(Failure::NoSuchDevice),
            Work::Delay(duration) => {
                self.timers.sleep(id, *duration).await;
                Ok(())
            }
            // A future cannot contain itself: the blocks inside blocks are behind a pointer.
            Work::Block(BlockKind::Sequence) => Box::pin(self.sequence(id)).await,
            Work::Block(BlockKind::Parallel) => Box::pin(self.parallel(id)).await,
        };
        self.tell(id, outcome.map_or_else(EventKind::Failed, |()| EventKind::Finished));
        outcome.map_err(|_| Failure::Child(id))
    }

    /// Sends a message and waits until the device has it.
    async fn send(&self, id: StepId, device: DeviceId, action: &Action, latency: Duration) -> Outcome {
        let hazard = self.home.borrow_mut().send(device, action).map_err(|_| Failure::NotConnected)?;
        if let Some(hazard) = hazard {
            self.tell(id, EventKind::Hazard(hazard));
        }
        self.timers.sleep(id, latency).await;
        self.home.borrow_mut().deliver(device, action, hazard);
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
        let mut branches: Vec<_> =
            self.plan.children(id).map(|child| (child, Some(Box::pin(self.step(child))))).collect();
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
