//! Calls before the frames of the page, which move the cursor.

use std::{cell::RefCell, rc::Rc};

use leptos::prelude::*;

use super::frame_throttle::FrameThrottle;
use crate::browser::{FrameLoop, before_next_frame, host::Host, now_ms, random};

#[derive(Clone, Copy)]
pub struct Frames {
    /// True if frames come late, so that some are skipped.
    pub is_throttled: ReadSignal<bool>,
    set_throttled: WriteSignal<bool>,
}

impl Frames {
    pub fn new() -> Self {
        let (is_throttled, set_throttled) = signal(false);
        Self { is_throttled, set_throttled }
    }

    /// Calls a function before each frame until the loop is dropped. An embedded page skips frames that come late. For a
    /// long program the function is called between frames: together with the painting it would block the page.
    pub fn animate(self, is_long: impl Fn() -> bool + 'static, step: impl FnMut() + 'static) -> FrameLoop {
        let Self { is_throttled, set_throttled } = self;
        let step = Rc::new(RefCell::new(step));
        let mut throttle = Host::parent().map(|_| FrameThrottle::with_phase(random()));
        set_throttled.set(false);
        FrameLoop::new(move || {
            if throttle.as_mut().is_none_or(|throttle| throttle.uses(now_ms())) {
                if is_long() {
                    // The loop may have been dropped by then.
                    let step = Rc::downgrade(&step);
                    before_next_frame(move || _ = step.upgrade().map(|step| (step.borrow_mut())()));
                } else {
                    (step.borrow_mut())();
                }
            }
            if throttle.as_ref().is_some_and(FrameThrottle::skips_frames) && !is_throttled.get_untracked() {
                set_throttled.set(true);
            }
        })
    }
}
