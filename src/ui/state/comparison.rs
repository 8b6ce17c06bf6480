//! Other runs beside the present one, at the same time on the cursor.

use std::{sync::Arc, time::Duration};

use leptos::prelude::*;

use super::{
    ComparedRun, Document, Phase, Preferences, Run, TimelineView,
    compared_run::{in_language, model_name, models, predicted, ways},
    overtime::{Overtime, Pace},
    ways::{Policy, policies},
};
use crate::{
    codegen::{self, LANGUAGES},
    program::{Key, Scene},
    runtime::{Cost, History},
};

/// The runs that the present one is compared with.
#[derive(Clone, Default, PartialEq)]
pub enum Compared {
    #[default]
    Nothing,
    One(ComparedRun),
    /// The run of the present program's code in a language that cannot do what the app does, by the id of the language.
    Language(&'static str),
    /// The present program, under the other words of a policy of one of its blocks.
    Ways(Key),
    /// The present program, in the other models.
    Models,
}

/// A handle: copies share the same comparison.
#[derive(Clone, Copy)]
pub struct Comparison {
    /// The runs that the page shows beside the present one.
    pub shown: Memo<Vec<ComparedRun>>,
    /// The time that the page shows: the run's cursor, or a later one while only another run goes on.
    pub cursor: Memo<Duration>,
    /// The runs that were chosen, also while the page does not show them.
    pub chosen: ReadSignal<Compared>,
    /// The ids of the languages in which the present program has another run.
    pub languages: Memo<Vec<&'static str>>,
    /// The policies whose ways can be compared.
    pub policies: Memo<Vec<Policy>>,
    document: Document,
    run: Run,
    overtime: Overtime,
    set_chosen: WriteSignal<Compared>,
}

impl Comparison {
    pub fn new(document: Document, run: Run, preferences: Preferences) -> Self {
        let (chosen, set_chosen) = signal(Compared::Nothing);
        let policies = Memo::new(move |_| {
            document.program.track();
            let policies = || document.with_editor(|editor| policies(&editor.scene().step, &editor.chosen().first));
            document.is_predicted().then(policies).unwrap_or_default()
        });
        let languages = Memo::new(move |_| {
            let program = document.program.read();
            let has_own = |id: &&'static str| {
                let language = codegen::find_for(id, &program.plan).filter(|_| program.is_predicted);
                language.is_some_and(|language| language.own_plan(&program.source, &program.plan).is_some())
            };
            LANGUAGES.map(|language| language.id).into_iter().filter(has_own).collect::<Vec<_>>()
        });
        let shown = Memo::new(move |_| match chosen.get() {
            _ if preferences.timeline_view.get() != TimelineView::Compare => Vec::new(),
            Compared::Nothing => Vec::new(),
            Compared::One(run) => vec![run],
            Compared::Language(id) if languages.read().contains(&id) => in_language(document, id).into_iter().collect(),
            Compared::Language(_) => Vec::new(),
            Compared::Models => models(document),
            Compared::Ways(key) => {
                // The policies may be the same in a program that is not.
                document.program.track();
                let policy = policies.read().iter().find(|policy| policy.key == key).cloned();
                policy.map(|policy| ways(document, &policy)).unwrap_or_default()
            }
        });
        let longest =
            Memo::new(move |_| shown.read().iter().map(|compared| compared.history.end()).max().unwrap_or_default());
        let overtime = Overtime::new(longest, run, preferences);
        let cursor = Memo::new(move |_| run.cursor.get() + overtime.passed());
        Self { shown, cursor, chosen, languages, policies, document, run, overtime, set_chosen }
    }

    /// Returns the history to show of a compared run: an empty one until the present run starts.
    pub fn known(self, compared: &ComparedRun) -> Arc<History> {
        match self.run.phase.get() {
            Phase::Idle => Arc::new(History::new(compared.history.plan().clone())),
            _ => compared.history.clone(),
        }
    }

    /// Returns the time of the last event of a compared run at or before the cursor.
    pub fn moment(self, compared: &ComparedRun) -> Duration {
        compared.history.moment_at(self.cursor.get())
    }

    /// The time at which the last of the shown runs ends, the present one included.
    pub fn end(self) -> Duration {
        let compared = self.shown.read().iter().map(|compared| compared.history.end()).max();
        self.run.total().max(compared.unwrap_or_default())
    }

    /// Moves the cursor to another time: up to the edge of the run or, once it has ended, to the end of the last run.
    pub fn seek(self, t: Duration) {
        let end = self.run.history.with_untracked(History::end);
        let past = t.min(untrack(|| self.end())).saturating_sub(end);
        let goes_past = untrack(|| self.run.is_over()) && t >= end;
        self.overtime.stop(Pace::Still);
        self.overtime.stand_still(goes_past);
        self.run.seek(t);
        self.overtime.go_to(if goes_past { past } else { Duration::ZERO });
    }

    /// Tells how the time passes that other runs take longer than the present one.
    pub fn pace(self) -> Pace {
        self.overtime.pace()
    }

    /// Starts, pauses or resumes: the run, or those that go on after its end.
    pub fn start_or_pause(self) {
        match untrack(|| self.overtime.pace()) {
            Pace::Still => self.run.start_or_pause(),
            Pace::Playing => self.overtime.stop(Pace::Paused),
            Pace::Paused => self.overtime.play(),
        }
    }

    /// The policy whose ways are compared.
    pub fn policy(self) -> Option<Policy> {
        let Compared::Ways(key) = *self.chosen.read() else { return None };
        self.policies.read().iter().find(|policy| policy.key == key).cloned()
    }

    /// The name of the present run among the compared ones.
    pub fn own_name(self) -> String {
        if *self.chosen.read() == Compared::Models {
            return model_name(self.document.model.read().word());
        }
        self.policy().map_or_else(|| self.document.title(), |policy| policy.written(policy.present))
    }

    /// The figures of the present run, where models are compared. None before it may be known how it ends.
    pub fn own_cost(self) -> Option<Cost> {
        let is_told = *self.chosen.read() == Compared::Models && !self.document.hides_outcome();
        is_told.then(|| self.document.program.read().cost)
    }

    /// Chooses the run that a program would have in this page.
    pub fn choose(self, key: &'static str, name: String, scene: &Scene) {
        self.set_chosen.set(Compared::One(ComparedRun {
            key,
            name,
            history: predicted(self.document, scene),
            cost: None,
        }));
    }

    /// Chooses the run that the present program has, which stays when the program changes.
    pub fn keep_present(self, key: &'static str, name: String) {
        let history = untrack(|| self.document.prediction());
        self.set_chosen.set(Compared::One(ComparedRun { key, name, history, cost: None }));
    }

    /// Chooses the runs that the present program has under the other words of a policy.
    pub fn choose_ways(self, key: Key) {
        self.set_chosen.set(Compared::Ways(key));
    }

    /// Chooses the runs that the present program has in the other models.
    pub fn choose_models(self) {
        self.set_chosen.set(Compared::Models);
    }

    /// Chooses the run that the present program has in a language.
    pub fn choose_language(self, id: &'static str) {
        self.set_chosen.set(Compared::Language(id));
    }

    pub fn choose_none(self) {
        self.set_chosen.set(Compared::Nothing);
    }
}
