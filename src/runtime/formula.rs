use std::time::Duration;

use super::{Execution, Failure, History, Span, StepId, StepState, WorstCase};
use crate::program::{BlockKind, Control};

/// The terms that make up the duration of a block in a run: `0.5 + 0.5 = 1.0 s`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DurationFormula {
    pub join: Join,
    /// Durations of steps that ran, pauses between them, and for a race those of branches that were not seen to end.
    pub terms: Vec<Duration>,
    /// The time for which the block waited for cleanups after that.
    pub cleanups: Duration,
    pub total: Duration,
    /// True if a failure kept later steps from running.
    pub is_cut_short: bool,
    /// The longest that the block can take; the total in a program with locks, whose waits have no bound that is known.
    pub at_most: Duration,
}

/// The way in which terms are joined to a duration.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Join {
    Sum,
    Max,
    Min,
}

impl DurationFormula {
    /// Returns the formula of the first execution of a block in a prediction; `None` for a step that is no block, or that
    /// never runs.
    pub fn of(prediction: &History, worst: &WorstCase, block: StepId) -> Option<Self> {
        let plan = prediction.plan();
        let control = plan.step(block).control?;
        let span = prediction.span(block);
        let (start, (_, state)) = (span.start?, span.end?);
        let children = Children::of(prediction, block);
        let (join, terms) = children.terms(control, span, worst, plan.threads().is_some());
        let joined = match join {
            Join::Sum => terms.iter().fold(Duration::ZERO, |sum, term| sum.saturating_add(*term)),
            Join::Max => terms.iter().max().copied().unwrap_or_default(),
            Join::Min => terms.iter().min().copied().unwrap_or_default(),
        };
        let is_sequence = matches!(control.kind(), BlockKind::Sequence | BlockKind::Timeout | BlockKind::Repeat);
        let has_run = |child| {
            let first = prediction.span(child);
            first.start.is_some() && first.parent_occurrence == 1
        };
        let is_cut_short = is_sequence && matches!(state, StepState::Failed(_)) && !plan.children(block).all(has_run);
        let total = span.end_or(start) - start;
        Some(Self {
            join,
            cleanups: span.duration().saturating_sub(joined),
            terms,
            total,
            is_cut_short,
            // Nothing is known of how long others may hold a lock or the thread, or of when they let an await go on.
            at_most: if plan.locks.is_empty()
                && plan.names.is_empty()
                && !plan.has_threads()
                && plan.threads().is_none()
            {
                worst.duration(block)
            } else {
                total
            },
        })
    }
}

/// The executions inside the first execution of a block, in the order of their starts.
struct Children(Vec<(Execution, Span)>);

impl Children {
    fn of(prediction: &History, block: StepId) -> Self {
        let executions = prediction.plan().children(block).flat_map(|child| prediction.executions(child));
        let spans = executions.map(|execution| (execution, prediction.own_span(execution)));
        let mut inside: Vec<_> =
            spans.filter(|(_, span)| span.start.is_some() && span.parent_occurrence == 1).collect();
        inside.sort_by_key(|(execution, span)| (span.start, span.round, execution.step));
        Self(inside)
    }

    fn terms(&self, control: Control, block: Span, worst: &WorstCase, has_threads: bool) -> (Join, Vec<Duration>) {
        if block.state() == StepState::Cancelled {
            return (Join::Sum, vec![block.duration()]);
        }
        let was_cut = self.0.iter().any(|(_, span)| span.state() == StepState::Cancelled);
        let has_losers = self.0.iter().any(|(_, span)| has_lost(span, block));
        match control {
            Control::Timeout(limit) if block.state() == StepState::Failed(Failure::TimedOut) => {
                (Join::Sum, vec![limit])
            }
            Control::Sequence
            | Control::Timeout(_)
            | Control::Retry { .. }
            | Control::Repeat { .. }
            | Control::Fallback
            | Control::Start
            | Control::Blocking
            | Control::Offload
            | Control::Future
            | Control::Ensure => (Join::Sum, self.with_pauses()),
            Control::Lock => {
                let wait = block.acquired.zip(block.start).map(|(acquired, start)| acquired - start);
                let wait = wait.filter(|wait| !wait.is_zero());
                (Join::Sum, wait.into_iter().chain(self.with_pauses()).collect())
            }
            Control::Race { .. } if has_losers => {
                let term = |(execution, span): &(Execution, Span)| match has_lost(span, block) {
                    true => worst.duration(execution.step).max(span.duration()),
                    false => span.duration(),
                };
                (Join::Min, self.0.iter().map(term).collect())
            }
            // A thread starts when it gets a core, and no other branch need have ended for that.
            Control::Parallel { limit: None, .. } if has_threads && !was_cut && !has_losers => {
                let ends = self.0.iter().filter_map(|(_, span)| span.end?.0.checked_sub(block.start?));
                (Join::Max, ends.collect())
            }
            Control::Race { .. } | Control::Parallel { .. } => {
                let is_chained = self.0.iter().any(|(_, span)| span.start != block.start);
                match is_chained || was_cut || has_losers {
                    true => (Join::Sum, self.chain(block)),
                    false => (Join::Max, self.0.iter().map(|(_, span)| span.duration()).collect()),
                }
            }
        }
    }

    /// The durations of steps that ran one after another, and the times between them.
    fn with_pauses(&self) -> Vec<Duration> {
        let mut terms = Vec::new();
        let mut end = None;
        for (_, span) in &self.0 {
            terms.extend(end.zip(span.start).map(|(end, start)| start - end).filter(|pause| !pause.is_zero()));
            terms.push(span.duration());
            end = span.end.map(|(end, _)| end);
        }
        terms
    }

    /// The durations of the branch that decided, and of those before it, each of which made room for the next.
    fn chain(&self, block: Span) -> Vec<Duration> {
        let end_of = |span: &Span| span.end.map(|(end, _)| end);
        let is_decisive = |span: &Span| !has_lost(span, block);
        let mut by_end: Vec<_> = self.0.iter().enumerate().map(|(index, (_, span))| (end_of(span), index)).collect();
        by_end.sort();
        // Of those that ended when a branch started, the first has the earliest start.
        let before = |span: &Span| {
            let at = by_end.partition_point(|(end, _)| *end < span.start);
            let (_, before) = &self.0[by_end.get(at).filter(|(end, _)| *end == span.start)?.1];
            (before.start < span.start).then_some(before)
        };
        let mut chain = Vec::new();
        let decisive = self.0.iter().map(|(_, span)| span).filter(|span| is_decisive(span));
        let mut last = decisive.max_by_key(|span| end_of(span));
        while let Some(span) = last {
            chain.push(span.duration());
            last = before(span).filter(|_| span.start != block.start);
        }
        chain.reverse();
        chain
    }
}

/// True for a branch that was cancelled, or that has outlived its block.
fn has_lost(branch: &Span, block: Span) -> bool {
    branch.state() == StepState::Cancelled || branch.end_or(Duration::MAX) > block.end_or(Duration::ZERO)
}
