//! State and geometry of the chart.

use std::{sync::Arc, time::Duration};

use leptos::{html::Div, prelude::*, web_sys::HtmlDivElement};

use super::{interaction::Interaction, lanes::Lanes, layout::chart_end, scale::Scale, viewport::Viewport};
use crate::{
    runtime::{Execution, History},
    ui::{
        render::metrics::{CHART_AXIS_PX, CHART_HEADING_PX},
        state::{
            Compared, Comparison, Document, Phase, Preferences, Run, TimelineView, use_comparison, use_document,
            use_preferences, use_run,
        },
    },
};

/// Width of the lane labels, which the style sheets read from `--label`, and space after the end of the run.
const LABEL_PX: f64 = 112.0;
const NARROW_LABEL_PX: f64 = 44.0;
const END_PX: f64 = 28.0;

/// Zoom factor of one press of a button.
pub const ZOOM_STEP: f64 = 1.5;

/// State of the timeline. A handle: copies are the same.
#[derive(Clone, Copy)]
pub struct Chart {
    pub document: Document,
    pub run: Run,
    pub scroller: NodeRef<Div>,
    /// Width of the whole run, in widths of the viewport.
    pub zoom: RwSignal<f64>,
    /// Scroll position and size of the viewport.
    pub view: RwSignal<Viewport>,
    /// The execution whose bar has the focus, or had it last.
    pub focus: RwSignal<Option<Execution>>,
    /// The execution whose bar is under the pointer, or else has the focus: arrows show its causes and effects.
    pub pointed: RwSignal<Option<Execution>>,
    /// The lanes of the prediction.
    pub lanes: Memo<Lanes>,
    pub preferences: Preferences,
    pub comparison: Comparison,
    /// The lanes of each run that is compared with.
    pub compared_lanes: Memo<Vec<Lanes>>,
    pub(super) interaction: StoredValue<Interaction, LocalStorage>,
}

fn compares_ways(comparison: Comparison) -> bool {
    matches!(&*comparison.chosen.read(), Compared::Ways(_)) && !comparison.shown.read().is_empty()
}

/// The lanes of a run, which may be one of the several ways of a policy.
fn lanes(history: Arc<History>, comparison: Comparison) -> Lanes {
    match compares_ways(comparison) {
        true => Lanes::without_blocks(history),
        false => Lanes::of(history),
    }
}

impl Chart {
    pub fn new() -> Self {
        let (document, run, comparison) = (use_document(), use_run(), use_comparison());
        Self {
            document,
            run,
            scroller: NodeRef::new(),
            zoom: RwSignal::new(1.0),
            view: RwSignal::new(Viewport::default()),
            focus: RwSignal::new(None),
            pointed: RwSignal::new(None),
            lanes: Memo::new(move |_| lanes(document.prediction(), comparison)),
            preferences: use_preferences(),
            comparison,
            compared_lanes: Memo::new(move |_| {
                comparison.shown.read().iter().map(|compared| lanes(compared.history.clone(), comparison)).collect()
            }),
            interaction: StoredValue::new_local(Interaction::default()),
        }
    }

    /// Points at an execution, or at none.
    pub fn point_at(self, execution: Option<Execution>) {
        if self.pointed.get_untracked() != execution {
            self.pointed.set(execution);
        }
        self.document.point_at(execution.map(|execution| execution.step));
    }

    /// Returns true if nothing is shown before the first run, since even the axis would tell the outcome.
    pub fn is_secret(self) -> bool {
        self.run.phase.get() == Phase::Idle && self.document.hides_outcome()
    }

    /// True if the present run is shown among the several ways of a policy.
    pub fn compares_ways(self) -> bool {
        compares_ways(self.comparison)
    }

    /// True if the present run is shown among those of the other models.
    pub fn compares_models(self) -> bool {
        *self.comparison.chosen.read() == Compared::Models && !self.comparison.shown.read().is_empty()
    }

    /// The top of the first lane of the present run, which has a heading of its own among several.
    pub fn lanes_top(self) -> f64 {
        let has_heading = self.compares_ways() || self.compares_models();
        CHART_AXIS_PX + if has_heading { CHART_HEADING_PX } else { 0.0 }
    }

    /// Shows a view, or the chart if the view is there already.
    pub fn toggle(self, view: TimelineView) {
        let is_shown = untrack(|| self.shows(view));
        self.preferences.show_in_timeline(if is_shown { TimelineView::Chart } else { view });
    }

