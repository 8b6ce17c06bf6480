//! Pointer, wheel, touch and key events of the timeline.

use leptos::{
    ev::{KeyboardEvent, MouseEvent, PointerEvent, WheelEvent},
    prelude::*,
    wasm_bindgen::JsCast,
    web_sys::{Element, HtmlElement},
};

use super::{
    chart::{Chart, ZOOM_STEP},
    navigation::{Move, find_bar},
};
use crate::{
    browser::shortcut_key,
    runtime::Execution,
    ui::render::ids::{bar_id, execution_of_bar},
};

/// The execution whose bar is or contains an element.
fn execution_at(element: &Element) -> Option<Execution> {
    execution_of_bar(&element.closest(".time-span[id]").ok()??.id())
}

/// Zooms with the wheel and Ctrl, which is also the event of a trackpad's pinch. Without Ctrl the browser scrolls.
pub fn on_wheel(event: &WheelEvent, chart: Chart) {
    if event.ctrl_key() || event.meta_key() {
        event.prevent_default();
        // The power function of Rust would add a table of 4 KB to the page.
        let factor = js_sys::Math::pow(2.0, -event.delta_y() / 240.0);
        chart.zoom_by(factor, Some(f64::from(event.client_x())));
    }
}

/// Moves the cursor to a press on the axis, and remembers touches: two of them zoom.
pub fn on_down(event: &PointerEvent, chart: Chart) {
    let x = f64::from(event.client_x());
    if event.pointer_type() == "touch" {
        chart.interaction.update_value(|interaction| interaction.fingers.push((event.pointer_id(), x)));
    }
    let target: Element = event_target(event);
    if matches!(target.closest("[data-term]"), Ok(Some(_))) {
        return;
    }
    let is_axis = matches!(target.closest(".axis, .playhead"), Ok(Some(_)));
    // A press with Ctrl opens a context menu on a Mac, and its release is not reported.
    if is_axis && event.button() == 0 && !event.ctrl_key() && event.is_primary() {
        event.prevent_default();
        if let Some(scroller) = chart.scroller.get_untracked() {
            _ = scroller.set_pointer_capture(event.pointer_id());
        }
        chart.interaction.update_value(|interaction| interaction.is_scrubbing = true);
        chart.comparison.seek(chart.time_at(x));
    }
}

pub fn on_move(event: &PointerEvent, chart: Chart) {
    if event.buttons() & 1 == 0 {
        // The release was not reported: it was outside the frame, or a menu of the system took it.
        return on_up(event, chart);
    }
    let x = f64::from(event.client_x());
    let spread = |fingers: &[(i32, f64)]| match *fingers {
        [(_, one), (_, other)] => Some(((one - other).abs().max(10.0), f64::midpoint(one, other))),
        _ => None,
    };
    let pinch = chart.interaction.try_update_value(|interaction| {
        let before = spread(&interaction.fingers);
        interaction.fingers.iter_mut().filter(|(id, _)| *id == event.pointer_id()).for_each(|finger| finger.1 = x);
        before.zip(spread(&interaction.fingers))
    });
    if let Some(Some(((before, _), (now, middle)))) = pinch {
        chart.zoom_by(now / before, Some(middle));
    } else if chart.interaction.with_value(|interaction| interaction.is_scrubbing) {
        chart.comparison.seek(chart.time_at(x));
    }
}

pub fn on_up(event: &PointerEvent, chart: Chart) {
    chart.interaction.update_value(|interaction| {
        interaction.is_scrubbing = false;
        interaction.fingers.retain(|&(id, _)| id != event.pointer_id());
    });
}

/// Ends what a pointer does that the chart has lost. A finger that passes from the axis to the chart is not lost.
pub fn on_lost_capture(event: &PointerEvent, chart: Chart) {
    let target = event_target::<HtmlElement>(event);
    if chart.scroller.get_untracked().is_some_and(|scroller| *scroller == target) {
        on_up(event, chart);
    }
}

/// Marks the step under the pointer in all panels, and gives its bar a tooltip with its accessible name.
pub fn on_over(event: &MouseEvent, chart: Chart) {
    let target: Element = event_target(event);
    chart.point_at(execution_at(&target));
    if let Ok(Some(bar)) = target.closest(".time-span[id]")
        && let Some(words) = bar.get_attribute("aria-label")
    {
        _ = bar.set_attribute("title", &words);
    }
}

pub fn on_focus(target: &Element, chart: Chart) {
    if let Some(execution) = execution_at(target) {
        chart.focus.set(Some(execution));
        chart.point_at(Some(execution));
    }
}

/// Arrow keys move from bar to bar, Enter moves the cursor to the start of a bar; plus, minus and zero zoom.
pub fn on_key(event: &KeyboardEvent, chart: Chart) {
    if event.ctrl_key() || event.meta_key() || event.alt_key() {
        return;
    }
    if event_target::<Element>(event).tag_name() == "INPUT" {
        return;
    }
    match &*shortcut_key(event) {
        "+" | "=" => chart.zoom_by(ZOOM_STEP, None),
        "-" => chart.zoom_by(1.0 / ZOOM_STEP, None),
        "0" => chart.fit(),
        key => {
            let (Some(from), Some(to)) = (execution_at(&event_target(event)), Move::from_key(key)) else { return };
            if let Some(bar) = find_bar(&chart.lanes.get_untracked().1, from, to) {
                if to == Move::Stay {
                    chart.comparison.seek(bar.start);
                }
                chart.interaction.update_value(|interaction| interaction.wants_focus = true);
                chart.focus.set(Some(bar.execution));
                chart.reveal(bar.start);
            }
        }
    }
    event.prevent_default();
}

/// Focuses the bar that should have the focus, once it is rendered.
pub fn give_focus(chart: Chart) {
    let wanted = chart
        .interaction
        .try_update_value(|interaction| std::mem::take(&mut interaction.wants_focus))
        .unwrap_or_default();
    if wanted
        && let Some(execution) = chart.focus.get_untracked()
        && let Some(bar) = document().get_element_by_id(&bar_id(execution))
    {
        _ = bar.unchecked_into::<HtmlElement>().focus();
    }
}
