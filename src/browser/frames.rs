use std::{cell::Cell, cell::RefCell, rc::Rc};

use wasm_bindgen::{JsCast, prelude::Closure};
use wasm_bindgen_futures::spawn_local;

/// Calls a function before each frame the browser paints, until it is dropped.
#[must_use = "dropping the loop ends it"]
pub struct FrameLoop {
    request: Rc<Cell<i32>>,
    /// The callback asks for itself again, so it lives here and not in itself.
    _callback: Callback,
}

type Callback = Rc<RefCell<Option<Closure<dyn FnMut()>>>>;

impl FrameLoop {
    pub fn new(mut frame: impl FnMut() + 'static) -> Self {
        let request = Rc::new(Cell::default());
        let callback = Callback::default();
        let (again, requested) = (Rc::downgrade(&callback), request.clone());
        callback.replace(Some(Closure::new(move || {
            frame();
            // Gone when the frame itself has ended the loop.
            if let Some(callback) = again.upgrade() {
                requested.set(request_frame(&callback));
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

/// Does something in a task of its own and has the browser lay the page out, so that the next frame has only to paint. So
/// what is much in all holds the page up for no longer than its longest part, and whoever presses a key need not wait for
/// the whole.
pub fn between_frames(act: impl FnOnce() + 'static) {
    let task: Box<dyn FnOnce()> = Box::new(move || {
        act();
        // After all that follows from it at the end of the task.
        spawn_local(async { lay_out() });
    });
    later(task);
}

/// The same for what is asked for in a frame: the page is laid out in a task of its own. Both are asked for at once, so
/// that a frame seldom gets between them; one that does lays the page out itself.
pub fn before_next_frame(act: impl FnOnce() + 'static) {
    later(Box::new(act));
    later(Box::new(lay_out));
}

fn later(task: Box<dyn FnOnce()>) {
    // It is freed when it has been called.
    let task = Closure::once_into_js(task);
    _ = super::window().set_timeout_with_callback(task.unchecked_ref());
}

/// A browser that is asked for a size lays out what has changed.
fn lay_out() {
    _ = super::window().document().and_then(|document| document.body()).map(|body| body.offset_height());
}

fn request_frame(callback: &RefCell<Option<Closure<dyn FnMut()>>>) -> i32 {
    let callback = callback.borrow();
    let function = callback.as_ref().expect("set before the first request").as_ref().unchecked_ref();
    super::window().request_animation_frame(function).expect("a page can ask for a frame")
}
