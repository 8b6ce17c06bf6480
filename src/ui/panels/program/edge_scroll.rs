use leptos::prelude::document;

/// Distance from the edge of the tree at which a drag begins to scroll it, and the pixels per frame right at the edge.
const SCROLL_EDGE_PX: f64 = 44.0;
const MAX_SCROLL_PX: f64 = 24.0;

/// Scrolls the tree by a frame's worth if a point of the page is near its upper or lower edge. Returns true if it moved.
pub fn scroll_at_edges((x, y): (i32, i32)) -> bool {
    let Ok(Some(scroller)) = document().query_selector(".scroller") else { return false };
    let view = scroller.get_bounding_client_rect();
    let (x, y) = (f64::from(x), f64::from(y));
    if x < view.left() || x > view.right() {
        return false;
    }
    let (above, below) = (y - view.top(), view.bottom() - y);
    let depth = SCROLL_EDGE_PX - above.min(below).abs();
    if depth <= 0.0 {
        return false;
    }
    let by = (depth / SCROLL_EDGE_PX * MAX_SCROLL_PX) as i32 * if above < below { -1 } else { 1 };
    let before = scroller.scroll_top();
    scroller.set_scroll_top(before + by);
    scroller.scroll_top() != before
}
