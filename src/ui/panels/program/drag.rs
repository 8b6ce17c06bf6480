//! Drags steps by mouse, pen or finger. A finger drags at once by the grip, and elsewhere after a long press, so that it
//! can scroll.

use gloo_timers::callback::Timeout;
use leptos::{
    ev::{PointerEvent, TouchEvent},
    prelude::*,
    web_sys::Element,
};

use super::{
    builder::Builder,
    drag_state::{Drag, Payload, Press},
    drop_target::place_at,
    edge_scroll::scroll_at_edges,
    hit_test::{is_control, step_at},
};
use crate::{
    browser::FrameLoop,
    program::{Edit, Path, Siblings},
    ui::text,
};

/// Distance that a mouse moves before it drags.
const DRAG_THRESHOLD_PX: i32 = 4;

/// Duration of a long press.
const LONG_PRESS_MS: u32 = 350;

/// Handles a press on the tree.
pub fn on_press(event: &PointerEvent, builder: Builder) {
    let target = event_target::<Element>(event);
    if let Some(step) = step_at(&target).filter(|_| !is_control(&target)) {
        press(event, builder, Payload::Step(builder.path(step)));
    }
}

/// Handles a press on an element that can be dragged.
pub fn press(event: &PointerEvent, builder: Builder, payload: Payload) {
    if builder.document.readonly {
        return;
    }
    // A press with Ctrl opens a context menu on a Mac, and its release is not reported.
    if event.button() != 0 || event.ctrl_key() || !event.is_primary() {
        return;
    }
    let at = (event.client_x(), event.client_y());
    let by_grip = matches!(event_target::<Element>(event).closest(".grip"), Ok(Some(_)));
    let is_ready = event.pointer_type() != "touch" || by_grip;
    let long_press = (!is_ready).then(|| Timeout::new(LONG_PRESS_MS, move || begin(builder)));
    let chosen = builder.chosen();
    let was_chosen = matches!(&payload, Payload::Step(path) if chosen == Siblings::one(path.clone()));
    set(
        builder,
        Some(Press {
            payload,
            at,
            pointer: event.pointer_id(),
            is_ready,
            is_down: true,
            was_chosen,
            has_dragged: false,
            long_press,
            edge_scroll: None,
        }),
    );
}

fn set(builder: Builder, press: Option<Press>) {
    builder.interaction.update_value(|interaction| interaction.press = press);
}

/// Follows pointers on the whole page while the component is mounted.
pub fn listen(builder: Builder) {
    use leptos::ev;
    let listeners = [
        window_event_listener(ev::pointerdown, move |_| forget_released(builder)),
        window_event_listener(ev::pointermove, move |event| on_move(&event, builder)),
        window_event_listener(ev::pointerup, move |event| {
            if event.is_primary() {
                on_release(builder);
            }
        }),
        window_event_listener(ev::pointercancel, move |_| builder.cancel_drag()),
        window_event_listener(ev::lostpointercapture, move |event| {
            // A finger is captured by what it touches, until it is lifted.
            if event.pointer_type() != "touch" {
                abandon(builder);
            }
        }),
        window_event_listener(ev::blur, move |_| builder.cancel_drag()),
        window_event_listener(ev::keydown, move |event| {
            if event.key() == "Escape" && builder.drag.read_untracked().is_some() {
                event.prevent_default();
                abandon(builder);
            }
        }),
    ];
    on_cleanup(move || listeners.into_iter().for_each(|listener| listener.remove()));
}

/// Forgets a press that no click has followed, such as one that became a drag: a new press has begun, and its click is a
/// real one.
fn forget_released(builder: Builder) {
    builder.interaction.update_value(|interaction| _ = interaction.press.take_if(|press| !press.is_down));
}

/// Ends a drag without a drop.
fn abandon(builder: Builder) {
    if builder.drag.read_untracked().is_some() {
        builder.cancel_drag();
        builder.document.announce(text::program::NOT_MOVED.into());
    }
}

fn on_move(event: &PointerEvent, builder: Builder) {
    if !event.is_primary() {
        return;
    }
    // The release was not reported: it was outside the frame, or a menu of the system took it.
    if event.buttons() & 1 == 0 {
        abandon(builder);
        return builder.cancel_drag();
    }
    let at = (event.client_x(), event.client_y());
    if builder.drag.read_untracked().is_some() {
        event.prevent_default();
        return move_drag(builder, at);
    }
    let has_moved = builder.interaction.with_value(|interaction| {
        let press = interaction.press.as_ref().filter(|press| press.is_down)?;
        let far = (at.0 - press.at.0).abs().max((at.1 - press.at.1).abs()) > DRAG_THRESHOLD_PX;
        far.then_some(press.is_ready)
    });
    match has_moved {
        Some(true) => begin(builder),
        // A finger that moves before the long press scrolls.
        Some(false) => set(builder, None),
        None => return,
    }
    if builder.drag.read_untracked().is_some() {
        move_drag(builder, at);
    }
}

fn begin(builder: Builder) {
    let Some((payload, at)) = builder.interaction.with_value(|interaction| {
        let press = interaction.press.as_ref().filter(|press| press.is_down)?;
        Some((press.payload.clone(), press.at))
    }) else {
        return;
    };
    let label = match &payload {
        Payload::New(step) => step.describe(),
        Payload::Step(path) if *path == Path::ROOT => return,
        Payload::Step(path) => {
            if !builder.chosen().contains(path) {
                builder.choose(path.clone());
            }
            builder.close_fields();
            builder.describe_chosen()
        }
    };
    builder.interaction.update_value(|interaction| {
        if let Some(press) = &mut interaction.press {
            press.has_dragged = true;
            // The release is reported wherever it is, also outside the frame that the page is in.
            if let Ok(Some(panel)) = document().query_selector(".program") {
                _ = panel.set_pointer_capture(press.pointer);
            }
            press.edge_scroll = Some(FrameLoop::new(move || scroll(builder)));
        }
    });
    builder.pointer.set(at);
    builder.drag.set(Some(Drag { label, place: None, payload }));
}

fn move_drag(builder: Builder, at: (i32, i32)) {
    builder.pointer.set(at);
    let place = place_at(at, builder);
    let is_move = builder.drag.read_untracked().as_ref().is_some_and(Drag::is_move);
    let place = place.filter(|place| !is_move || !builder.chosen().enclose(&place.block));
    // The tree is rendered again only when the place changes.
    builder.drag.maybe_update(|drag| match drag {
        Some(drag) if drag.place != place => {
            drag.place = place;
            true
        }
        _ => false,
    });
}

/// Scrolls the tree near its edges, which changes the place under the pointer.
fn scroll(builder: Builder) {
    let at = builder.pointer.get_untracked();
    if builder.drag.read_untracked().is_some() && scroll_at_edges(at) {
        move_drag(builder, at);
    }
}

fn on_release(builder: Builder) {
    let drag = builder.end_drag();
    let Some((payload, place)) = drag.and_then(|drag| Some((drag.payload, drag.place?))) else { return };
    match payload {
        Payload::New(step) => _ = builder.edit(Edit::Insert { at: place, steps: vec![step] }),
        Payload::Step(_) => builder.move_chosen_to(place),
    }
    builder.want_focus(true);
}

/// Keeps a finger from scrolling while it drags.
pub fn on_touch_move(event: &TouchEvent, builder: Builder) {
    if builder.drag.read_untracked().is_some() && event.cancelable() {
        event.prevent_default();
    }
}