    pub fn shows(self, view: TimelineView) -> bool {
        self.preferences.timeline_view.get() == view
    }

    /// The duration that the whole chart shows.
    pub fn total(self) -> Duration {
        let compared = self.comparison.shown.read().iter().map(|compared| chart_end(&compared.history)).max();
        let own = chart_end(&self.document.prediction());
        self.comparison.end().max(own).max(compared.unwrap_or_default())
    }

    /// The width that is left for time: the viewport without the names.
    pub fn track_px(self) -> f64 {
        (self.view.get().width - self.label_px() - END_PX).max(1.0)
    }

    pub fn scale(self) -> Scale {
        Scale::new(self.total(), self.track_px(), self.zoom.get())
    }

    pub fn label_px(self) -> f64 {
        // Sliders need the width of the labels.
        if self.view.get().width < 560.0 && !self.shows(TimelineView::WhatIf) { NARROW_LABEL_PX } else { LABEL_PX }
    }

    /// The width of the whole chart.
    pub fn content_px(self) -> f64 {
        self.label_px() + self.scale().px(self.total()) + END_PX
    }

    /// Updates `view` from the scroll position. Small movements change nothing, since more than the viewport is rendered.
    pub fn sync_viewport(self) {
        let Some(scroller) = self.scroller.get_untracked() else { return };
        let (width, height) = (f64::from(scroller.client_width()), f64::from(scroller.client_height()));
        let view = Viewport {
            left: Viewport::snapped(scroller.scroll_left(), width),
            top: Viewport::snapped(scroller.scroll_top(), height),
            width,
            height,
        };
        if *self.view.read_untracked() != view {
            self.view.set(view);
        }
    }

    /// The x of a point of the page inside the chart, which may be drawn larger than its own pixels: `zoom` in styles.
    fn local_x(self, scroller: &HtmlDivElement, client_x: f64) -> f64 {
        let area = scroller.get_bounding_client_rect();
        let width = f64::from(scroller.offset_width());
        (client_x - area.left()) * if area.width() > 0.0 { width / area.width() } else { 1.0 }
    }

    /// Returns the time at an x of the page.
    pub fn time_at(self, client_x: f64) -> Duration {
        let Some(scroller) = self.scroller.get_untracked() else { return Duration::ZERO };
        let x = self.local_x(&scroller, client_x);
        let px = x - untrack(|| self.label_px()) + f64::from(scroller.scroll_left());
        untrack(|| self.scale()).time(px)
    }

    /// Zooms by a factor. The time at `client_x` stays where it is; without it, the time in the middle does.
    pub fn zoom_by(self, factor: f64, client_x: Option<f64>) {
        let Some(scroller) = self.scroller.get_untracked() else { return };
        let (label, track) = untrack(|| (self.label_px(), self.track_px()));
        let x = client_x.map_or(label + track / 2.0, |client_x| self.local_x(&scroller, client_x));
        let t = untrack(|| self.scale()).time(x - label + f64::from(scroller.scroll_left()));
        let max_zoom = Scale::max_zoom(untrack(|| self.total()), track);
        let zoom = (self.zoom.get_untracked() * factor).min(max_zoom).max(1.0);
        self.zoom.set(zoom);
        let (scale, total) = untrack(|| (self.scale(), self.total()));
        let to = (scale.px(t) - (x - label)).min(scale.px(total) - track).max(0.0).round() as i32;
        // The later scroll position, so that the chart is rendered once.
        self.view.update(|view| view.left = Viewport::snapped(to, view.width));
        // The chart can only be scrolled there after it has become wider.
        queue_microtask(move || {
            scroller.set_scroll_left(to);
            self.sync_viewport();
        });
    }

    /// Shows the whole run.
    pub fn fit(self) {
        self.zoom.set(1.0);
        queue_microtask(move || self.sync_viewport());
    }

    /// Scrolls to a time that is not visible.
    pub fn reveal(self, t: Duration) {
        let Some(scroller) = self.scroller.get_untracked() else { return };
        let (px, track) = untrack(|| (self.scale().px(t), self.track_px()));
        let left = f64::from(scroller.scroll_left());
        if px < left || px > left + track {
            scroller.set_scroll_left((px - track / 3.0) as i32);
            self.sync_viewport();
        }
    }
}
