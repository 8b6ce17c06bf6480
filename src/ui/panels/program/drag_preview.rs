//! What is held while it is dragged: how it looks, and what it does to the tree under it.

use leptos::prelude::*;

use super::{Builder, drag::move_drag};
use crate::ui::render::reactive::{text_signal, view_signal};

/// How near to the edge what is held makes the tree scroll, and by how much a frame right at the edge, in pixels.
const SCROLL_EDGE_PX: f64 = 44.0;
const MAX_SCROLL_PX: f64 = 24.0;

/// What is held, under the pointer.
#[component]
pub fn DragPreview(builder: Builder) -> impl IntoView {
    view_signal(move || {
        builder.drag.get().map(|drag| {
            view! {
                <p
                    class="held"
                    aria-hidden="true"
                    data-fits=drag.place.is_some().to_string()
                    style=("--x", text_signal(move || format!("{}px", builder.pointer.get().0)))
                    style=("--y", text_signal(move || format!("{}px", builder.pointer.get().1)))
                >
                    {drag.label}
                </p>
            }
        })
    })
}

/// Scrolls the tree while what is held is near its upper or lower edge.
pub fn scroll_at_edges(builder: Builder) {
    if builder.drag.read_untracked().is_none() {
        return;
    }
    let at = builder.pointer.get_untracked();
    let Ok(Some(scroller)) = document().query_selector(".scroller") else { return };
    let view = scroller.get_bounding_client_rect();
    let (x, y) = (f64::from(at.0), f64::from(at.1));
    if x < view.left() || x > view.right() {
        return;
    }
    let (above, below) = (y - view.top(), view.bottom() - y);
    let depth = SCROLL_EDGE_PX - above.min(below).abs();
    if depth <= 0.0 {
        return;
    }
    let by = (depth / SCROLL_EDGE_PX * MAX_SCROLL_PX) as i32 * if above < below { -1 } else { 1 };
    let before = scroller.scroll_top();
    scroller.set_scroll_top(before + by);
    if scroller.scroll_top() != before {
        move_drag(builder, at);
    }
}
