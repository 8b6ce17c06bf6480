//! Another run beside the present one, at the same time on the cursor.

use std::{sync::Arc, time::Duration};

use leptos::prelude::*;

use super::{Document, Phase, Preferences, Run};
use crate::{
    browser::{FrameLoop, now_ms},
    program::Scene,
    runtime::{History, Plan, predict},
};

/// A run that another is compared with. Equality compares the `Arc` pointer of the history.
#[derive(Clone)]
pub struct ComparedRun {
    /// The value of its option in the list of runs.
    pub key: &'static str,
    pub name: String,
    /// All of it, to its end.
    pub history: Arc<History>,
}

impl PartialEq for ComparedRun {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.history, &other.history)
    }
}

/// A handle: copies share the same comparison.
#[derive(Clone, Copy)]
pub struct Comparison {
    /// The run that the page shows beside the present one.
    pub shown: Memo<Option<ComparedRun>>,
    /// The time of its last event at or before the cursor.
    pub moment: Memo<Duration>,
    /// The time that the page shows: the run's cursor, or a later one while only the other run goes on.
    pub cursor: Memo<Duration>,
    /// The run that was chosen, also while the page does not show it.
    pub chosen: ReadSignal<Option<ComparedRun>>,
    document: Document,
    run: Run,
    write: Writers,
}

#[derive(Clone, Copy)]
struct Writers {
    chosen: WriteSignal<Option<ComparedRun>>,
    is_open: WriteSignal<bool>,
}

impl Comparison {
    pub fn new(document: Document, run: Run, preferences: Preferences) -> Self {
        let (chosen, set_chosen) = signal(None::<ComparedRun>);
        let (is_open, set_is_open) = signal(false);
        let shown = Memo::new(move |_| chosen.get().filter(|_| is_open.get()));
        let overtime = RwSignal::new(Duration::ZERO);
        play_on(shown, overtime, run, preferences);
        let cursor = Memo::new(move |_| run.cursor.get() + overtime.get());
        let moment = move |compared: ComparedRun| compared.history.moment_at(cursor.get());
        Self {
            shown,
            moment: Memo::new(move |_| shown.get().map(moment).unwrap_or_default()),
            cursor,
            chosen,
            document,
            run,
            write: Writers { chosen: set_chosen, is_open: set_is_open },
        }
    }

    /// Returns the history to show of a compared run: an empty one until the present run starts.
    pub fn known(self, compared: &ComparedRun) -> Arc<History> {
        match self.run.phase.get() {
            Phase::Idle => Arc::new(History::new(compared.history.plan().clone())),
            _ => compared.history.clone(),
        }
    }

    /// Shows the run that was chosen, or hides it and keeps the choice.
    pub fn open(self, is_open: bool) {
        self.write.is_open.set(is_open);
    }

    /// Chooses the run that a program would have in this page.
    pub fn choose(self, key: &'static str, name: String, scene: &Scene) {
        let plan = Arc::new(Plan::new(scene, self.document.seed));
        let history = Arc::new(History::of(plan.clone(), &predict(&plan)));
        self.write.chosen.set(Some(ComparedRun { key, name, history }));
    }

    /// Chooses the run that the present program has, which stays when the program changes.
    pub fn keep_present(self, key: &'static str, name: String) {
        let history = untrack(|| self.document.prediction());
        self.write.chosen.set(Some(ComparedRun { key, name, history }));
    }

    pub fn choose_none(self) {
        self.write.chosen.set(None);
    }
}

/// Lets the time of the comparison go on after the end of the run, for as long as the other run takes longer.
fn play_on(shown: Memo<Option<ComparedRun>>, overtime: RwSignal<Duration>, run: Run, preferences: Preferences) {
    let rest = Memo::new(move |_| {
        let end = run.history.read().end();
        let has_ended = run.is_over() && run.phase.get() != Phase::Cancelled && run.cursor.get() >= end;
        match &*shown.read() {
            Some(compared) if has_ended => compared.history.end().saturating_sub(end),
            _ => Duration::ZERO,
        }
    });
    let frames = StoredValue::new_local(None::<FrameLoop>);
    Effect::new(move || {
        let rest = rest.get();
        frames.set_value(None);
        overtime.set(Duration::ZERO);
        if rest.is_zero() {
            return;
        }
        let speed = run.ran_at.get_untracked().unwrap_or_else(|| preferences.speed.get_untracked());
        let mut before = now_ms();
        frames.set_value(Some(FrameLoop::new(move || {
            let now = now_ms();
            let passed = Duration::from_secs_f64((now - before).max(0.0) / 1000.0 * speed);
            before = now;
            let past = (overtime.get_untracked() + passed).min(rest);
            overtime.set(past);
            if past == rest {
                frames.set_value(None);
            }
        })));
    });
}
