//! Chooses the steps of a long program that are rendered: those near the viewport. Gaps of the same height stand in for the
//! others, so that a program of ten thousand steps costs the page as little as one of a hundred.

use std::{ops::Range, time::Duration};

use leptos::{html::Ul, prelude::*, wasm_bindgen::JsCast, web_sys::Element};

use super::builder::Builder;
use crate::{
    runtime::StepId,
    ui::render::{
        ids::{card_id, step_of_card},
        virtual_list::window_around,
    },
};

/// Least height of a step, without that of its blocks, so that about twice as many steps are rendered as are visible.
const MIN_STEP_PX: f64 = 28.0;

/// Distance beyond the edge of the viewport within which steps are rendered.
const OVERSCAN_PX: f64 = 120.0;

const MIN_RENDERED_STEPS: usize = 24;

/// Returns the steps to render, around one step of a program of `len` steps.
pub fn steps_to_render(len: usize, center: u32) -> Range<u32> {
    let height = window().inner_height().ok().and_then(|height| height.as_f64());
    let steps = window_around(center as usize, max_rendered(height.unwrap_or_default()), len);
    steps.start as u32..steps.end as u32
}

fn max_rendered(height_px: f64) -> usize {
    ((height_px / MIN_STEP_PX) as usize).max(MIN_RENDERED_STEPS)
}

/// Looks for visible gaps after the frame is painted: measuring within a frame delays it.
pub fn on_scroll(builder: Builder, tree: NodeRef<Ul>) {
    let was_due =
        builder.interaction.try_update_value(|interaction| std::mem::replace(&mut interaction.looks_for_gaps, true));
    if was_due == Some(false) {
        set_timeout(
            move || {
                // The tree may be unmounted by then.
                let is_there =
                    builder.interaction.try_update_value(|interaction| interaction.looks_for_gaps = false).is_some();
                if is_there && !tree.is_disposed() {
                    close_gaps(builder, tree);
                }
            },
            Duration::ZERO,
        );
    }
}

/// Renders the steps of a visible gap, and keeps the visible steps in place.
fn close_gaps(builder: Builder, tree: NodeRef<Ul>) {
    let Some(scroller) = tree.get_untracked().and_then(|tree| tree.parent_element()) else { return };
    let view = scroller.get_bounding_client_rect();
    let middle = view.top() + view.height() / 2.0;
    let Ok(gaps) = scroller.query_selector_all(".spacer") else { return };
    let gaps = (0..gaps.length()).filter_map(|index| gaps.item(index)).map(JsCast::unchecked_into::<Element>);
    let mut visible = gaps.filter(|gap| {
        let gap = gap.get_bounding_client_rect();
        gap.top() < view.bottom() + OVERSCAN_PX && gap.bottom() > view.top() - OVERSCAN_PX
    });
    let Some(gap) = visible.next() else { return };
    let number = |name: &str| gap.get_attribute(name).and_then(|value| value.parse::<u32>().ok()).unwrap_or_default();
    let rect = gap.get_bounding_client_rect();
    let part = ((middle - rect.top()) / rect.height().max(1.0)).clamp(0.0, 1.0);
    let center = number("data-first") + (part * f64::from(number("data-steps"))) as u32;
    let anchor = anchor(&view, middle).unwrap_or((StepId(center), middle));
    builder.center.set(center);
    queue_microtask(move || {
        let Some(step) = document().get_element_by_id(&card_id(anchor.0)) else { return };
        let moved = step.get_bounding_client_rect().top() - anchor.1;
        scroller.set_scroll_top(scroller.scroll_top() + moved as i32);
    });
}

/// The step in the middle of the viewport, and the y of its top.
fn anchor(view: &leptos::web_sys::DomRect, middle: f64) -> Option<(StepId, f64)> {
    let hit = document().element_from_point((view.left() + view.width() / 2.0) as f32, middle as f32)?;
    let card = hit.closest("li.step").ok()??;
    Some((step_of_card(&card.id())?, card.get_bounding_client_rect().top()))
}

#[cfg(test)]
mod tests {
    use super::max_rendered;

    #[test]
    fn twice_as_many_steps_as_fit_are_rendered_and_some_where_the_height_is_unknown() {
        assert_eq!(max_rendered(1120.0), 40);
        assert_eq!(max_rendered(0.0), 24);
    }
}
