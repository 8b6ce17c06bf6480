//! Draws the axis and the lanes that are near the viewport.

use std::{cell::Cell, time::Duration};

use leptos::prelude::*;

use super::{
    chart::Chart,
    lanes::Lanes,
    layout::{Lane, LaneKind, visible_clusters},
    scale::Scale,
    viewport::Viewport,
    what_if::slider,
};
use crate::{
    runtime::{Cost, Execution, Forecast, History, StepId},
    ui::{
        render::{
            icons,
            metrics::{CHART_AXIS_PX, CHART_HEADING_PX, LANE_PADDING_PX},
            terms::with_words,
            vdom::{VElement, VNode, element},
        },
        state::TimelineView,
        text::{compare, scheduler, tenths, timeline as text},
    },
};

/// Height that a lane adds to its rows: padding on both sides, and a border below.
const LANE_EDGES_PX: f64 = 2.0 * LANE_PADDING_PX + 1.0;
/// Height of a lane with a slider, at least.
const SLIDER_PX: f64 = 44.0;
/// Room below the last lane.
const BOTTOM_PX: f64 = 6.0;

/// Bars that are closer are drawn as one. The distance grows where there would be more than `MAX_BARS`.
const MIN_BAR_DISTANCE_PX: f64 = 3.0;
const MAX_BARS: f64 = 1500.0;

/// Height and gap of the rows of a lane: the more rows, the lower.
pub fn row_px(lane: &Lane) -> (f64, f64) {
    match (lane.rows.len(), lane.kind) {
        (0..=6, LaneKind::Blocks) => (15.0, 3.0),
        (0..=6, _) => (22.0, 3.0),
        (7..=24, _) => (11.0, 2.0),
        _ => (6.0, 1.0),
    }
}

/// Pixels as a style.
pub fn px(px: f64) -> String {
    tenths(px) + "px"
}

/// Everything that the rendering of lanes depends on.
pub(super) struct Drawing<'a> {
    /// The spans to render, and their progress at `moment`.
    pub prediction: &'a History,
    pub history: &'a History,
    pub moment: Duration,
    /// True for the present run, whose bars have ids; false for a compared one.
    pub is_own: bool,
    /// Slack and critical path; `None` for a compared run, and while the outcome is not given away.
    pub forecast: Option<&'a Forecast>,
    pub scale: Scale,
    /// The stretch of time to draw.
    from: Duration,
    to: Duration,
    gap: Duration,
    pub focus: Option<Execution>,
    view: Viewport,
    slides: bool,
    /// True once a slack has been drawn with its word, which one can tap: one is enough.
    pub has_word: Cell<bool>,
}

/// The words in place of what would tell the outcome.
pub fn press_run() -> VNode {
    element("p").attr("class", "empty").text(text::PRESS_RUN).into()
}

pub fn draw(chart: Chart) -> Vec<VNode> {
    let (document, run) = (chart.document, chart.run);
    let (lanes, view, scale) = (chart.lanes.get(), chart.view.get(), chart.scale());
    let (prediction, forecast) =
        document.program.with(|program| (program.prediction.clone(), program.forecast.clone()));
    if chart.is_secret() {
        return vec![press_run()];
    }
    let history = run.history.read();
    let rows_seen = 2.0 * view.height / 7.0;
    let bars_a_row = (MAX_BARS / rows_seen.max(1.0)).max(40.0);
    let drawing = Drawing {
        prediction: &prediction,
        history: &history,
        moment: run.moment.get(),
        is_own: true,
        forecast: (!document.hides_outcome()).then_some(&*forecast),
        scale,
        from: scale.time(view.left - view.width / 2.0),
        to: scale.time(view.left + 1.5 * view.width),
        gap: scale.time((2.0 * view.width / bars_a_row).max(MIN_BAR_DISTANCE_PX)),
        focus: Some(chart.focus.get().unwrap_or_else(|| first_bar(&lanes))),
        view,
        slides: chart.shows(TimelineView::WhatIf),
        has_word: Cell::new(false),
    };
    let mut top = CHART_AXIS_PX;
    let comparison = chart.comparison;
    let policy = comparison.policy().filter(|_| chart.compares_ways());
    let outcome = |word: &str, run: &History| policy.as_ref().map(|policy| compare::way(policy.key, word, run));
    let figures = |cost: Option<Cost>| cost.as_ref().map(scheduler::figures);
    let mut shapes = Vec::new();
    if let Some(policy) = &policy {
        shapes.push(heading(&comparison.own_name(), outcome(policy.present, &prediction), &mut top));
    } else if chart.compares_models() {
        shapes.push(heading(&comparison.own_name(), figures(comparison.own_cost()), &mut top));
    }
    shapes.extend(drawing.lanes(&lanes, &mut top));
    for (compared, lanes) in comparison.shown.get().iter().zip(&*chart.compared_lanes.read()) {
        let outcome = outcome(compared.key, &compared.history).or_else(|| figures(compared.cost));
        shapes.push(heading(&compared.name, outcome, &mut top));
        // All runs are shown at the same time: a race.
        let drawing = Drawing {
            prediction: &compared.history,
            history: &comparison.known(compared),
            moment: comparison.moment(compared),
            is_own: false,
            forecast: None,
            focus: None,
            slides: false,
            has_word: Cell::new(true),
            ..drawing
        };
        shapes.extend(drawing.lanes(lanes, &mut top));
    }
    // Nothing that zooming changes is a custom property: the browser would restyle all descendants.
    let whole = element("div")
        .attr("class", "drawing")
        .attr("style:width", px(chart.content_px()))
        .attr("style:height", px(top + BOTTOM_PX))
        .attr("--label", px(chart.label_px()))
        .child(axis(chart, scale, view))
        .child(element("ol").attr("class", "lanes").children(shapes));
    vec![whole.into()]
}

