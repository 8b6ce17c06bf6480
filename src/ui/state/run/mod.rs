//! The run of the document's program: its phase, its event log, and the cursor that moves through it.
//!
//! Reads the document and never writes it. Panels show `history` at `cursor`; they start, pause and seek by methods.

mod active;
mod frame_budget;
mod frames;
mod lifecycle;
mod log_cursor;
mod phase;
mod playback;
mod replay;
mod step;

use std::{rc::Rc, time::Duration};

use leptos::prelude::*;

use self::{
    active::{ActiveRun, SharedLog},
    frames::Frames,
};
pub use self::{
    log_cursor::{LogCursor, News},
    phase::Phase,
};
use super::{Document, Preferences};
use crate::{
    browser::{FrameLoop, PacedClock},
    runtime::{EventLog, History},
};

/// A handle: copies share the same run.
#[derive(Clone, Copy)]
pub struct Run {
    pub phase: ReadSignal<Phase>,
    /// The history of the present or last run, as far as it has come.
    pub history: ReadSignal<History>,
    /// The virtual time that every panel shows.
    pub cursor: ReadSignal<Duration>,
    /// The time of the last event at or before the cursor; between events only animations change.
    pub moment: Memo<Duration>,
    /// The speed of a run that goes through at one speed; `None` once it was paused or its speed changed, and for a run
    /// that is only shown.
    pub ran_at: ReadSignal<Option<f64>>,
    /// True while the page itself has slowed the run down, since it is the program's first.
    pub is_slowed: ReadSignal<bool>,
    /// True while the cursor moves through a run that is over.
    pub replaying: ReadSignal<bool>,
    /// True if the page itself paused the run, since nobody could see it.
    pub is_paused_by_page: ReadSignal<bool>,
    /// True if frames come late, so that nothing should move for decoration.
    pub is_throttled: ReadSignal<bool>,
    document: Document,
    preferences: Preferences,
    frames: Frames,
    /// The speed from before the page slowed the run down.
    speed_before: StoredValue<f64>,
    /// The number of runs since the page was opened.
    count: StoredValue<u32>,
    /// The number of the run that the log is of.
    number: StoredValue<Option<u32>>,
    log: StoredValue<SharedLog, LocalStorage>,
    active: StoredValue<Option<ActiveRun>, LocalStorage>,
    replay: StoredValue<Option<FrameLoop>, LocalStorage>,
    write: Writers,
}

#[derive(Clone, Copy)]
struct Writers {
    phase: WriteSignal<Phase>,
    history: WriteSignal<History>,
    cursor: WriteSignal<Duration>,
    ran_at: WriteSignal<Option<f64>>,
    is_slowed: WriteSignal<bool>,
    replaying: WriteSignal<bool>,
    is_paused_by_page: WriteSignal<bool>,
}

impl Run {
    /// Creates an idle run of the document's program, and registers with the document: a new program ends the run.
    pub fn new(document: Document, preferences: Preferences) -> Self {
        let (phase, set_phase) = signal(Phase::Idle);
        let (history, set_history) = signal(History::new(document.plan()));
        let (cursor, set_cursor) = signal(Duration::ZERO);
        let (ran_at, set_ran_at) = signal(None);
        let (is_slowed, set_slowed) = signal(false);
        let (replaying, set_replaying) = signal(false);
        let (is_paused_by_page, set_paused_by_page) = signal(false);
        let frames = Frames::new();
        let write = Writers {
            phase: set_phase,
            history: set_history,
            cursor: set_cursor,
            ran_at: set_ran_at,
            is_slowed: set_slowed,
            replaying: set_replaying,
            is_paused_by_page: set_paused_by_page,
        };
        let run = Self {
            phase,
            history,
            cursor,
            moment: Memo::new(move |_| history.read().moment_at(cursor.get())),
            ran_at,
            is_slowed,
            replaying,
            is_paused_by_page,
            is_throttled: frames.is_throttled,
            document,
            preferences,
            frames,
            speed_before: StoredValue::new(1.0),
            count: StoredValue::new(0),
            number: StoredValue::new(None),
            log: StoredValue::new_local(SharedLog::default()),
            active: StoredValue::new_local(None),
            replay: StoredValue::new_local(None),
            write,
        };
        document.on_new_program(move || run.end_old_program());
        run
    }

    /// Returns true while a run has not ended.
    pub fn is_live(self) -> bool {
        self.phase.get().is_live()
    }

    /// Returns true if a run has ended and can be looked at.
    pub fn is_over(self) -> bool {
        self.phase.get().is_over()
    }

    /// Returns the time at which the run is to end, as far as that is known.
    pub fn total(self) -> Duration {
        let predicted = self.document.prediction().end();
        if self.document.is_predicted() { predicted } else { predicted.max(self.history.read().end()) }
    }

    /// Returns the virtual time that the run has reached.
    pub fn edge(self) -> Duration {
        let position = self.active.with_value(|active| active.as_ref().map(|active| active.clock.position()));
        position.unwrap_or_else(|| self.history.read_untracked().end())
    }

    /// Returns true if the cursor is before the edge. Never while the run goes on by itself: then the run is always
    /// further than the last frame.
    pub fn is_in_past(self) -> bool {
        self.history.track();
        self.phase.get() != Phase::Running && self.cursor.get() < self.edge()
    }

    /// Calls a function with the event log, now and when it has grown.
    pub fn with_log<T>(self, read: impl FnOnce(&EventLog) -> T) -> T {
        self.history.track();
        self.log.with_value(|log| read(&log.borrow()))
    }

    /// Returns the number of the run that the log is of, counted from 1 since the page was opened. A run that is only
    /// shown has none.
    pub fn number(self) -> Option<u32> {
        self.number.get_value()
    }

    /// Returns true if a log is the active run's. Callbacks of a run that was replaced must do nothing.
    fn is_active(self, log: &SharedLog) -> bool {
        let has_log = |active: &Option<ActiveRun>| active.as_ref().is_some_and(|active| Rc::ptr_eq(&active.log, log));
        self.active.try_with_value(has_log).unwrap_or_default()
    }

    fn animate(self, step: impl FnMut() + 'static) -> FrameLoop {
        self.frames.animate(move || self.is_long(), step)
    }

    fn is_long(self) -> bool {
        untrack(|| self.document.is_long())
    }

    fn with_clock<T>(self, act: impl FnOnce(&PacedClock) -> T) -> Option<T> {
        self.active.with_value(|active| active.as_ref().map(|active| act(&active.clock)))
    }
}
