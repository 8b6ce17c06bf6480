use std::{
    collections::BTreeMap,
    sync::{Arc, Mutex, PoisonError},
};

use crate::{
    program::{
        ParseError, Path, Risk, Scene,
        presets::{self, Preset},
        races, risks,
    },
    runtime::{Cost, DurationFormula, Forecast, History, Lanes, Misfit, Model, Plan, Prediction, StepId, WorstCase},
};

/// A program that is ready to run, with everything that is known before a run.
#[derive(Clone)]
pub struct PlannedProgram {
    /// The preset that the program equals.
    pub preset: Option<Preset>,
    /// The plan as it is run, in the present model.
    pub plan: Arc<Plan>,
    /// The same in the async model, as the code has it.
    pub source: Arc<Plan>,
    /// The history that a run will have, or the beginning of it.
    pub prediction: Arc<History>,
    /// The predicted time of threads and cores; empty in the other models.
    pub lanes: Arc<Lanes>,
    /// The figures of the predicted run.
    pub cost: Cost,
    /// The first choice of the schedule that does not fit.
    pub misfit: Option<Misfit>,
    /// False if the prediction is the beginning alone.
    pub is_predicted: bool,
    pub forecast: Arc<Forecast>,
    worst_case: Arc<WorstCase>,
    formulas: Arc<Formulas>,
    /// Hazards that may happen, in program order.
    pub risks: Arc<[Risk]>,
}

/// The formulas that were asked for. A block may have many executions inside, and is rendered in each frame.
type Formulas = Mutex<BTreeMap<StepId, Option<Arc<DurationFormula>>>>;

/// Typed text that cannot be parsed.
#[derive(Clone, PartialEq)]
pub struct Draft {
    pub text: String,
    pub error: ParseError,
}

impl PlannedProgram {
    pub(super) fn new(scene: &Scene, seed: u64, model: &Model) -> Self {
        let source = Arc::new(Plan::new(scene, seed));
        let plan = if *model == Model::ASYNC { source.clone() } else { Arc::new(source.in_model(model)) };
        let Prediction { log, is_complete: is_predicted } = Prediction::of(&plan);
        let forecast = Arc::new(Forecast::new(&plan, &log));
        let prediction = Arc::new(History::of(plan.clone(), &log));
        let lanes = Arc::new(plan.threads().map(|threads| Lanes::of(&log, threads)).unwrap_or_default());
        let cost = Cost::of(&plan, &log);
        let (preset, misfit) = (presets::of(scene), log.misfit().cloned());
        let worst_case = Arc::new(WorstCase::of(&plan));
        let is_possible = |risk: &Risk| match model {
            Model::Async(_) => true,
            Model::Blocking => !risk.cause.needs_overlap() && !risk.cause.needs_shared_thread(),
            Model::Threads(_) => !risk.cause.needs_shared_thread(),
        };
        let mut risks: Vec<_> = risks(scene).into_iter().filter(is_possible).collect();
        if model.threads().is_some() {
            risks.extend(races(scene));
            risks.sort_by(|one, other| one.step.cmp(&other.step));
        }
        let (formulas, risks) = (Arc::default(), risks.into());
        Self {
            preset,
            plan,
            source,
            lanes,
            cost,
            misfit,
            prediction,
            is_predicted,
            forecast,
            worst_case,
            formulas,
            risks,
        }
    }

    /// Returns the predicted duration of a block as a formula; `None` for a step that is no block, or that never runs.
    pub fn formula(&self, step: StepId) -> Option<Arc<DurationFormula>> {
        let mut formulas = self.formulas.lock().unwrap_or_else(PoisonError::into_inner);
        let formula = || DurationFormula::of(&self.prediction, &self.worst_case, step).map(Arc::new);
        formulas.entry(step).or_insert_with(formula).clone()
    }

    /// Returns the risk of a step.
    pub fn risk(&self, step: &Path) -> Option<&Risk> {
        let index = self.risks.binary_search_by(|risk| risk.step.cmp(step));
        index.ok().map(|index| &self.risks[index])
    }
}
