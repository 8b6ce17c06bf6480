//! The verdict on a run.

use std::time::Duration;

use leptos::prelude::*;

use crate::{
    runtime::{EventLog, Failure, History, StepState, Wait, WaitsFor, Work, ring},
    ui::{
        state::{Phase, Run},
        text::story as text,
    },
};

/// Sums up a run in a sentence.
pub struct Verdict {
    /// The name by which style sheets colour it; empty for none.
    pub tone: &'static str,
    pub text: String,
}

/// The verdict at the cursor. The outcome of the run is part of it only at the run's end.
pub fn verdict(run: Run) -> Verdict {
    let (moment, end) = (run.moment.get(), run.with_log(EventLog::end));
    let history = run.history.read();
    let hazards = history.hazards_until(moment);
    let hazard = hazards.first().map(|&(_, _, hazard)| hazard);
    let (tone, text) = match (run.phase.get(), hazard) {
        (Phase::Running | Phase::Paused, None) if run.is_slowed.get() && !run.is_paused_by_page.get() => {
            ("", text::SLOWED.into())
        }
        (Phase::Paused, _) if run.is_paused_by_page.get() => ("", text::PAUSED_BY_PAGE.into()),
        (Phase::Cancelled, _) if moment == end => ("cancelled", text::cancelled(end)),
        (Phase::Failed, _) if moment == end => ("failed", failure(&history)),
        (Phase::Stuck, _) if moment == end => ("failed", run.with_log(|log| stuck(&history, log))),
        (Phase::Ended, Some(hazard)) if moment == end => {
            ("hazard", text::done_with_hazards(end, hazard, hazards.len()))
        }
        (Phase::Ended, None) if moment == end => match (history.failures_until(Duration::MAX), one_by_one(&history)) {
            ([(_, step, _), more @ ..], _) => {
                ("done", text::done_despite(end, &history.plan().describe(*step), more.len() + 1))
            }
            ([], longer) if longer > history.end() => ("done", text::done_sooner(end, longer)),
            ([], _) => ("done", text::done(end)),
        },
        (_, Some(hazard)) => ("hazard", text::hazards(hazard, hazards.len())),
        (_, None) => ("", String::new()),
    };
    Verdict { tone, text }
}

fn stuck(history: &History, log: &EventLog) -> String {
    let plan = history.plan();
    let named = |wait: Wait| text::Awaited {
        name: plan.name_of(wait.on),
        is_lock: matches!(wait.on, WaitsFor::Lock(_)),
        thread: wait.held_by.and_then(|holder| log.thread_of(holder)),
    };
    let ring: Vec<_> = ring(plan, history.waits()).into_iter().map(named).collect();
    let first = history.waits().iter().find(|wait| wait.held_by.is_none()).map(|wait| plan.name_of(wait.on));
    text::stuck(history.end(), &ring, first)
}

fn failure(history: &History) -> String {
    let failures = history.failures_until(Duration::MAX);
    // A run that has come to its limit fails for that, whatever has failed in it before.
    let limit = failures.last().filter(|(.., failure)| *failure == Failure::TooManyExecutions);
    let Some(&(t, step, failure)) = limit.or(failures.first()) else { return String::new() };
    text::failed(&history.plan().describe(step), t, failure, failures.len())
}

/// The time that the finished steps would have taken one after another.
fn one_by_one(history: &History) -> Duration {
    let plan = history.plan();
    let latency = |work: &Work| match work {
        Work::Message { latency, .. }
        | Work::Delay(latency)
        | Work::Busy(latency)
        | Work::Fail { after: latency, .. } => *latency,
        Work::UnknownDevice { .. } | Work::OnTask(_) | Work::Increment(_) | Work::Block(_) => Duration::ZERO,
    };
    let done = plan.ids().filter(|&id| matches!(history.span(id).end, Some((_, StepState::Done))));
    done.map(|id| latency(&plan.step(id).work)).sum()
}
