use std::{cell::Cell, cell::RefCell, rc::Rc};

use wasm_bindgen::{JsCast, prelude::Closure};

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

fn request_frame(callback: &RefCell<Option<Closure<dyn FnMut()>>>) -> i32 {
    let callback = callback.borrow();
    let function = callback.as_ref().expect("set before the first request").as_ref().unchecked_ref();
    super::window().request_animation_frame(function).expect("a page can ask for a frame")
}
