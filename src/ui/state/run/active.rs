use std::{cell::RefCell, rc::Rc};

use leptos::prelude::*;

use super::Run;
use crate::{
    browser::{FrameLoop, PacedClock, RunHandle},
    runtime::EventLog,
};

pub type SharedLog = Rc<RefCell<EventLog>>;

/// A run that has not ended. Dropping it cancels it silently.
pub struct ActiveRun {
    pub clock: Rc<PacedClock>,
    pub log: SharedLog,
    /// Dropping this alone cancels the run and lets it log that.
    pub handle: Option<RunHandle>,
    pub frames: Option<FrameLoop>,
}

impl Run {
    /// Returns true if a log is the active run's. Callbacks of a run that was replaced must do nothing.
    pub(super) fn is_active(self, log: &SharedLog) -> bool {
        let has_log = |active: &Option<ActiveRun>| active.as_ref().is_some_and(|active| Rc::ptr_eq(&active.log, log));
        self.active.try_with_value(has_log).unwrap_or_default()
    }
}
