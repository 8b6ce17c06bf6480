//! Serves one incremental view per frame while much happens: together they would block the page for too long.

use std::{cell::RefCell, collections::VecDeque};

use leptos::prelude::*;

use crate::browser::before_next_frame;

thread_local! {
    static RENDER_QUEUE: RefCell<RenderQueue> = RefCell::default();
}

/// Returns true if the view may render in this frame. Otherwise queues it and notifies it when its turn comes.
pub fn request_turn(view: RwSignal<()>) -> bool {
    RENDER_QUEUE.with_borrow_mut(|queue| queue.request(view))
}

#[derive(Default)]
struct RenderQueue {
    waiting: VecDeque<RwSignal<()>>,
    /// The view that was notified for this frame and has not rendered yet.
    notified: Option<RwSignal<()>>,
    /// True if a view renders in this frame.
    is_taken: bool,
}

impl RenderQueue {
    fn request(&mut self, view: RwSignal<()>) -> bool {
        if self.notified.take_if(|notified| *notified == view).is_some() {
            return true;
        }
        if self.is_taken {
            if !self.waiting.contains(&view) {
                self.waiting.push_back(view);
            }
            return false;
        }
        self.is_taken = true;
        request_animation_frame(Self::next_frame);
        true
    }

    fn next_frame() {
        let notified = RENDER_QUEUE.with_borrow_mut(|queue| {
            queue.notified = queue.waiting.pop_front();
            queue.is_taken = queue.notified.is_some();
            queue.notified
        });
        if let Some(notified) = notified {
            request_animation_frame(Self::next_frame);
            // The view may be unmounted by then.
            before_next_frame(move || _ = notified.try_set(()));
        }
    }
}
