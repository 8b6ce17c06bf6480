use std::{fmt::Write, time::Duration};

use super::shapes::{Rect, fitted, line, text};
use crate::{
    home::DeviceKind,
    program::BlockKind,
    runtime::{Forecast, History, StepState, Work},
    ui::{
        panels::timeline::{
            details::{deadline, is_next_round, planned_end, shown_round},
            layout::{Cluster, LaneKind},
        },
        render::metrics::light_theme::{HAZARD, INK, INK_SOFT, LIGHT, PARALLEL, SEQUENCE, SPEAKER, TOILET},
        text::{short_name, tenths},
    },
};

/// The least height of a bar with words.
const MIN_WORDS_PX: f64 = 12.0;
/// The least width of a bar with a name.
const MIN_NAME_PX: f64 = 60.0;
const FONT_PX: f64 = 12.0;
/// The width of the mark at the end of a bar.
const MARK_PX: f64 = 12.0;

/// The id of the pattern of strays, and its definition.
const STRAY: &str = "stray";
pub const PATTERNS: &str = r##"<defs><pattern id="stray" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><path d="M0 0v6" stroke="#ffffff" stroke-width="5"/></pattern></defs>"##;

/// A bar of a saved picture, with its marks.
pub struct BarPicture<'a> {
    pub history: &'a History,
    pub forecast: &'a Forecast,
    pub lane: LaneKind,
    pub cluster: Cluster,
    /// The next bar in the row.
    pub next: Option<Cluster>,
    pub rect: Rect,
    /// Returns the place of a time.
    pub x: &'a dyn Fn(Duration) -> f64,
    /// The right edge of the chart.
    pub right: f64,
}

