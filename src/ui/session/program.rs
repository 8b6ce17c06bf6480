use std::sync::Arc;

use crate::{
    program::{
        ParseError, Path, Risk, Scene,
        presets::{self, Preset},
        risks,
    },
    runtime::{Forecast, History, Plan, predict},
};

/// What a run is of.
#[derive(Clone)]
pub struct Program {
    /// The preset it is, unless a person has changed it.
    pub preset: Option<Preset>,
    pub plan: Arc<Plan>,
    /// What a run will be.
    pub prediction: Arc<History>,
    pub forecast: Arc<Forecast>,
    /// What can go wrong, in program order.
    pub risks: Arc<[Risk]>,
}

/// A text that was typed, and cannot be read.
#[derive(Clone, PartialEq)]
pub struct Draft {
    pub text: String,
    pub error: ParseError,
}

impl Program {
    pub(super) fn new(scene: &Scene, seed: u64) -> Self {
        let plan = Arc::new(Plan::new(scene, seed));
        let log = predict(&plan);
        let forecast = Arc::new(Forecast::new(&plan, &log));
        let prediction = Arc::new(History::of(plan.clone(), &log));
        let preset = presets::ALL.into_iter().find(|preset| preset.scene() == *scene);
        Self { preset, plan, prediction, forecast, risks: risks(scene).into() }
    }

    /// What can go wrong with a step.
    pub fn risk(&self, step: &Path) -> Option<&Risk> {
        let place = self.risks.binary_search_by(|risk| risk.step.cmp(step));
        place.ok().map(|place| &self.risks[place])
    }
}
