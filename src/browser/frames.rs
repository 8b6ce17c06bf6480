//! Scheduling against the browser's event loop and its frames.
//!
//! - [`FrameLoop`] calls a function before each frame (`requestAnimationFrame`).
//! - [`between_frames`] runs a function in a task of its own, and lays the page out in the task after it.
//! - [`after_next_frame`] runs a function as soon as the next frame is painted.
//! - [`lay_out`] lays the page out now.
//!
//! "Task" here is the HTML standard's: a turn of the event loop, after which the browser may paint or handle input. What
//! one task changes is painted as a whole. Cutting long work into tasks keeps each one below the 50 ms after which
//! browsers call the page unresponsive, and forcing the layout in them leaves only painting to the frame.

use std::{
    cell::RefCell,
    rc::{Rc, Weak},
};

use gloo_render::{AnimationFrame, request_animation_frame};
use gloo_timers::callback::Timeout;
use wasm_bindgen::{JsCast, prelude::Closure};

/// Calls a function before each frame that the browser paints, until it is dropped. Hidden pages get no frames.
#[must_use = "dropping the loop ends it"]
pub struct FrameLoop {
    /// Owned here alone: a call that finds it gone requests no further frame.
    _request: Rc<Request>,
}

/// The request for the next frame. Dropping it cancels it.
type Request = RefCell<Option<AnimationFrame>>;

impl FrameLoop {
    /// Starts the loop. `frame` may drop it.
    pub fn new(frame: impl FnMut() + 'static) -> Self {
        let request = Rc::new(Request::default());
        request_next(&request, Box::new(frame));
        Self { _request: request }
    }
}

fn request_next(request: &Rc<Request>, mut frame: Box<dyn FnMut()>) {
    let own: Weak<_> = Rc::downgrade(request);
    let next = request_animation_frame(move |_| {
        frame();
        // `None` if `frame` has dropped the loop.
        if let Some(request) = own.upgrade() {
            request_next(&request, frame);
        }
    });
    request.replace(Some(next));
}

/// Runs a function in a task of its own and another in the task after it, when the page has been laid out.
///
/// Both tasks are queued at once, so that a frame seldom comes between them; one that does lays the page out itself.
pub fn between_frames(act: impl FnOnce() + 'static, then: impl FnOnce() + 'static) {
    next_task(act);
    next_task(|| {
        lay_out();
        then();
    });
}

/// Runs a function in the task after the next frame: when that frame has been laid out and is painted. On a hidden page
/// that is when it is seen again.
pub fn after_next_frame(act: impl FnOnce() + 'static) {
    // Freed by its only call.
    let frame = Closure::once_into_js(move || next_task(act));
    _ = super::window().request_animation_frame(frame.unchecked_ref());
}

/// Runs a function in a task of its own.
pub fn next_task(act: impl FnOnce() + 'static) {
    Timeout::new(0, act).forget();
}

/// Reads a size, which makes the browser apply pending changes of style and layout now.
pub fn lay_out() {
    _ = super::window().document().and_then(|document| document.body()).map(|body| body.offset_height());
}
