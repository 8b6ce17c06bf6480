use std::time::Duration;

use super::{Execution, Plan, StepId, Work};
use crate::program::{Control, First, Losers, Pauses};

/// An upper bound of the duration of each step, whatever fails: every attempt is made, and every cleanup runs. Waiting for
/// locks is not part of it.
#[derive(Clone, Debug, PartialEq)]
pub struct WorstCase {
    durations: Vec<Duration>,
    /// An upper bound of the time for which a canceller waits for the cleanups inside the step.
    cleanups: Vec<Duration>,
}

impl WorstCase {
    pub fn of(plan: &Plan) -> Self {
        let none = vec![Duration::ZERO; plan.len()];
        let mut worst = Self { durations: none.clone(), cleanups: none };
        // The steps inside a step come after it.
        for step in plan.ids().rev() {
            worst.cleanups[step.index()] = worst.cleanup_of(plan, step);
            worst.durations[step.index()] = worst.duration_of(plan, step);
        }
        worst
    }

    pub fn duration(&self, step: StepId) -> Duration {
        self.durations[step.index()]
    }

    /// Returns the longest time for which a canceller waits for the cleanups inside a step.
    pub fn cleanups(&self, step: StepId) -> Duration {
        self.cleanups[step.index()]
    }

    fn duration_of(&self, plan: &Plan, step: StepId) -> Duration {
        let planned = plan.step(step);
        let durations = || plan.children(step).map(|child| self.duration(child));
        let (sum, max) =
            (durations().fold(Duration::ZERO, Duration::saturating_add), durations().max().unwrap_or_default());
        // The first execution stands for all, as jitter is small.
        let control = match (&planned.work, planned.control) {
            (Work::Delay(duration) | Work::Busy(duration) | Work::Fail { after: duration, .. }, _) => return *duration,
            (_, Some(control)) => control,
            _ => return plan.latency(Execution::first(step)).unwrap_or_default(),
        };
        let cleanups = self.cleanups[step.index()];
        match control {
            Control::Sequence
            | Control::Fallback
            | Control::Ensure
            | Control::Lock
            | Control::Blocking
            | Control::Offload => sum,
            // Its steps run beside what follows. Awaits are not part of it, as waiting for locks is not.
            Control::Start | Control::Future => Duration::ZERO,
            Control::Parallel { limit: Some(limit), .. } if limit < planned.child_count => {
                // Graham's bound: until the last branch starts, all places are taken.
                (sum - max) / limit + max + cleanups
            }
            Control::Parallel { .. } => max + cleanups,
            Control::Race { first: First::Settled, losers } => {
                durations().min().unwrap_or_default() + if losers == Losers::Cancel { cleanups } else { Duration::ZERO }
            }
            Control::Race { first: First::Success, .. } => max + cleanups,
            Control::Timeout(limit) if sum <= limit => sum,
            Control::Timeout(limit) => limit + cleanups,
            Control::Retry { count, pauses } | Control::Repeat { count, pauses } => {
                sum.saturating_mul(count).saturating_add(total(pauses, count - 1))
            }
        }
    }

    fn cleanup_of(&self, plan: &Plan, step: StepId) -> Duration {
        let inside = plan.children(step).map(|child| self.cleanups[child.index()]).max().unwrap_or_default();
        match plan.step(step).control {
            Some(Control::Ensure) => {
                let own = plan.children(step).skip(1).map(|child| self.duration(child));
                own.fold(inside, Duration::saturating_add)
            }
            _ => inside,
        }
    }
}

/// Returns the sum of the first pauses.
fn total(pauses: Pauses, count: u32) -> Duration {
    pauses.iter().take(count as usize).fold(Duration::ZERO, Duration::saturating_add)
}
