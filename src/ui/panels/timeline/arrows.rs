//! Arrows from causes to effects, for the bar under the pointer or with the focus.

use leptos::prelude::*;

use super::{
    causes::{Cause, causes_of},
    chart::Chart,
    drawing::{lane_px, px, row_px},
    lanes::Lanes,
};
use crate::{
    runtime::Execution,
    ui::{
        render::{
            metrics::LANE_PADDING_PX,
            vdom::{VElement, VNode, svg_element},
        },
        state::TimelineView,
    },
};

/// The bow of an arrow to the right.
const BOW_PX: f64 = 16.0;

/// Draws the arrows of the execution that is pointed at.
pub fn draw(chart: Chart) -> Vec<VNode> {
    let Some(execution) = chart.pointed.get() else { return Vec::new() };
    if chart.document.hides_outcome() {
        return Vec::new();
    }
    let (lanes, scale, prediction) = (chart.lanes.get(), chart.scale(), chart.document.prediction());
    let causes = causes_of(&prediction, execution);
    let wanted: Vec<_> = causes.iter().flat_map(|cause| [cause.from, cause.to]).collect();
    let heights = heights(&lanes, chart.lanes_top(), chart.shows(TimelineView::WhatIf), &wanted);
    let label = chart.label_px();
    let arrows = causes.iter().filter_map(|cause| {
        let height = |execution| heights.iter().find(|(other, _)| *other == execution).map(|&(_, y)| y);
        let from = (label + scale.px(cause.left), height(cause.from)?);
        let to = (label + scale.px(cause.arrived), height(cause.to)?);
        Some(arrow(cause, from, to).into())
    });
    arrows.collect()
}

/// The y of the middle of the bars of some executions, in lanes below `top`.
fn heights(lanes: &Lanes, mut top: f64, slides: bool, wanted: &[Execution]) -> Vec<(Execution, f64)> {
    let mut heights = Vec::new();
    for lane in lanes.1.iter() {
        let (size, gap) = row_px(lane);
        for (row, bars) in lane.rows.iter().enumerate() {
            let y = top + LANE_PADDING_PX + row as f64 * (size + gap) + size / 2.0;
            heights.extend(bars.iter().filter(|bar| wanted.contains(&bar.execution)).map(|bar| (bar.execution, y)));
        }
        top += lane_px(lane, slides);
    }
    heights
}

/// An arrow, in a picture of its own at its start: a picture as wide as the chart may be too large for a browser.
fn arrow(cause: &Cause, from: (f64, f64), to: (f64, f64)) -> VElement {
    let (x, y) = (to.0 - from.0, to.1 - from.1);
    let whole = |number: f64| (number.round() as i32).to_string();
    // Two bars in one row: over their edges. The arrow is drawn from left to right.
    let is_level = y.abs() < 2.0;
    let d = match is_level {
        true => format!("M-7-3C-7-16 {} -16 {}-5", whole(x + 7.0), whole(x + 7.0)),
        false => format!("M0 0C{} 0 {} {} {} {}", whole(BOW_PX), whole(x + BOW_PX), whole(y), whole(x + 3.0), whole(y)),
    };
    let (end_x, end_y) = if is_level { (x + 7.0, -2.0) } else { (x + 1.0, y) };
    let place = format!("translate({} {})", whole(end_x), whole(end_y));
    let head = match (cause.is_cancelling, is_level) {
        (true, _) => "M-6 0a6 6 0 1 0 12 0a6 6 0 1 0-12 0M-4 4 4-4",
        (false, true) => "M-5-6 0 0 5-6",
        (false, false) => "M7-5 0 0 7 5",
    };
    svg_element("svg")
        .attr("class", "arrow")
        .attr("aria-hidden", "true")
        .attr_bool("data-cancels", cause.is_cancelling)
        .attr("style:left", px(from.0))
        .attr("style:top", px(from.1))
        .child(svg_element("path").attr("class", "halo").attr("d", d.clone()))
        .child(svg_element("path").attr("d", d))
        .child(svg_element("path").attr("class", "head").attr("transform", place).attr("d", head))
}