impl BarPicture<'_> {
    pub fn draw(&self, svg: &mut String) {
        let Rect { x, y, width, height } = self.rect;
        let execution = self.cluster.first.execution;
        let work = &self.history.plan().step(execution.step).work;
        let span = self.history.span(execution);
        let is_single = self.cluster.count == 1;
        let fill = color(self.lane, work);
        let edge = if span.hazard.is_some() { HAZARD } else { fill };
        let state =
            if is_single { span.state() } else { self.cluster.failure.map_or(StepState::Done, StepState::Failed) };
        if is_single {
            self.draw_pause(svg);
            self.draw_tail(svg, fill);
        }
        let (opacity, dashes) = match state {
            StepState::Cancelled => ("0.15", r#" stroke-dasharray="4 3""#),
            _ => ("0.4", ""),
        };
        self.rect.draw(svg, &format!(r#"fill="{fill}" fill-opacity="{opacity}" stroke="{edge}"{dashes}"#));
        if is_single {
            self.draw_stray(svg);
            self.draw_queue(svg);
            self.draw_late(svg);
        }
        let is_message = !matches!(work, Work::Block(_));
        if is_message && self.forecast.of(execution.step).is_critical {
            line(svg, x + 2.0, y + height - 2.0, x + width - 2.0, y + height - 2.0, INK);
        }
        if is_single && self.history.plan().is_in_cleanup(execution.step) {
            let (left, right, y) = (tenths(x), tenths(x + width), tenths(y));
            let stroke = format!(r#"stroke="{INK}" stroke-width="3" stroke-dasharray="3 3""#);
            _ = write!(svg, r#"<path d="M{left} {y}H{right}" {stroke}/>"#);
        }
        self.draw_words(svg, state);
        if let Some(deadline) = deadline(self.history, execution).filter(|&t| is_single && t <= self.cluster.end) {
            let x = (self.x)(deadline);
            line(svg, x, y - 2.0, x, y + height + 2.0, HAZARD);
        }
    }

    fn draw_words(&self, svg: &mut String, state: StepState) {
        let Rect { x, y, width, height } = self.rect;
        if height <= MIN_WORDS_PX {
            return;
        }
        let execution = self.cluster.first.execution;
        if width > MIN_NAME_PX && self.cluster.count == 1 {
            let name = short_name(self.history.plan(), execution.step);
            let name = match shown_round(self.history, execution) {
                Some(round) => format!("{round} · {name}"),
                None => name,
            };
            let mark_px = if mark(state).is_some() { MARK_PX } else { 0.0 };
            let name = fitted(&name, width - 10.0 - mark_px, FONT_PX);
            text(svg, x + 7.0, y + height / 2.0 + 4.0, INK, r#"font-size="12""#, &name);
        }
        if let Some(mark) = mark(state) {
            let end = r#"font-size="12" font-weight="700" text-anchor="end""#;
            text(svg, x + width - 3.0, y + height / 2.0 + 4.0, INK, end, mark);
        }
    }

    /// The pause before the next attempt or round.
    fn draw_pause(&self, svg: &mut String) {
        let first = self.cluster.first.execution;
        let next = self.next.filter(|next| next.count == 1 && is_next_round(first, next.first.execution));
        if let Some(next) = next {
            let y = self.rect.y + self.rect.height / 2.0;
            line(svg, (self.x)(self.cluster.end), y, (self.x)(next.first.start), y, INK_SOFT);
        }
    }

    /// The time that a cancelled step would have taken.
    fn draw_tail(&self, svg: &mut String, stroke: &str) {
        let Some(planned) = planned_end(self.history, self.cluster.first.execution) else { return };
        let right = self.next.map_or(self.right, |next| (self.x)(next.first.start) - 2.0);
        let x = (self.x)(self.cluster.end);
        let width = (self.x)(planned).min(right) - x;
        if width > 0.0 {
            let more = format!(r#"fill="none" stroke="{stroke}" stroke-opacity="0.9" stroke-dasharray="1 4""#);
            Rect { x, width, ..self.rect }.draw(svg, &more);
        }
    }

    /// The part in which the block waits for its lock.
    fn draw_queue(&self, svg: &mut String) {
        let execution = self.cluster.first.execution;
        let is_lock = self.history.plan().step(execution.step).lock.is_some();
        let acquired = self.history.span(execution).acquired.unwrap_or(self.cluster.end);
        let width = (self.x)(acquired) - self.rect.x;
        if is_lock && width > 0.0 {
            Rect { width, ..self.rect }.draw(svg, &format!(r#"fill="url(#{STRAY})" fill-opacity="0.9""#));
        }
    }

    /// The part in which the message has arrived, and its step waits for the thread.
    fn draw_late(&self, svg: &mut String) {
        let Some(delivered) = self.history.span(self.cluster.first.execution).delivered else { return };
        let x = (self.x)(delivered);
        let width = self.rect.x + self.rect.width - x;
        Rect { x, width, ..self.rect }.draw(svg, &format!(r#"fill="url(#{STRAY})" fill-opacity="0.9""#));
    }

    /// The part in which the step is a stray.
    fn draw_stray(&self, svg: &mut String) {
        let since = self.history.stray_since(self.cluster.first.execution);
        if let Some(since) = since.filter(|&since| since < self.cluster.end) {
            let x = (self.x)(since);
            let width = self.rect.x + self.rect.width - x;
            Rect { x, width, ..self.rect }.draw(svg, &format!(r#"fill="url(#{STRAY})" fill-opacity="0.7""#));
        }
    }
}

/// The mark of a step that did not succeed.
fn mark(state: StepState) -> Option<&'static str> {
    match state {
        StepState::Failed(_) => Some("✕"),
        StepState::Cancelled => Some("⊘"),
        _ => None,
    }
}

fn color(lane: LaneKind, work: &Work) -> &'static str {
    match (lane, work) {
        (LaneKind::Device(DeviceKind::Light), _) => LIGHT,
        (LaneKind::Device(DeviceKind::Speaker), _) => SPEAKER,
        (LaneKind::Device(DeviceKind::Toilet), _) => TOILET,
        (LaneKind::Blocks, Work::Block(BlockKind::Parallel | BlockKind::Race)) => PARALLEL,
        (LaneKind::Blocks, Work::Block(_)) => SEQUENCE,
        (LaneKind::Blocks, _) => INK_SOFT,
    }
}
