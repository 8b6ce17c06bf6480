use std::{
    cell::{Cell, RefCell},
    rc::Rc,
};

use futures::channel::oneshot;
use homeloop::browser::{FrameLoop, after_next_frame, between_frames};
use wasm_bindgen_test::*;

use super::next_task;

#[wasm_bindgen_test]
async fn what_follows_work_between_frames_is_in_a_task_of_its_own() {
    let calls: Rc<RefCell<Vec<&str>>> = Rc::default();
    let (first, microtasks, second) = (calls.clone(), calls.clone(), calls.clone());
    let (sender, done) = oneshot::channel();
    let act = move || {
        first.borrow_mut().push("work");
        // A microtask runs at the end of its task, before the next task.
        wasm_bindgen_futures::spawn_local(async move { microtasks.borrow_mut().push("microtask") });
    };
    between_frames(act, move || {
        second.borrow_mut().push("then");
        _ = sender.send(());
    });
    assert!(calls.borrow().is_empty(), "no call runs at once");
    done.await.unwrap();
    assert_eq!(*calls.borrow(), ["work", "microtask", "then"]);
}

#[wasm_bindgen_test]
async fn what_runs_after_the_next_frame_runs_once_that_frame_has_begun() {
    let has_begun = Rc::new(Cell::new(false));
    let (begun, frame) = (has_begun.clone(), FrameLoop::new(move || has_begun.set(true)));
    let (sender, done) = oneshot::channel();
    after_next_frame(move || _ = sender.send(begun.get()));
    assert_eq!(done.await, Ok(true));
    drop(frame);
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
