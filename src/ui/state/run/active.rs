use std::{cell::RefCell, rc::Rc};

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
    pub _frames: FrameLoop,
}
