//! Remembers the presets that have run at this page. Decides what a first visit opens, which outcomes are not given away
//! yet, and which run is slowed down.

use leptos::prelude::*;

use crate::{
    browser::{Address, Store, host::Host},
    program::presets::{self, Preset},
};

/// Key of the ids of the presets that have run on this device, with spaces between.
const SEEN_KEY: &str = "homeloop.seen";

/// The speed of a preset's first run: a second takes four. The same for all presets, so that their runs can be compared.
pub const FIRST_RUN_SPEED: f64 = 0.25;

/// A handle: copies share the same visit.
#[derive(Clone, Copy)]
pub struct Visit {
    /// The ids of the presets that have run.
    seen: ReadSignal<Vec<String>>,
    /// True if a program has run since the page was opened.
    has_run: ReadSignal<bool>,
    /// True if the outcome of any program is hidden until the first run: `predict`.
    predicts: bool,
    /// True if no other page shows this one.
    is_own_page: bool,
    /// True if the address gives a speed.
    has_speed: bool,
    write: Writers,
}

#[derive(Clone, Copy)]
struct Writers {
    seen: WriteSignal<Vec<String>>,
    has_run: WriteSignal<bool>,
}

impl Visit {
    /// Reads what this device remembers. A page inside another one remembers nothing.
    pub fn new(address: &Address) -> Self {
        let is_own_page = !address.embed.unwrap_or_default() && Host::parent().is_none();
        let stored = if is_own_page { Store::Browser.get(SEEN_KEY).ok().flatten() } else { None };
        let ids = stored.unwrap_or_default().split(' ').map(str::to_string).filter(|id| !id.is_empty()).collect();
        let (seen, set_seen) = signal::<Vec<String>>(ids);
        let (has_run, set_has_run) = signal(false);
        Self {
            seen,
            has_run,
            predicts: address.predict.unwrap_or_default(),
            is_own_page,
            has_speed: address.speed.is_some(),
            write: Writers { seen: set_seen, has_run: set_has_run },
        }
    }

    /// The preset that the page opens if its address names no program: at first the beginning of the story.
    pub fn opening_preset(self) -> Preset {
        let is_first = self.is_own_page && self.seen.read_untracked().is_empty();
        let id = if is_first { presets::FIRST } else { presets::DEFAULT };
        presets::find(id).expect("it is one of the presets")
    }

    /// Returns true if the outcome of the present program is not to be shown: its hazards, sums, total and slack.
    pub fn hides_outcome(self, preset: Option<Preset>) -> bool {
        self.predicts && !self.has_run.get() || self.is_unseen(preset)
    }

    /// Returns true if a run that starts now is slowed down, so that it can be followed.
    pub fn slows_run(self, preset: Option<Preset>) -> bool {
        !self.has_speed && untrack(|| self.is_unseen(preset))
    }

    /// Remembers that a program has run.
    pub fn remember_run(self, preset: Option<Preset>) {
        self.write.has_run.maybe_update(|has_run| !std::mem::replace(has_run, true));
        if let Some(preset) = preset.filter(|_| untrack(|| self.is_unseen(preset))) {
            self.write.seen.update(|seen| seen.push(preset.id.into()));
            // Each visit is a first one if the browser stores nothing.
            _ = Store::Browser.set(SEEN_KEY, &self.seen.read_untracked().join(" "));
        }
    }

    fn is_unseen(self, preset: Option<Preset>) -> bool {
        self.is_own_page && preset.is_some_and(|preset| !self.seen.read().iter().any(|id| id == preset.id))
    }
}
