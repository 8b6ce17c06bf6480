use std::time::Duration;

use crate::{
    program::{Control, Errors, First, TaskVerb},
    runtime::{Event, EventKind, EventLog, Execution, Failure, LockId, Plan, Work, execution::ExecutionMap},
};

/// The slack of one step.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct StepSlack {
    /// True if the run waits for the step: make it shorter, and the run gets shorter, unless another branch then takes as
    /// long.
    pub is_critical: bool,
    /// The time by which the step could take longer, each time that it runs, without the run getting longer. `None` if
    /// the step never ran, or if nothing waits for it: the loser of a race, or what a timeout cuts.
    pub slack: Option<Duration>,
}

/// The order in which blocks may ask for their locks: as they did in the run, or any.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum LockOrder {
    Kept,
    Free,
}

/// The latest times of events, from the last event to the first.
pub struct BackwardPass<'a> {
    plan: &'a Plan,
    /// The latest times of the end of each execution; `None` if nothing has waited for it so far.
    latest: ExecutionMap<Option<Duration>>,
    /// The latest times of the start of each block, as far as the steps that start with it limit it.
    latest_starts: ExecutionMap<Option<Duration>>,
    /// The time at which the work that an execution belongs to was cancelled.
    cuts: ExecutionMap<Option<Duration>>,
    ends: ExecutionMap<Option<End>>,
    starts: ExecutionMap<Duration>,
    order: LockOrder,
    /// The time at which each lock is asked for next.
    next_requests: Vec<Option<Duration>>,
    /// The number of executions of each step.
    counts: Vec<u32>,
    /// True for each step with a cleanup inside.
    has_cleanup: Vec<bool>,
    pub steps: Vec<StepSlack>,
}

/// The end of an execution in the log.
#[derive(Clone, Copy, Debug, PartialEq)]
struct End {
    t: Duration,
    kind: EventKind,
    parent: Option<Execution>,
    /// The time by which what is inside can take longer before the time of the block is over.
    margin: Option<Duration>,
}

impl<'a> BackwardPass<'a> {
    pub fn new(plan: &'a Plan, log: &EventLog, order: LockOrder) -> Self {
        let (mut starts, mut ends) = (ExecutionMap::new(plan.len()), ExecutionMap::new(plan.len()));
        let mut counts = vec![0; plan.len()];
        for event in log.events() {
            if event.kind.is_start() {
                starts.set(event.execution(), event.t);
                counts[event.step.index()] += 1;
            } else if event.kind.is_end() {
                let margin = match plan.step(event.step).control {
                    Some(Control::Timeout(limit)) => (starts.get(event.execution()) + limit).checked_sub(event.t),
                    _ => None,
                };
                ends.set(
                    event.execution(),
                    Some(End { t: event.t, kind: event.kind, parent: event.parent(plan), margin }),
                );
            }
        }
        let mut has_cleanup = vec![false; plan.len()];
        for ensure in plan.ids().filter(|&id| plan.step(id).control == Some(Control::Ensure)) {
            plan.self_and_ancestors(ensure).for_each(|id| has_cleanup[id.index()] = true);
        }
        let (latest, latest_starts) = (ExecutionMap::new(plan.len()), ExecutionMap::new(plan.len()));
        let cuts = ExecutionMap::new(plan.len());
        let steps = vec![StepSlack::default(); plan.len()];
        let next_requests = vec![None; plan.locks.len()];
        Self { plan, latest, latest_starts, cuts, ends, starts, order, next_requests, counts, has_cleanup, steps }
    }

    pub fn visit(&mut self, event: &Event) {
        if event.kind == EventKind::Acquired {
            self.visit_acquired(event);
        } else if event.kind.is_end() {
            self.visit_end(event);
        } else if event.kind.is_start() {
            self.visit_start(event);
        } else if let (EventKind::Settled(_), Some(last)) = (event.kind, event.woken_by)
            && let Some(latest) = self.latest.get(last)
        {
            self.set_slack(event, latest);
        }
    }

    fn visit_end(&mut self, event: &Event) {
        let execution = event.execution();
        let parent = event.parent(self.plan);
        let awaited = self.latest.get(execution);
        let is_cancelled = event.kind == EventKind::Cancelled;
        let of_block = || parent.and_then(|block| self.cuts.get(block));
        let cut = if is_cancelled { Some(event.t) } else { self.cuts.get(execution).or_else(of_block) };
        self.cuts.set(execution, cut);
        let latest = match parent {
            _ if is_cancelled => None,
            None => Some(event.t),
            Some(block) => awaited
                .or_else(|| self.latest.get(block).filter(|_| self.waits_for_all(block)))
                .or_else(|| {
                    self.plan.is_cleanup_step(event.step).then(|| self.latest_of_cleanup(block, event.t)).flatten()
                })
                .or_else(|| cut.filter(|_| self.has_cleanup[event.step.index()])),
        };
        self.latest.set(execution, latest);
        if let Some(latest) = awaited.filter(|_| is_cancelled) {
            self.visit_releasing(event, latest);
        }
        let Some(latest) = latest else { return self.visit_cancelled(event) };
        if let Some(waker) = event.woken_by {
            let margin = self.ends.get(execution).and_then(|end| end.margin);
            self.limit(waker, event.t, margin.map_or(latest, |margin| latest.min(event.t + margin)));
        }
        self.set_slack(event, latest);
    }

