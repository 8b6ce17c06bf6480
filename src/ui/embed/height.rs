//! The height that an embedded page asks its host for.
//!
//! It follows from the width of the frame and from what the panels show, never from the height of the frame. It may change
//! the width, though: a host page that becomes too high gets a scrollbar, which makes the frame narrower.

use leptos::{wasm_bindgen::JsCast, web_sys::HtmlElement};

use crate::ui::render::metrics::{STACK_COLUMN_PX, STACK_GAP_PX};

/// The natural height of the home as a fraction of its width, and its maximum in CSS pixels.
const HOME_RATIO: f64 = 0.5;
const MAX_HOME_PX: f64 = 420.0;

/// The lowest frame that shows a timeline below the home; style/embed.css hides it in lower ones.
const MIN_TIMELINE_FRAME_PX: f64 = 301.0;

/// A scrollbar is at most this wide, in CSS pixels.
const MAX_SCROLLBAR_PX: f64 = 32.0;

/// The width of a frame, and the height that its panels want at that width.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct WantedSize {
    pub width: f64,
    pub height: f64,
}

impl WantedSize {
    /// Measures the panels in a frame of this width.
    pub fn measure(width: f64, panels: &[HtmlElement]) -> Self {
        Self { width, height: natural_height(panels) }
    }

    /// Returns true if the host should get to know this size after the `reported` one.
    ///
    /// A slightly narrower frame that wants to be slightly lower is what the scrollbar does that appears when the page has
    /// grown. In a lower frame the scrollbar would disappear and the frame be wider and higher again, for ever.
    pub fn is_news_after(self, reported: Self) -> bool {
        let (narrower, lower) = (reported.width - self.width, reported.height - self.height);
        let is_scrollbar = narrower > 0.0 && narrower <= MAX_SCROLLBAR_PX && lower >= 0.0 && lower <= narrower;
        lower != 0.0 && !is_scrollbar
    }
}

fn natural_height(panels: &[HtmlElement]) -> f64 {
    let is = |panel: &HtmlElement, class| panel.class_list().contains(class);
    let has_home = panels.iter().any(|panel| is(panel, "stage"));
    let has_cover = panels.get(1).is_some_and(|first| is(first, "stage"));
    let heights = panels.iter().map(|panel| {
        if is(panel, "stage") {
            STACK_GAP_PX + (f64::from(panel.offset_width()) * HOME_RATIO).min(MAX_HOME_PX)
        } else if is(panel, "column") {
            STACK_GAP_PX + STACK_COLUMN_PX
        } else if is(panel, "visually-hidden") || is(panel, "caption") && has_home || is(panel, "open") && has_cover {
            // The link and the caption lie over the home.
            0.0
        } else {
            // The fraction counts: without it the page would be scrollable by less than a pixel.
            STACK_GAP_PX + panel.get_bounding_client_rect().height() - scrollbar_height(panel)
        }
    });
    let height = (heights.sum::<f64>() + STACK_GAP_PX).ceil();
    let has_both = has_home && panels.iter().any(|panel| is(panel, "timeline"));
    if has_both { height.max(MIN_TIMELINE_FRAME_PX) } else { height }
}

/// The height of the horizontal scrollbar of the chart in a panel.
///
/// Until the chart is drawn anew for a narrower frame it has one, which must not make the frame higher meanwhile.
fn scrollbar_height(panel: &HtmlElement) -> f64 {
    let chart = panel.query_selector(".chart").ok().flatten().and_then(|chart| chart.dyn_into::<HtmlElement>().ok());
    chart.map_or(0.0, |chart| f64::from(chart.offset_height() - chart.client_height() - 2 * chart.client_top()))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A host page with a scrollbar of 15 px that appears when the frame and `rest` do not fit into the window. The frame has
    /// 70 % of the width and is half as high as wide, with panels of 180 px below.
    fn host(window: f64, rest: f64, frame: f64) -> WantedSize {
        let width = (if frame + rest > window { 885.0 } else { 900.0 }) * 0.7;
        WantedSize { width, height: (width * HOME_RATIO + 180.0).ceil() }
    }

    #[test]
    fn the_height_settles_on_every_host_page_with_scrollbars() {
        for rest in 180..230 {
            let mut reported = WantedSize::default();
            let mut changes = 0;
            for _ in 0..20 {
                let now = host(700.0, f64::from(rest), reported.height);
                if now.is_news_after(reported) {
                    (reported, changes) = (now, changes + 1);
                }
            }
            assert!(changes <= 3, "{changes} heights beside {rest} px");
            assert!(
                host(700.0, f64::from(rest), reported.height).height <= reported.height,
                "cut off beside {rest} px"
            );
        }
    }

    #[test]
    fn a_frame_that_is_much_narrower_or_whose_content_is_lower_becomes_lower() {
        let size = |width, height| WantedSize { width, height };
        assert!(size(400.0, 380.0).is_news_after(size(630.0, 495.0)));
        assert!(size(630.0, 395.0).is_news_after(size(630.0, 495.0)));
        assert!(size(620.0, 395.0).is_news_after(size(630.0, 495.0)));
        assert!(size(620.0, 500.0).is_news_after(size(630.0, 495.0)));
        assert!(!size(620.0, 490.0).is_news_after(size(630.0, 495.0)));
        assert!(!size(620.0, 495.0).is_news_after(size(630.0, 495.0)));
    }

    #[test]
    fn a_frame_that_becomes_narrower_bit_by_bit_becomes_lower_in_the_end() {
        let mut reported = WantedSize { width: 720.0, height: 540.0 };
        for step in 1..=20 {
            let width = 720.0 - 10.0 * f64::from(step);
            let now = WantedSize { width, height: width * HOME_RATIO + 180.0 };
            if now.is_news_after(reported) {
                reported = now;
            }
        }
        assert!(reported.height <= 460.0, "{reported:?}");
    }
}
