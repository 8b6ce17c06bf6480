use gloo_timers::callback::Timeout;

use crate::{
    browser::FrameLoop,
    program::{Path, Place, Step},
};

/// A drag in progress.
#[derive(Clone)]
pub struct Drag {
    pub label: String,
    /// The place the steps would go to; `None` where they cannot go.
    pub place: Option<Place>,
    pub payload: Payload,
}

/// The steps that a pointer drags.
#[derive(Clone)]
pub enum Payload {
    /// A step of the program, which moves with all steps that are chosen with it.
    Step(Path),
    /// A new step from the palette.
    New(Step),
}

/// The pointer that is down, or was last.
pub struct Press {
    pub payload: Payload,
    pub at: (i32, i32),
    pub pointer: i32,
    /// True if a movement drags; false while it would scroll.
    pub is_ready: bool,
    pub is_down: bool,
    /// True if the step was the only chosen one before the press.
    pub was_chosen: bool,
    /// True if the press became a drag, so that its release is no click.
    pub has_dragged: bool,
    pub long_press: Option<Timeout>,
    pub edge_scroll: Option<FrameLoop>,
}

impl Drag {
    /// Returns true if the steps come from the program itself.
    pub fn is_move(&self) -> bool {
        matches!(self.payload, Payload::Step(_))
    }
}