/// The name of a compared run, whose lanes follow below, and what has come of it.
fn heading(name: &str, outcome: Option<String>, top: &mut f64) -> VElement {
    let heading = element("li").attr("class", "other").attr("--y", px(*top));
    *top += CHART_HEADING_PX;
    let outcome = outcome.map(|outcome| element("small").text(outcome));
    heading.child(element("span").text(name.to_string())).children(outcome)
}

pub fn lane_px(lane: &Lane, slides: bool) -> f64 {
    let (size, gap) = row_px(lane);
    let height = lane.rows.len().max(1) as f64 * (size + gap) - gap + LANE_EDGES_PX;
    if slides && lane.device.is_some() { height.max(SLIDER_PX) } else { height }
}

fn axis(chart: Chart, scale: Scale, view: Viewport) -> VElement {
    let total = chart.total();
    let (from, to) = (scale.time(view.left - view.width / 2.0), scale.time(view.left + 1.5 * view.width).min(total));
    let ticks = scale.ticks(from, to, 72.0).into_iter().map(|tick| {
        element("span")
            .attr("class", "tick")
            .attr("aria-hidden", "true")
            .attr_bool("data-last", tick == total && !total.is_zero())
            .attr("style:left", px(chart.label_px() + scale.px(tick)))
            .text(text::tick(tick))
    });
    let key = with_words(element("span").attr("class", "key"), text::CRITICAL_PATH);
    element("div").attr("class", "axis").child(key).children(ticks)
}

fn first_bar(lanes: &Lanes) -> Execution {
    let mut bars = lanes.1.iter().flat_map(|lane| lane.rows.iter().flatten());
    bars.next().map_or(Execution::first(StepId::ROOT), |bar| bar.execution)
}

impl Drawing<'_> {
    /// The lanes near the viewport, one below the other from `top` on.
    fn lanes(&self, lanes: &Lanes, top: &mut f64) -> Vec<VElement> {
        let (first, last) =
            (self.view.top - self.view.height / 2.0, self.view.top + 1.5 * self.view.height + CHART_AXIS_PX);
        let mut shapes = Vec::new();
        for lane in lanes.1.iter() {
            let height = lane_px(lane, self.slides);
            if *top + height > first && *top < last {
                shapes.push(self.lane(lane, *top));
            }
            *top += height;
        }
        shapes
    }

    fn lane(&self, lane: &Lane, top: f64) -> VElement {
        let name = lane.name.to_string();
        let ((size, gap), view) = (row_px(lane), self.view);
        let label = element("span")
            .attr("class", "label")
            .attr_bool("data-slides", self.slides && lane.device.is_some())
            .attr_bool("data-tall", lane_px(lane, self.slides) > view.height / 2.0)
            .child(element("span").inner_html(lane_icon(lane.kind)))
            .child(element("span").attr("class", "name").attr("title", name.clone()).text(name))
            .children(lane.device.filter(|_| self.slides).map(|device| slider(self.prediction.plan().device(device))));
        let row_at = |y: f64| ((y - top) / (size + gap)).max(0.0) as usize;
        let (first, last) = (row_at(view.top - view.height / 2.0), row_at(view.top + 1.5 * view.height));
        let mut bars = Vec::new();
        for (number, row) in lane.rows.iter().enumerate().take(last + 1).skip(first) {
            let mut clusters = visible_clusters(row, self.from, self.to, self.gap).into_iter().peekable();
            while let Some(cluster) = clusters.next() {
                let next = clusters.peek().copied();
                let next_start = next.map(|next| next.first.start);
                bars.push(self.bar(lane, number, cluster));
                bars.extend(self.fuse(lane, number, cluster, next_start));
                bars.extend(self.tail(lane, number, cluster, next_start));
                let gap = self.gap(lane, number, cluster, next);
                bars.extend(gap.or_else(|| self.slack(lane, number, cluster, next_start)));
            }
        }
        let track = element("div")
            .attr("class", "track")
            .attr("style:line-height", px(size - 3.0))
            .attr_bool("data-thin", size < 12.0)
            .children(bars);
        element("li")
            .attr("class", "lane")
            .attr("data-kind", lane.kind.as_str())
            .attr("--y", px(top))
            .attr("--height", px(lane_px(lane, self.slides)))
            .child(label)
            .child(track)
    }
}

fn lane_icon(kind: LaneKind) -> &'static str {
    match kind {
        LaneKind::Blocks => "",
        LaneKind::Device(kind) => icons::device(kind),
    }
}
