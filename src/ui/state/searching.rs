//! The search for a schedule with which a program goes wrong.

use std::sync::Arc;

use leptos::prelude::*;

use super::{Choosing, Document};
use crate::{
    browser::{next_task, now_ms},
    runtime::{Found, Model, Schedule, Search, SeedSearch, Threads},
};

/// The time for which a search goes on before the page can do other things.
const SLICE_MS: f64 = 4.0;

/// The bounds of a search that nobody has given.
pub const PREEMPTIONS: u32 = 2;
pub const BOUND: u32 = 20_000;
pub const SEEDS: u32 = 1_000;

/// A handle: copies share the same state.
#[derive(Clone, Copy)]
pub struct Searching {
    /// The search of the present program, as far as it has come.
    pub searched: Memo<Option<Searched>>,
    document: Document,
    choosing: Choosing,
    search: StoredValue<Option<AnySearch>, LocalStorage>,
    write: WriteSignal<Option<Searched>>,
}

/// A search that goes on.
enum AnySearch {
    Schedules(Box<Search>),
    Seeds(Box<SeedSearch>),
}

impl AnySearch {
    fn go_on(&mut self) -> bool {
        match self {
            Self::Schedules(search) => search.go_on(),
            Self::Seeds(search) => search.go_on(),
        }
    }

    fn found(&self) -> &Found {
        match self {
            Self::Schedules(search) => search.found(),
            Self::Seeds(search) => search.found(),
        }
    }
}

/// A search and what it has found so far.
#[derive(Clone, PartialEq)]
pub struct Searched {
    pub found: Found,
    pub preemptions: u32,
    pub bound: u32,
    pub is_over: bool,
    pub kind: SearchKind,
    /// The program, the settings and the seed that were searched.
    of: Subject,
}

/// The things that a search tries.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SearchKind {
    /// The choices of a scheduler between threads.
    Schedules,
    /// The orders of waits that end at the same time.
    Ties,
    Seeds,
}

impl Searching {
    pub fn new(document: Document, choosing: Choosing) -> Self {
        let (searched, write) = signal::<Option<Searched>>(None);
        let searched = Memo::new(move |_| {
            document.model.track();
            searched.get().filter(|searched| searched.of == subject(document))
        });
        Self { searched, document, choosing, search: StoredValue::new_local(None), write }
    }

    /// Searches the schedules of the present program, in slices between which the page does other things: of threads, or in async
    /// of what is due at the same time.
    pub fn search(self, preemptions: u32, bound: u32) {
        let has_threads = untrack(|| self.document.has_threads());
        let kind = if has_threads { SearchKind::Schedules } else { SearchKind::Ties };
        let (_, model, _) = untrack(|| subject(self.document));
        let plan = self.document.program.read_untracked().source.in_model(&model);
        self.begin_search(
            AnySearch::Schedules(Box::new(Search::new(&plan, preemptions, bound))),
            kind,
            preemptions,
            bound,
        );
    }

    /// Tries seeds of the jitter.
    pub fn search_seeds(self, bound: u32) {
        let (_, model, _) = untrack(|| subject(self.document));
        let search = self.document.with_editor(|editor| Box::new(SeedSearch::new(editor.scene(), &model, bound)));
        self.begin_search(AnySearch::Seeds(search), SearchKind::Seeds, 0, bound);
    }

    fn begin_search(self, search: AnySearch, kind: SearchKind, preemptions: u32, bound: u32) {
        let goes_on = self.search.with_value(Option::is_some);
        self.search.set_value(Some(search));
        let of = untrack(|| subject(self.document));
        // A run that is too long to predict cannot be interrupted either: nothing is tried.
        let is_over = !untrack(|| self.document.is_predicted());
        let searched = Searched { found: Found::default(), preemptions, bound, is_over, kind, of };
        self.write.set(Some(searched));
        if is_over {
            return self.search.set_value(None);
        }
        // The slices of a search before go on with this one.
        if !goes_on {
            next_task(move || self.go_on());
        }
    }

    /// Stops the search. What it has found stays.
    pub fn stop_search(self) {
        self.search.set_value(None);
        self.write.update(|searched| {
            if let Some(searched) = searched {
                searched.is_over = true;
            }
        });
    }

    fn go_on(self) {
        if self.write.is_disposed() {
            return;
        }
        // It is about a program that was changed since.
        if untrack(|| self.searched.read().is_none()) {
            return self.search.set_value(None);
        }
        let start = now_ms();
        let mut found = None;
        let mut has_more = true;
        self.search.update_value(|search| {
            let Some(search) = search else { return };
            while has_more && now_ms() - start < SLICE_MS {
                has_more = search.go_on();
            }
            found = Some(search.found().clone());
        });
        // It was stopped.
        let Some(found) = found else { return };
        self.write.update(|searched| {
            if let Some(searched) = searched {
                (searched.found, searched.is_over) = (found, !has_more);
            }
        });
        if has_more {
            set_timeout(move || self.go_on(), std::time::Duration::ZERO);
        } else {
            self.search.set_value(None);
        }
    }

    /// Opens the shortest schedule that goes wrong as a run.
    pub fn open_shortest(self) {
        let searched = self.searched.get_untracked();
        let Some(Searched { found: Found { shortest: Some(schedule), .. }, kind, .. }) = searched else { return };
        match (kind, schedule) {
            (SearchKind::Seeds, Schedule::Seed(seed)) => self.choosing.show_seed(seed),
            (_, schedule) => self.choosing.show_schedule(schedule),
        }
    }

    /// Forgets what was found: it is searched for something else.
    pub fn forget(self) {
        self.search.set_value(None);
        self.write.set(None);
    }
}

type Subject = (Arc<str>, Model, u64);

/// Returns the subject of a search: the program, its model without a schedule, and the seed of its jitter.
fn subject(document: Document) -> Subject {
    let threads = Threads { schedule: Schedule::default(), ..document.threads() };
    let model = Model::of(document.model.with(Model::word), &threads).unwrap_or_default();
    (document.editor.read().text(), model, document.seed.get())
}
