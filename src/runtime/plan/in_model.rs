//! A plan as it runs in another model, or by the rules of a language.

use super::Plan;
use crate::runtime::{Model, Schedule, Threads, dialect::Dialect};

impl Plan {
    /// Returns the plan as a language runs it in which cancelling drops futures: what is cancelled is not cleaned up.
    pub fn dropping(&self) -> Self {
        self.in_dialect(Dialect::Drops)
    }

    /// Returns a plan of the same steps one after another, as they run without async: nothing overlaps.
    pub fn sequential(&self) -> Self {
        self.in_dialect(Dialect::Blocks)
    }

    /// Returns the plan as it runs in a model.
    pub fn in_model(&self, model: &Model) -> Self {
        match model {
            Model::Async(ties) if ties.is_round_robin() => self.clone(),
            Model::Async(ties) => Self { ties: Some(ties.clone()), ..self.clone() },
            Model::Blocking => self.sequential(),
            Model::Threads(threads) => Self { threads: Some(threads.clone()), ..self.in_dialect(Dialect::Threads) },
        }
    }

    /// True if the plan is run in the blocking model.
    pub fn is_blocking(&self) -> bool {
        self.dialect == Dialect::Blocks
    }

    /// Returns the threads model, if the plan is run with threads.
    pub fn threads(&self) -> Option<&Threads> {
        self.threads.as_ref()
    }

    /// Returns the plan with a schedule whose end nobody goes beyond: a run stops at the first choice after it.
    pub(in crate::runtime) fn asking(&self) -> Self {
        Self { asks: true, ..self.clone() }
    }

    /// Lets it run by another schedule: of threads, or in async of what is due at the same time.
    pub(in crate::runtime) fn set_schedule(&mut self, schedule: Schedule) {
        match &mut self.threads {
            Some(threads) => threads.schedule = schedule,
            None => self.ties = Some(schedule),
        }
    }

    fn in_dialect(&self, dialect: Dialect) -> Self {
        let mut plan = Self { dialect, ..self.clone() };
        let controls = plan.steps.iter_mut().filter_map(|step| step.control.as_mut());
        controls.for_each(|control| *control = dialect.control(*control));
        for step in &mut plan.steps {
            step.thread = dialect.thread(step.thread);
        }
        plan
    }
}
