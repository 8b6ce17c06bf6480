use super::Plan;
use crate::{
    program::{Control, ThreadUse},
    runtime::{EventKind, Work, predict},
};

/// The steps that a language awaits on its thread, whatever the program says of threads.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Awaited {
    /// Offloaded steps other than work, which is done elsewhere.
    Messages,
    /// Offloaded steps, and those that block.
    All,
}

impl Plan {
    /// Returns the plan as a language runs it that awaits these steps.
    pub fn awaiting(&self, awaited: Awaited) -> Self {
        let mut plan = self.clone();
        for step in &mut plan.steps {
            if let (ThreadUse::Worker, Work::Busy(duration), Awaited::Messages) = (step.thread, &step.work, awaited) {
                step.work = Work::Delay(*duration);
            }
            if step.thread == ThreadUse::Worker || awaited == Awaited::All {
                step.thread = ThreadUse::Shared;
            }
            step.control = step.control.map(|control| match control {
                Control::Offload => Control::Sequence,
                Control::Blocking if awaited == Awaited::All => Control::Sequence,
                other => other,
            });
        }
        plan
    }

    /// True if a run of the plan is not that of another, leaving aside when messages arrive that nobody looks at yet.
    pub fn runs_unlike(&self, other: &Self) -> bool {
        let events = |plan: &Self| {
            let log = predict(plan);
            let told = log.events().iter().filter(|event| event.kind != EventKind::Delivered);
            told.map(|event| (event.t, event.execution(), event.kind)).collect::<Vec<_>>()
        };
        events(self) != events(other)
    }
}
