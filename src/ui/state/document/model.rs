//! The model in which the program is run.

use leptos::prelude::*;

use super::{Document, own_model::model_of};
use crate::{
    codegen::{self, Language},
    program::presets,
    runtime::{Model, Schedule, Threads},
    ui::text::plain_ms,
};

impl Document {
    /// Runs the program in another model from now on. A run of the old one ends.
    pub fn set_model(self, model: Model) {
        if *self.model.read_untracked() != model {
            self.write.model.set(model);
            self.publish();
        }
    }

    /// Draws the jitter from another seed.
    pub fn set_seed(self, seed: u64) {
        if self.seed.get_untracked() != seed {
            self.write.seed.set(seed);
            self.publish();
        }
    }

    /// Returns the language with an id, with threads if the program runs with threads and the language has them.
    pub fn language(self, id: &str) -> Option<&'static Language> {
        self.program.with(|program| codegen::find_for(id, &program.plan))
    }

    /// True if the program runs with threads.
    pub fn has_threads(self) -> bool {
        self.model.with(|model| model.threads().is_some())
    }

    /// True if the program is a preset, or was, and runs in another model than that preset opens in.
    pub fn is_in_other_model(self) -> bool {
        let base = self.base.get();
        base.is_some() && self.model.with(|model| model.word() != model_of(base).word())
    }

    /// Returns the settings of threads: the present ones, or the default.
    pub fn threads(self) -> Threads {
        self.model.with(|model| match model {
            Model::Threads(threads) => threads.clone(),
            Model::Async(schedule) => Threads { schedule: schedule.clone(), ..Threads::default() },
            Model::Blocking => Threads::default(),
        })
    }

    /// Lets the run go on by another schedule, in its model.
    pub fn set_schedule(self, schedule: Schedule) {
        let threads = Threads { schedule, ..untrack(|| self.threads()) };
        let model = Model::of(untrack(|| self.model.with(Model::word)), &threads);
        model.into_iter().for_each(|model| self.set_model(model));
    }

    /// The keys of a query that say in which model the program runs: none for that in which it opens anyway.
    pub fn model_keys(self) -> Vec<(&'static str, String)> {
        let (model, own) = (self.model.get(), model_of(self.preset()));
        let mut keys = Vec::new();
        let mut key = |name, value: String, default: String| {
            if value != default {
                keys.push((name, value));
            }
        };
        key("model", model.word().into(), own.word().into());
        if let Model::Threads(Threads { cores, quantum, switch, .. }) = &model {
            let default = Threads::default();
            key("cores", cores.to_string(), default.cores.to_string());
            key("quantum", plain_ms(*quantum), plain_ms(default.quantum));
            key("switch", plain_ms(*switch), plain_ms(default.switch));
        }
        if let Model::Threads(Threads { schedule, .. }) | Model::Async(schedule) = model {
            key("schedule", schedule.to_string(), String::new());
        }
        keys
    }

    /// Another program opens in its own model.
    pub(super) fn open_in_own_model(self) {
        let model = self.with_editor(|editor| model_of(presets::of(editor.scene())));
        self.write.model.set(model);
    }

    /// A schedule is one of a program: an edited one begins without.
    pub(super) fn drop_schedule(self) {
        self.write.model.maybe_update(|model| match model {
            Model::Threads(Threads { schedule, .. }) | Model::Async(schedule) => {
                !std::mem::take(schedule).is_round_robin()
            }
            Model::Blocking => false,
        });
    }
}