    /// Sets the slack of a step whose execution has ended, or whose task has, to what is left until the latest time of that.
    fn set_slack(&mut self, event: &Event, latest: Duration) {
        // The time is shared by all executions of a step that is repeated.
        let slack = latest.saturating_sub(event.t) / self.counts[event.step.index()];
        let step = &mut self.steps[event.step.index()];
        step.slack = Some(step.slack.map_or(slack, |other| other.min(slack)));
        step.is_critical = step.slack == Some(Duration::ZERO);
    }

    /// A block waits for the step that cancels others in it, besides their cleanups.
    fn visit_cancelled(&mut self, event: &Event) {
        let Some(canceller) = event.woken_by.filter(|_| event.kind == EventKind::Cancelled) else { return };
        let block = self.ends.get(canceller).and_then(|end| end.parent);
        if let Some(latest) = block.and_then(|block| self.latest.get(block)) {
            self.limit(canceller, event.t, latest);
        }
    }

    /// The lock of what is cancelled is waited for: whoever cancels may do so as late as that allows.
    fn visit_releasing(&mut self, event: &Event, latest: Duration) {
        let Some(canceller) = event.woken_by else { return };
        match self
            .ends
            .get(canceller)
            .filter(|end| end.t <= event.t && end.kind != EventKind::Failed(Failure::TimedOut))
        {
            Some(_) => self.limit(canceller, event.t, latest),
            // A deadline moves with the start of its block.
            None => {
                let start = self.starts.get(canceller);
                lower(self.latest_starts.get_mut(canceller), start + latest.saturating_sub(event.t));
            }
        }
    }

    /// An execution starts as late as its end allows or, if nothing waits for its end, as the steps that start with it.
    fn visit_start(&mut self, event: &Event) {
        let execution = event.execution();
        let by_end = self.latest.get(execution).zip(self.ends.get(execution));
        let by_end = by_end.map(|(latest, end)| match self.waits_for_a_task(execution) {
            true => latest,
            false => latest.saturating_sub(end.t - event.t),
        });
        let by_start = self.latest_starts.get(execution);
        let latest = match self.plan.step(event.step).lock {
            Some(lock) => self.latest_request(lock, event.t, by_start.or(by_end)),
            None => by_end.into_iter().chain(by_start).min(),
        };
        match (event.woken_by, latest) {
            (Some(waker), Some(latest)) => self.limit(waker, event.t, latest),
            (Some(waker), None) => self.cuts.set(waker, self.cuts.get(execution)),
            (None, Some(latest)) => {
                if let Some(block) = event.parent(self.plan) {
                    lower(self.latest_starts.get_mut(block), latest);
                }
            }
            (None, None) => {}
        }
    }

    /// True for an await that only waits, so that it could begin as late as it ends: for a task or a promise, whichever there
    /// is of that name, and not for a future, whose steps it may run.
    fn waits_for_a_task(&self, execution: Execution) -> bool {
        let step = self.plan.step(execution.step);
        let Some(name) = step.name.filter(|_| step.work == Work::OnTask(TaskVerb::Await)) else { return false };
        let [maker] = self.plan.makers[name.index()][..] else { return false };
        self.plan.step(maker).control != Some(Control::Future) && self.counts[maker.index()] == 1
    }

    /// A lock may be asked for as late as it may be acquired: until then the block would have waited anyway.
    fn visit_acquired(&mut self, event: &Event) {
        let execution = event.execution();
        let by_end = self.latest.get(execution).zip(self.ends.get(execution));
        if let Some((latest, end)) = by_end {
            let latest = latest.saturating_sub(end.t - event.t);
            lower(self.latest_starts.get_mut(execution), latest);
            if let Some(waker) = event.woken_by {
                self.limit(waker, event.t, latest);
            }
        }
    }

    /// Returns the latest time at which a block may ask for its lock, which it does at `t`: before the next that asks for
    /// it. In another order the run would be another one.
    fn latest_request(&mut self, lock: LockId, t: Duration, latest: Option<Duration>) -> Option<Duration> {
        let next = self.next_requests[lock.index()].replace(t).filter(|_| self.order == LockOrder::Kept);
        let before_next = next.map(|next| next.saturating_sub(Duration::from_nanos(1)).max(t));
        latest.into_iter().chain(before_next).min()
    }

    /// Lowers the latest time of the end of an execution that has woken an event at `t`, perhaps after a pause.
    fn limit(&mut self, waker: Execution, t: Duration, latest: Duration) {
        let Some(end) = self.ends.get(waker) else { return };
        let latest = latest.saturating_sub(t.saturating_sub(end.t));
        lower(self.latest.get_mut(waker), latest);
    }

    /// Returns the latest end of what waits for a cleanup that ends at `t` although its block is cancelled.
    fn latest_of_cleanup(&self, block: Execution, t: Duration) -> Option<Duration> {
        let end = |execution| self.ends.get(execution).filter(|end| end.kind == EventKind::Cancelled && end.t <= t);
        let waiting = std::iter::successors(Some(block), |&block| end(block)?.parent).last()?;
        self.latest.get(waiting)
    }

    /// True if a block has waited for the ends of all its branches.
    fn waits_for_all(&self, block: Execution) -> bool {
        let has_failed = self.ends.get(block).is_some_and(|end| end.kind != EventKind::Finished);
        match self.plan.step(block.step).control {
            Some(Control::Parallel { errors, .. }) => matches!(errors, Errors::Wait | Errors::Collect) || !has_failed,
            Some(Control::Race { first, .. }) => first == First::Success && has_failed,
            // The next in order has waited, unless it was cut.
            _ => false,
        }
    }
}

/// Sets a latest time to `time` unless it is earlier.
fn lower(latest: &mut Option<Duration>, time: Duration) {
    *latest = Some(latest.map_or(time, |latest| latest.min(time)));
}
