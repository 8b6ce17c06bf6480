//! Other runs beside the present one, at the same time on the cursor.

use std::{sync::Arc, time::Duration};

use leptos::prelude::*;

use super::{
    ComparedRun, Document, Phase, Preferences, Run, TimelineView,
    compared_run::{in_language, model_name, models, predicted, ways},
    ways::{Policy, policies},
};
use crate::{
    browser::{FrameLoop, now_ms},
    codegen::{self, LANGUAGES},
    program::{Key, Scene},
    runtime::History,
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

/// The way in which time passes after the end of the run.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Pace {
    /// It does not.
    Still,
    Playing,
    Paused,
}

/// The time after the end of the run, while only another run goes on.
#[derive(Clone, Copy)]
struct Overtime {
    run: Run,
    preferences: Preferences,
    /// The time by which the longest of the shown runs is longer.
    rest: Memo<Duration>,
    past: RwSignal<Duration>,
    /// What lets it pass.
    frames: StoredValue<Option<FrameLoop>, LocalStorage>,
    pace: RwSignal<Pace>,
    /// True if the cursor was moved to the end of the run or beyond. Then the time stands still.
    is_still: StoredValue<bool>,
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
        let overtime = Overtime::new(shown, run, preferences);
        overtime.play_on();
        let cursor = Memo::new(move |_| run.cursor.get() + overtime.past.get());
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
        self.overtime.is_still.set_value(goes_past);
        self.run.seek(t);
        self.overtime.past.set(if goes_past { past } else { Duration::ZERO });
    }

    /// Tells how the time passes that other runs take longer than the present one.
    pub fn pace(self) -> Pace {
        self.overtime.pace.get()
    }

    /// Starts, pauses or resumes: the run, or those that go on after its end.
    pub fn start_or_pause(self) {
        match self.overtime.pace.get_untracked() {
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

impl Overtime {
    fn new(shown: Memo<Vec<ComparedRun>>, run: Run, preferences: Preferences) -> Self {
        let rest = Memo::new(move |_| {
            let end = run.history.read().end();
            let has_ended = run.is_over() && run.phase.get() != Phase::Cancelled && run.cursor.get() >= end;
            let longest = shown.read().iter().map(|compared| compared.history.end()).max().unwrap_or_default();
            if has_ended { longest.saturating_sub(end) } else { Duration::ZERO }
        });
        Self {
            run,
            preferences,
            rest,
            past: RwSignal::new(Duration::ZERO),
            frames: StoredValue::new_local(None),
            pace: RwSignal::new(Pace::Still),
            is_still: StoredValue::new(false),
        }
    }

    /// Lets the time go on after the end of the run, for as long as another run takes longer.
    fn play_on(self) {
        Effect::new(move || {
            let goes_on = !self.rest.get().is_zero();
            if !(goes_on && self.is_still.get_value()) {
                self.stop(Pace::Still);
                self.past.set(Duration::ZERO);
                if goes_on {
                    self.play();
                }
            }
        });
    }

    fn play(self) {
        let rest = self.rest.get_untracked();
        let speed = self.run.ran_at.get_untracked().unwrap_or_else(|| self.preferences.speed.get_untracked());
        let mut before = now_ms();
        self.pace.set(Pace::Playing);
        self.frames.set_value(Some(FrameLoop::new(move || {
            let now = now_ms();
            let passed = Duration::from_secs_f64((now - before).max(0.0) / 1000.0 * speed);
            before = now;
            let past = (self.past.get_untracked() + passed).min(rest);
            self.past.set(past);
            if past == rest {
                self.stop(Pace::Still);
            }
        })));
    }

    fn stop(self, pace: Pace) {
        self.frames.set_value(None);
        self.pace.set(pace);
    }
}
