//! Start, end and reset of a run.

use std::{cell::RefCell, rc::Rc, time::Duration};

use leptos::prelude::*;

use super::{ActiveRun, Phase, Run, SharedLog};
use crate::{
    browser::{Ended, PacedClock, start},
    runtime::{Event, EventKind, EventLog, History, OpenChoice, StepId, predict, predict_to_choice},
};

impl Run {
    /// Runs the program from its start.
    pub fn start(self) {
        self.reset();
        // The result of an edit before the run is no longer news.
        self.document.announce(String::new());
        if self.document.slows_run() {
            self.slow_down();
        }
        let speed = self.preferences.speed.get_untracked();
        let (log, clock) = (SharedLog::default(), Rc::new(PacedClock::new(speed)));
        let own_log = log.clone();
        let on_end = move |ended| self.show_end(&own_log, ended);
        let handle = start(self.document.plan(), clock.clone(), log.clone(), on_end);
        let frames = self.animate(move || {
            // During a pause the cursor is a person's to move.
            if self.phase.get_untracked() == Phase::Running {
                self.follow();
            }
        });
        self.log.set_value(log.clone());
        self.active.set_value(Some(ActiveRun { clock, log, handle: Some(handle), _frames: frames }));
        self.write.ran_at.set(Some(speed));
        let number = self.count.get_value() + 1;
        self.count.set_value(number);
        self.number.set_value(Some(number));
        self.write.phase.set(Phase::Running);
    }

    /// Shows the predicted run at a time, as if it had run.
    pub fn show_at(self, t: Duration) {
        let log = predict(&self.document.plan());
        self.show(log, t, false);
    }

    /// Shows a run up to the first choice that nobody has made, or to its end. Returns that choice.
    pub fn show_to_choice(self) -> Option<OpenChoice> {
        let (log, choice) = predict_to_choice(&self.document.plan());
        self.show(log, Duration::MAX, choice.is_some());
        choice
    }

    fn show(self, log: EventLog, t: Duration, is_choosing: bool) {
        self.reset();
        let plan = self.document.plan();
        let is_failure = |event: &Event| event.step == StepId::ROOT && matches!(event.kind, EventKind::Failed(_));
        let phase = match log.waits() {
            _ if is_choosing => Phase::Choosing,
            [] if log.events().iter().any(is_failure) => Phase::Failed,
            [] => Phase::Ended,
            _ => Phase::Stuck,
        };
        self.write.history.set(History::of(plan, &log));
        self.write.cursor.set(t.min(log.end()));
        self.log.set_value(Rc::new(RefCell::new(log)));
        self.write.ran_at.set(None);
        self.write.phase.set(phase);
        if !is_choosing {
            self.document.remember_run();
        }
    }

    /// Cancels the run. Its history stays.
    pub fn cancel(self) {
        self.active.update_value(|active| {
            if let Some(active) = active {
                active.handle = None;
            }
        });
    }

    /// Drops the run and its history, and returns to idle.
    pub fn reset(self) {
        self.stop_replay();
        self.restore_speed();
        self.write.is_paused_by_page.set(false);
        self.active.set_value(None);
        self.log.set_value(SharedLog::default());
        self.number.set_value(None);
        self.write.history.set(History::new(self.document.plan()));
        self.write.cursor.set(Duration::ZERO);
        self.write.phase.set(Phase::Idle);
    }

    /// Ends the run of a program that was replaced: an edit and a run of the same thing would show a program that is
    /// not the one that runs. Returns true if the run was live.
    pub(super) fn end_old_program(self) -> bool {
        let was_live = self.phase.get_untracked().is_live();
        self.reset();
        was_live
    }

    /// Shows the end of the active run.
    fn show_end(self, log: &SharedLog, ended: Ended) {
        if !self.is_active(log) {
            return;
        }
        self.write.history.maybe_update(|history| history.read(&log.borrow()));
        self.write.cursor.set(log.borrow().end());
        self.active.set_value(None);
        self.write.phase.set(match ended {
            Ended::Finished => Phase::Ended,
            Ended::Failed(_) => Phase::Failed,
            Ended::Stuck => Phase::Stuck,
            Ended::Cancelled => Phase::Cancelled,
        });
        self.restore_speed();
        self.document.remember_run();
        // Do not loop after a cancel.
        if ended != Ended::Cancelled {
            self.loop_again();
        }
    }
}
