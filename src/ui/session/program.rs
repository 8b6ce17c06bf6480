use std::sync::Arc;

use crate::{
    program::{ParseError, Scene, presets::Preset},
    runtime::{History, Plan, predict},
};

/// What a run is of.
#[derive(Clone)]
pub struct Program {
    /// The preset it is, unless a person wrote it.
    pub preset: Option<Preset>,
    pub plan: Arc<Plan>,
    /// What a run will be.
    pub prediction: Arc<History>,
}

/// Notation that could not be read.
#[derive(Clone, PartialEq)]
pub struct Problem {
    pub text: String,
    pub error: ParseError,
}

impl Program {
    pub(super) fn new(scene: &Scene, preset: Option<Preset>, seed: u64) -> Self {
        let plan = Arc::new(Plan::new(scene, seed));
        let prediction = Arc::new(History::of(plan.clone(), &predict(&plan)));
        Self { preset, plan, prediction }
    }
}
