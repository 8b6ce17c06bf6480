//! The timeline under a pointer, a wheel, fingers and keys.

use leptos::{
    ev::{KeyboardEvent, MouseEvent, PointerEvent, WheelEvent},
    prelude::*,
    wasm_bindgen::JsCast,
    web_sys::{Element, HtmlElement},
};

use super::{
    chart::{Chart, ZOOM_STEP},
    layout::Bar,
};
use crate::{
    runtime::StepId,
    ui::render::ids::{bar_id, step_of_bar},
};

/// The step whose bar an element is, or is in.
fn step_at(element: &Element) -> Option<StepId> {
    step_of_bar(&element.closest(".time-span[id]").ok()??.id())
}

/// The wheel scrolls by itself; with Ctrl, as a trackpad's pinch has it, it zooms.
pub fn on_wheel(event: &WheelEvent, chart: Chart) {
    if event.ctrl_key() || event.meta_key() {
        event.prevent_default();
        // The browser's power, since Rust's own brings a table of 4 KB to the page.
        let factor = js_sys::Math::pow(2.0, -event.delta_y() / 240.0);
        chart.zoom_by(factor, Some(f64::from(event.client_x())));
    }
}

/// A press on the axis moves the cursor there; a second finger begins to zoom.
pub fn on_down(event: &PointerEvent, chart: Chart) {
    let x = f64::from(event.client_x());
    if event.pointer_type() == "touch" {
        chart.interaction.update_value(|interaction| interaction.fingers.push((event.pointer_id(), x)));
    }
    let target: Element = event_target(event);
    let is_axis = matches!(target.closest(".axis, .playhead"), Ok(Some(_)));
    if is_axis && event.button() == 0 && event.is_primary() {
        event.prevent_default();
        _ = target.set_pointer_capture(event.pointer_id());
        chart.interaction.update_value(|interaction| interaction.is_scrubbing = true);
        chart.run.seek(chart.time_at(x));
    }
}

pub fn on_move(event: &PointerEvent, chart: Chart) {
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
        chart.run.seek(chart.time_at(x));
    }
}

pub fn on_up(event: &PointerEvent, chart: Chart) {
    chart.interaction.update_value(|interaction| {
        interaction.is_scrubbing = false;
        interaction.fingers.retain(|&(id, _)| id != event.pointer_id());
    });
}

/// Marks the step under the pointer in all panels, and gives its bar a tooltip with its accessible name.
pub fn on_over(event: &MouseEvent, chart: Chart) {
    let target: Element = event_target(event);
    chart.document.point_at(step_at(&target));
    if let Ok(Some(bar)) = target.closest(".time-span[id]")
        && let Some(words) = bar.get_attribute("aria-label")
    {
        _ = bar.set_attribute("title", &words);
    }
}

pub fn on_focus(target: &Element, chart: Chart) {
    if let Some(step) = step_at(target) {
        chart.focus.set(Some(step));
        chart.document.point_at(Some(step));
    }
}

/// Arrows lead from bar to bar, Enter moves the cursor to the start of one; plus, minus and zero zoom.
pub fn on_key(event: &KeyboardEvent, chart: Chart) {
    if event.ctrl_key() || event.meta_key() || event.alt_key() {
        return;
    }
    if event_target::<Element>(event).tag_name() == "INPUT" {
        return;
    }
    match &*event.key() {
        "+" | "=" => chart.zoom_by(ZOOM_STEP, None),
        "-" => chart.zoom_by(1.0 / ZOOM_STEP, None),
        "0" => chart.fit(),
        key => {
            let Some(step) = step_at(&event_target(event)) else { return };
            let lanes = chart.lanes.get_untracked();
            let bars = |lane: usize| {
                let mut bars: Vec<_> = lanes.1[lane].rows.iter().flatten().copied().collect();
                bars.sort_by_key(|bar| (bar.start, bar.step));
                bars
            };
            let of_step = |lane: &usize| lanes.1[*lane].rows.iter().flatten().any(|bar| bar.step == step);
            let Some(lane) = (0..lanes.1.len()).find(of_step) else { return };
            let own = bars(lane);
            let Some(at) = own.iter().position(|bar| bar.step == step) else { return };
            let nearest = |mut lanes: Box<dyn Iterator<Item = usize>>| {
                let bars = lanes.by_ref().map(bars).find(|bars| !bars.is_empty())?;
                bars.into_iter().min_by_key(|bar| bar.start.abs_diff(own[at].start))
            };
            let next: Option<Bar> = match key {
                "ArrowRight" => own.get(at + 1).copied(),
                "ArrowLeft" => at.checked_sub(1).map(|at| own[at]),
                "Home" => own.first().copied(),
                "End" => own.last().copied(),
                "ArrowDown" => nearest(Box::new(lane + 1..lanes.1.len())),
                "ArrowUp" => nearest(Box::new((0..lane).rev())),
                "Enter" => {
                    chart.run.seek(own[at].start);
                    Some(own[at])
                }
                _ => return,
            };
            if let Some(bar) = next {
                chart.interaction.update_value(|interaction| interaction.wants_focus = true);
                chart.focus.set(Some(bar.step));
                chart.reveal(bar.start);
            }
        }
    }
    event.prevent_default();
}

/// Gives the keyboard to the bar that should have it, once it is drawn.
pub fn give_focus(chart: Chart) {
    let wanted = chart
        .interaction
        .try_update_value(|interaction| std::mem::take(&mut interaction.wants_focus))
        .unwrap_or_default();
    if wanted
        && let Some(step) = chart.focus.get_untracked()
        && let Some(bar) = document().get_element_by_id(&bar_id(step))
    {
        _ = bar.unchecked_into::<HtmlElement>().focus();
    }
}
