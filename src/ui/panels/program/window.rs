//! Which steps of a long program are drawn: those near what is seen. Gaps as high as the others stand for them, so that
//! a program of ten thousand steps costs the page as little as one of a hundred.

use std::{ops::Range, time::Duration};

use leptos::{
    html::Ul,
    prelude::*,
    wasm_bindgen::JsCast,
    web_sys::{Element, FocusOptions, HtmlElement},
};

use super::{Builder, element_id, step_of};
use crate::runtime::StepId;

/// A step is higher than this, alone and without what its blocks add, so that twice as many are drawn as are seen.
const MIN_STEP_PX: f64 = 28.0;

/// How far beyond the edge steps are drawn before they are seen, in pixels.
const OVERSCAN_PX: f64 = 120.0;

/// How many steps are drawn at once.
pub fn max_rendered() -> u32 {
    let height = window().inner_height().ok().and_then(|height| height.as_f64());
    (height.unwrap_or_default() / MIN_STEP_PX) as u32
}

/// The steps to draw of so many, around one. A program that is not much longer is drawn as a whole.
pub fn drawn(steps: usize, center: u32, most: u32) -> Range<u32> {
    let (steps, most) = (steps as u32, most.max(24));
    if steps <= most + most / 2 {
        return 0..steps;
    }
    let start = center.saturating_sub(most / 2).min(steps - most);
    start..start + most
}

/// Looks for gaps that have come into view, once the frame with them is painted: measuring in a frame delays it.
pub fn on_scroll(builder: Builder, tree: NodeRef<Ul>) {
    let was_due =
        builder.interaction.try_update_value(|interaction| std::mem::replace(&mut interaction.looks_for_gaps, true));
    if was_due == Some(false) {
        set_timeout(
            move || {
                // By then the tree may be gone.
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

/// Calls for another drawing where a gap has come into view, and keeps in its place what is seen.
fn close_gaps(builder: Builder, tree: NodeRef<Ul>) {
    let Some(scroller) = tree.get_untracked().and_then(|tree| tree.parent_element()) else { return };
    let view = scroller.get_bounding_client_rect();
    let middle = view.top() + view.height() / 2.0;
    let Ok(gaps) = scroller.query_selector_all(".spacer") else { return };
    let gaps = (0..gaps.length()).filter_map(|index| gaps.item(index)).map(JsCast::unchecked_into::<Element>);
    let mut seen = gaps.filter(|gap| {
        let gap = gap.get_bounding_client_rect();
        gap.top() < view.bottom() + OVERSCAN_PX && gap.bottom() > view.top() - OVERSCAN_PX
    });
    let Some(gap) = seen.next() else { return };
    let number = |name: &str| gap.get_attribute(name).and_then(|value| value.parse::<u32>().ok()).unwrap_or_default();
    let rect = gap.get_bounding_client_rect();
    let part = ((middle - rect.top()) / rect.height().max(1.0)).clamp(0.0, 1.0);
    let center = number("data-first") + (part * f64::from(number("data-steps"))) as u32;
    let anchor = anchor(&view, middle).unwrap_or((StepId(center), middle));
    builder.center.set(center);
    queue_microtask(move || {
        let Some(step) = document().get_element_by_id(&element_id(anchor.0)) else { return };
        let moved = step.get_bounding_client_rect().top() - anchor.1;
        scroller.set_scroll_top(scroller.scroll_top() + moved as i32);
    });
}

/// The step in the middle of what is seen, and how far down its top is.
fn anchor(view: &leptos::web_sys::DomRect, middle: f64) -> Option<(StepId, f64)> {
    let hit = document().element_from_point((view.left() + view.width() / 2.0) as f32, middle as f32)?;
    let step = hit.closest("[role=treeitem]").ok()??;
    Some((step_of(&step.id())?, step.get_bounding_client_rect().top()))
}

/// Whether a step has the keyboard's focus.
pub fn has_focus(tree: &HtmlElement) -> bool {
    let active = document().active_element();
    active.is_some_and(|active| step_of(&active.id()).is_some() && tree.contains(Some(&active)))
}

/// Gives the focus to the step that has the keyboard. A drawing is put over the one before, so the element that had it
/// may have come to show another step, or may be gone.
pub fn give_focus(builder: Builder, had_focus: bool) {
    let path = builder.focus.get_untracked();
    let looked_for = builder.interaction.try_update_value(|interaction| {
        let is_same = interaction.last_focus == path;
        interaction.last_focus = path.clone();
        (had_focus | std::mem::take(&mut interaction.wants_focus)).then_some(is_same)
    });
    let wants_field = builder
        .interaction
        .try_update_value(|interaction| std::mem::take(&mut interaction.wants_field))
        .unwrap_or_default();
    if wants_field && let Ok(Some(field)) = document().query_selector(".fields [data-field]") {
        _ = field.unchecked_into::<HtmlElement>().focus();
        return;
    }
    let Some(is_same) = looked_for.flatten() else { return };
    let Some(id) = builder.document.plan().find(&path).map(element_id) else { return };
    if document().active_element().is_none_or(|active| active.id() != id)
        && let Some(step) = document().get_element_by_id(&id)
    {
        // A drawing that only follows the scrolling must not scroll back.
        let options = FocusOptions::new();
        options.set_prevent_scroll(is_same);
        _ = step.unchecked_into::<HtmlElement>().focus_with_options(&options);
    }
}

#[cfg(test)]
mod tests {
    use super::drawn;

    #[test]
    fn a_short_program_is_drawn_as_a_whole_and_a_long_one_around_what_is_seen() {
        assert_eq!(drawn(1, 0, 48), 0..1);
        assert_eq!(drawn(72, 60, 48), 0..72);
        assert_eq!(drawn(1000, 0, 48), 0..48);
        assert_eq!(drawn(1000, 500, 48), 476..524);
        assert_eq!(drawn(1000, 999, 48), 952..1000);
        assert_eq!(drawn(1000, 0, 0), 0..24, "where nothing is known of the height");
    }
}
