//! Scheduling against the browser's event loop and its frames.
//!
//! - [`FrameLoop`] calls a function before each frame (`requestAnimationFrame`).
//! - [`between_frames`] runs a function in a task of its own and lays the page out at the end of that task.
//! - [`before_next_frame`] runs a function in one task and lays the page out in another; for callers that are already
//!   inside a frame.
//!
//! "Task" here is the HTML standard's: a turn of the event loop, after which the browser may paint or handle input.
//! Cutting work into tasks keeps each one below the 50 ms after which browsers call the page unresponsive, and forcing
//! the layout in them leaves only style updates and painting to the frame.

use std::{cell::Cell, cell::RefCell, rc::Rc};

use wasm_bindgen::{JsCast, prelude::Closure};
use wasm_bindgen_futures::spawn_local;

/// Calls a function before each frame that the browser paints, until it is dropped. Hidden pages get no frames.
#[must_use = "dropping the loop ends it"]
pub struct FrameLoop {
    request: Rc<Cell<i32>>,
    /// Owned here and weakly referenced by the callback itself, which has to request its next call.
    _callback: Callback,
}

type Callback = Rc<RefCell<Option<Closure<dyn FnMut()>>>>;

impl FrameLoop {
    /// Starts the loop. `frame` may drop it.
    pub fn new(mut frame: impl FnMut() + 'static) -> Self {
        let request = Rc::new(Cell::default());
        let callback = Callback::default();
        let (weak_callback, last_request) = (Rc::downgrade(&callback), request.clone());
        callback.replace(Some(Closure::new(move || {
            frame();
            // `None` if `frame` has dropped the loop.
            if let Some(callback) = weak_callback.upgrade() {
                last_request.set(request_frame(&callback));
            }
        })));
        request.set(request_frame(&callback));
        Self { request, _callback: callback }
    }
}

impl Drop for FrameLoop {
    fn drop(&mut self) {
        _ = super::window().cancel_animation_frame(self.request.get());
    }
}

/// Runs a function in a task of its own and lays the page out at the end of that task.
///
/// Calls are served in order, one task each, so several long pieces of work block input only for the longest of them.
pub fn between_frames(act: impl FnOnce() + 'static) {
    let task: Box<dyn FnOnce()> = Box::new(move || {
        act();
        // As a microtask, which runs after the effects that `act` has queued.
        spawn_local(async { force_layout() });
    });
    queue_task(task);
}

/// Runs a function in a task of its own and lays the page out in the task after it.
///
/// Both tasks are queued at once, so that a frame seldom comes between them; one that does lays the page out itself.
pub fn before_next_frame(act: impl FnOnce() + 'static) {
    queue_task(Box::new(act));
    queue_task(Box::new(force_layout));
}

fn queue_task(task: Box<dyn FnOnce()>) {
    // Freed by its only call.
    let task = Closure::once_into_js(task);
    _ = super::window().set_timeout_with_callback(task.unchecked_ref());
}

/// Reads a size, which makes the browser apply pending style and layout changes now.
fn force_layout() {
    _ = super::window().document().and_then(|document| document.body()).map(|body| body.offset_height());
}

fn request_frame(callback: &RefCell<Option<Closure<dyn FnMut()>>>) -> i32 {
    let callback = callback.borrow();
    let function = callback.as_ref().expect("set before the first request").as_ref().unchecked_ref();
    super::window().request_animation_frame(function).expect("a window has animation frames")
}
