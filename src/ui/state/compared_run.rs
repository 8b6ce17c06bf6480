//! The runs that the present one can be compared with.

use std::sync::Arc;

use leptos::prelude::*;

use super::{Document, ways::Policy};
use crate::{
    codegen,
    program::Scene,
    runtime::{Cost, History, Model, Plan, predict},
};

/// A run that another is compared with. Equality compares the `Arc` pointer of the history.
#[derive(Clone)]
pub struct ComparedRun {
    /// The value of its option in the list of runs.
    pub key: &'static str,
    pub name: String,
    /// All of it, to its end.
    pub history: Arc<History>,
    /// Its figures, where models are compared.
    pub cost: Option<Cost>,
}

impl PartialEq for ComparedRun {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.history, &other.history)
    }
}

/// Returns the history of a program as the page would run it.
pub(super) fn predicted(document: Document, scene: &Scene) -> Arc<History> {
    let plan = Plan::new(scene, document.seed.get_untracked());
    history(plan.in_model(&document.model.read_untracked()))
}

fn history(plan: Plan) -> Arc<History> {
    let plan = Arc::new(plan);
    Arc::new(History::of(plan.clone(), &predict(&plan)))
}

/// Returns the run of the present program's code in a language.
pub(super) fn in_language(document: Document, id: &str) -> Option<ComparedRun> {
    let language = document.language(id)?;
    let plan = document.program.with(|program| language.own_plan(&program.source, &program.plan))?;
    Some(ComparedRun { key: codegen::find(id)?.id, name: language.name.into(), history: history(plan), cost: None })
}

/// The name of a run in a model.
pub(super) fn model_name(word: &str) -> String {
    format!("model: {word}")
}

/// Returns the runs of the present program in the other models.
pub(super) fn models(document: Document) -> Vec<ComparedRun> {
    let (present, threads) = (document.model.with(Model::word), document.threads());
    let source = document.program.with(|program| program.source.clone());
    let others = Model::WORDS.into_iter().filter(|&word| word != present);
    let run = |word: &'static str| {
        let model = Model::of(word, &threads)?;
        let plan = Arc::new(source.in_model(&model));
        let log = predict(&plan);
        let (cost, history) = (Some(Cost::of(&plan, &log)), Arc::new(History::of(plan, &log)));
        Some(ComparedRun { key: word, name: model_name(word), history, cost })
    };
    others.filter_map(run).collect()
}

/// Returns the runs of the present program under the other words of a policy.
pub(super) fn ways(document: Document, policy: &Policy) -> Vec<ComparedRun> {
    let scenes = document.with_editor(|editor| policy.alternatives(editor.scene())).into_iter();
    let run = |(word, scene): (&'static str, Scene)| ComparedRun {
        key: word,
        name: policy.written(word),
        history: predicted(document, &scene),
        cost: None,
    };
    scenes.map(run).collect()
}
