mod backward;

pub use self::backward::StepSlack;
use self::backward::{BackwardPass, LockOrder};
use super::{EventLog, Plan, StepId};

/// The slack of each step in a run that has ended.
///
/// It is found as in the critical path method, backwards: each event is given the latest time at which it could have
/// happened without the run getting longer. An event limits the one that it was woken by, and the end of an execution
/// limits its start. An execution that woke nobody is awaited by its block, if that waits for all of its steps, and else
/// limits nothing. So it is the log that says who waits for whom.
///
/// Nothing is said of a program that holds its thread, nor of threads that share cores: who has them decides who goes on, and no
/// event tells of that.
///
/// The order in which blocks ask for a lock is kept: in another one the run would be another. So a step before a lock can
/// take longer only until the next block asks for it.
///
/// Nothing waits for what is cancelled, nor for the steps before it. But a cleanup among those has to be over by then, or
/// the run waits for it; as it does for the cleanups of all that is cancelled.
#[derive(Clone, Debug, PartialEq)]
pub struct Forecast {
    is_known: bool,
    steps: Vec<StepSlack>,
}

impl Forecast {
    /// Computes the slack of all steps of a plan from the log of a run.
    pub fn new(plan: &Plan, log: &EventLog) -> Self {
        if plan.has_threads() || plan.threads().is_some() {
            return Self { is_known: false, steps: vec![StepSlack::default(); plan.len()] };
        }
        let steps = |order| {
            let mut pass = BackwardPass::new(plan, log, order);
            log.events().iter().rev().for_each(|event| pass.visit(event));
            pass.steps
        };
        let mut kept = steps(LockOrder::Kept);
        if !plan.locks.is_empty() {
            // A step without slack may only keep its place in a queue: then the run does not wait for it.
            let free = steps(LockOrder::Free);
            kept.iter_mut().zip(free).for_each(|(kept, free)| kept.is_critical &= free.is_critical);
        }
        Self { is_known: true, steps: kept }
    }

    /// False if the slack of no step is known.
    pub fn is_known(&self) -> bool {
        self.is_known
    }

    pub fn of(&self, step: StepId) -> StepSlack {
        self.steps[step.index()]
    }
}
