use std::{cell::RefCell, rc::Rc};

use futures::channel::oneshot;
use homeloop::browser::{FrameLoop, between_frames};
use wasm_bindgen_test::*;

use super::next_task;

#[wasm_bindgen_test]
async fn between_frames_runs_calls_in_order_and_each_in_a_task_of_its_own() {
    let calls: Rc<RefCell<Vec<&str>>> = Rc::default();
    for name in ["first", "second"] {
        let (calls, microtasks) = (calls.clone(), calls.clone());
        between_frames(move || {
            calls.borrow_mut().push(name);
            // A microtask runs at the end of its task, before the next task.
            wasm_bindgen_futures::spawn_local(async move { microtasks.borrow_mut().push("microtask") });
        });
    }
    assert!(calls.borrow().is_empty(), "no call runs at once");
    let (sender, all_done) = oneshot::channel();
    between_frames(move || _ = sender.send(()));
    all_done.await.unwrap();
    assert_eq!(*calls.borrow(), ["first", "microtask", "second", "microtask"]);
}

#[wasm_bindgen_test]
async fn a_frame_loop_that_is_dropped_by_its_own_call_is_not_called_again() {
    let (frames, owner) = (Rc::new(RefCell::new(0)), Rc::new(RefCell::new(None)));
    let (count, dropped) = (frames.clone(), owner.clone());
    let (sender, third_frame) = oneshot::channel();
    let mut sender = Some(sender);
    owner.replace(Some(FrameLoop::new(move || {
        *count.borrow_mut() += 1;
        if *count.borrow() == 3 {
            dropped.take();
            _ = sender.take().map(|sender| sender.send(()));
        }
    })));
    third_frame.await.unwrap();
    let (sender, later_frame) = oneshot::channel();
    let mut sender = Some(sender);
    let _later = FrameLoop::new(move || _ = sender.take().map(|sender| sender.send(())));
    later_frame.await.unwrap();
    next_task().await;
    assert_eq!(*frames.borrow(), 3);
}
