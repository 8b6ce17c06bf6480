//! Runs: that of the program, its end, and one that is only shown.

use std::{cell::RefCell, rc::Rc, time::Duration};

use leptos::prelude::*;

use super::{Live, Phase, Session, SharedLog};
use crate::{
    browser::{Ended, PacedClock, between_frames, start},
    runtime::{EventKind, History, predict},
};

/// As long as a frame takes on a slow machine.
const FRAME: Duration = Duration::from_millis(50);

impl Session {
    /// Runs the program from its start.
    pub fn run(self) {
        self.reset();
        let (log, clock) = (SharedLog::default(), Rc::new(PacedClock::new(self.speed.get_untracked())));
        let its_log = log.clone();
        let on_end = move |ended| self.end(&its_log, ended);
        let live = Live {
            handle: Some(start(self.plan(), clock.clone(), log.clone(), on_end)),
            frames: Some(self.animate(move || {
                // While a run is paused the cursor is a person's to move.
                if self.phase.get_untracked() == Phase::Running {
                    self.follow();
                }
            })),
            clock,
            log: log.clone(),
        };
        self.log.set_value(log);
        self.live.set_value(Some(live));
        self.ran_at.set(Some(self.speed.get_untracked()));
        self.runs.update_value(|(runs, is_run)| (*runs, *is_run) = (*runs + 1, true));
        self.phase.set(Phase::Running);
    }

    /// Shows the program as it will be at a time of its run, as if it had run.
    pub fn show_at(self, t: Duration) {
        self.reset();
        let plan = self.plan();
        let log = predict(&plan);
        let has_failed = log.events().last().is_some_and(|last| matches!(last.kind, EventKind::Failed(_)));
        self.history.set(History::of(plan, &log));
        self.cursor.set(t.min(log.end()));
        self.log.set_value(Rc::new(RefCell::new(log)));
        self.ran_at.set(Some(self.speed.get_untracked()));
        self.phase.set(if has_failed { Phase::Failed } else { Phase::Ended });
    }

    /// Cancels the run. What it did stays to be seen.
    pub fn cancel(self) {
        self.live.update_value(|live| {
            if let Some(live) = live {
                live.handle = None;
            }
        });
    }

    /// Goes back to before the run.
    pub fn reset(self) {
        self.stop_replay();
        self.hidden.set(false);
        self.live.set_value(None);
        self.log.set_value(SharedLog::default());
        self.runs.update_value(|(_, is_run)| *is_run = false);
        self.history.set(History::new(self.plan()));
        self.cursor.set(Duration::ZERO);
        self.phase.set(Phase::Idle);
    }

    /// Which run the log is of, counted from the page's start. What was only shown has none.
    pub fn run_number(self) -> Option<u32> {
        let (runs, is_run) = self.runs.get_value();
        is_run.then_some(runs)
    }

    /// Shows how a run ended, if it is the present one. Of a long one the last events come first, and a frame later what
    /// they have come to.
    fn end(self, log: &SharedLog, ended: Ended) {
        if !self.is_present(log) {
            return;
        }
        self.live.update_value(|live| live.iter_mut().for_each(|live| live.frames = None));
        self.history.maybe_update(|history| history.read(&log.borrow()));
        self.cursor.set(log.borrow().end());
        if untrack(|| self.is_long()) {
            // A hidden page has no frames, and is not to wait for one.
            let log = log.clone();
            set_timeout(move || between_frames(move || self.close(&log, ended)), FRAME);
        } else {
            self.close(log, ended);
        }
    }

    fn close(self, log: &SharedLog, ended: Ended) {
        if !self.is_present(log) {
            return;
        }
        self.live.set_value(None);
        // Who paused it meanwhile may be beyond its end.
        let end = log.borrow().end();
        if self.cursor.get_untracked() > end {
            self.cursor.set(end);
        }
        self.phase.set(match ended {
            Ended::Finished => Phase::Ended,
            Ended::Failed(_) => Phase::Failed,
            Ended::Stuck => Phase::Stuck,
            Ended::Cancelled => Phase::Cancelled,
        });
        // Who cancels has seen enough.
        if ended != Ended::Cancelled {
            self.loop_again();
        }
    }

    /// Whether a log is that of the present run: one that was replaced has nothing to say any more.
    fn is_present(self, log: &SharedLog) -> bool {
        let is_its = |live: &Option<Live>| live.as_ref().is_some_and(|live| Rc::ptr_eq(&live.log, log));
        self.live.try_with_value(is_its).unwrap_or_default()
    }
}
