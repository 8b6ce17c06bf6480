use crate::{
    program::presets::{Preset, is_about_threads},
    runtime::{Model, Threads},
};

/// The keys of a query which say in which model a program runs.
pub const MODEL_KEYS: [&str; 5] = ["model", "cores", "quantum", "switch", "schedule"];

/// The model that a program opens in.
pub(super) fn model_of(preset: Option<Preset>) -> Model {
    match preset {
        Some(preset) if is_about_threads(&preset) => Model::Threads(Threads::default()),
        _ => Model::ASYNC,
    }
}
