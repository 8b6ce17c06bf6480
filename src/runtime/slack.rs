use std::time::Duration;

use super::{Event, EventKind, EventLog, Execution, Plan, StepId, execution::ExecutionMap};
use crate::program::{Control, Errors, First};

/// The slack of each step in a run that has ended.
///
/// It is found as in the critical path method, backwards: each event is given the latest time at which it could have
/// happened without the run getting longer. An event limits the one that it was woken by, and the end of an execution
/// limits its start. An execution that woke nobody is awaited by its block, if that waits for all of its steps, and else
/// limits nothing. So it is the log that says who waits for whom.
///
/// Nothing waits for what is cancelled, nor for the steps before it. But a cleanup among those has to be over by then, or
/// the run waits for it; as it does for the cleanups of all that is cancelled.
#[derive(Clone, Debug, PartialEq)]
pub struct Forecast {
    steps: Vec<StepSlack>,
}

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

impl Forecast {
    /// Computes the slack of all steps of a plan from the log of a run.
    pub fn new(plan: &Plan, log: &EventLog) -> Self {
        let mut pass = BackwardPass::new(plan, log);
        log.events().iter().rev().for_each(|event| pass.visit(event));
        Self { steps: pass.steps }
    }

    pub fn of(&self, step: StepId) -> StepSlack {
        self.steps[step.index()]
    }
}

/// The latest times of events, from the last event to the first.
struct BackwardPass<'a> {
    plan: &'a Plan,
    /// The latest times of the end of each execution; `None` if nothing has waited for it so far.
    latest: ExecutionMap<Option<Duration>>,
    /// The latest times of the start of each block, as far as the steps that start with it limit it.
    latest_starts: ExecutionMap<Option<Duration>>,
    /// The time at which the work that an execution belongs to was cancelled.
    cuts: ExecutionMap<Option<Duration>>,
    ends: ExecutionMap<Option<End>>,
    /// The number of executions of each step.
    counts: Vec<u32>,
    /// True for each step with a cleanup inside.
    has_cleanup: Vec<bool>,
    steps: Vec<StepSlack>,
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
    fn new(plan: &'a Plan, log: &EventLog) -> Self {
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
        Self { plan, latest, latest_starts, cuts, ends, counts, has_cleanup, steps }
    }

    fn visit(&mut self, event: &Event) {
        if event.kind.is_end() {
            self.visit_end(event);
        } else if event.kind.is_start() {
            self.visit_start(event);
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
        let Some(latest) = latest else { return self.visit_cancelled(event) };
        if let Some(waker) = event.woken_by {
            let margin = self.ends.get(execution).and_then(|end| end.margin);
            self.limit(waker, event.t, margin.map_or(latest, |margin| latest.min(event.t + margin)));
        }
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

    /// An execution starts as late as its end allows or, if nothing waits for its end, as the steps that start with it.
    fn visit_start(&mut self, event: &Event) {
        let execution = event.execution();
        let by_end = self.latest.get(execution).zip(self.ends.get(execution));
        let latest = by_end
            .map(|(latest, end)| latest.saturating_sub(end.t - event.t))
            .or_else(|| self.latest_starts.get(execution));
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
