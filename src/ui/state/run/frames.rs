//! Calls before the frames of the page, which move the cursor.

use std::{cell::RefCell, rc::Rc};

use leptos::{prelude::*, task::spawn_local};

use super::frame_budget::FrameBudget;
use crate::browser::{FrameLoop, between_frames, host::Host, lay_out, now_ms, random};

#[derive(Clone, Copy)]
pub struct Frames {
    /// True if an embedded page leaves frames to others, since together they cost more than there is time for.
    pub is_throttled: ReadSignal<bool>,
    set_throttled: WriteSignal<bool>,
}

impl Frames {
    pub fn new() -> Self {
        let (is_throttled, set_throttled) = signal(false);
        Self { is_throttled, set_throttled }
    }

    /// Calls a function before each frame that there is time for, until the loop is dropped. For a long program the
    /// function is called between frames: together with the painting it would block the page.
    pub fn animate(self, is_long: impl Fn() -> bool + 'static, step: impl FnMut() + 'static) -> FrameLoop {
        let step = Rc::new(RefCell::new(step));
        let is_embedded = Host::parent().is_some();
        let budget = if is_embedded { FrameBudget::shared(random()) } else { FrameBudget::alone() };
        let budget = Rc::new(RefCell::new(budget));
        self.set_throttled.set(false);
        FrameLoop::new(move || {
            let start_ms = now_ms();
            if !budget.borrow_mut().begin(start_ms) {
                if is_embedded && !self.is_throttled.get_untracked() {
                    self.set_throttled.set(true);
                }
                return;
            }
            let budget = budget.clone();
            let spend = move || budget.borrow_mut().spend(now_ms() - start_ms);
            if is_long() {
                // The loop may have been dropped by then.
                let step = Rc::downgrade(&step);
                between_frames(move || _ = step.upgrade().map(|step| (step.borrow_mut())()), spend);
            } else {
                (step.borrow_mut())();
                // Runs after the effects of the step, which are in the same queue.
                spawn_local(async move {
                    lay_out();
                    spend();
                });
            }
        })
    }
}
