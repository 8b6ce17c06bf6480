//! Marks of the timeline beside its bars: the fuse of a time limit, the gap between two attempts, the time that a cancelled
//! step would have taken, and the part of a bar in which its step is a stray.

use std::time::Duration;

use super::{
    details::{deadline, is_next_round, planned_end},
    drawing::{Drawing, px, row_px},
    layout::{Cluster, Lane},
};
use crate::{
    runtime::{Failure, StepState},
    ui::render::vdom::{VElement, element},
};

/// Width of the narrowest gap with a line, and of the narrowest with an hourglass.
const MIN_GAP_PX: f64 = 3.0;
const MIN_HOURGLASS_PX: f64 = 22.0;

/// The width of a cancelled step's tail beyond the end of the run.
const TAIL_END_PX: f64 = 18.0;

/// A broom, on the bars of a cleanup.
pub const BROOM: &str = r#"<svg class="glyph" viewBox="0 0 24 24" aria-hidden="true"><path d="M20 4l-7 7"/><path class="solid" d="M9 9l6 6-3 6-9-8z"/></svg>"#;
const HOURGLASS: &str = r#"<svg class="glyph" viewBox="0 0 24 24" aria-hidden="true"><path d="M7 3h10M7 21h10M8 3c0 5 4 6 4 9s-4 4-4 9M16 3c0 5-4 6-4 9s4 4 4 9"/></svg>"#;

impl Drawing<'_> {
    /// The fuse of a `timeout`: a line from its start to its deadline, with a flag there. `next` is the start of the next
    /// bar in the row: a deadline after it has no room.
    pub fn fuse(&self, lane: &Lane, row: usize, cluster: Cluster, next: Option<Duration>) -> Option<VElement> {
        let execution = cluster.first.execution;
        let deadline = deadline(self.prediction, execution).filter(|_| cluster.count == 1)?;
        let room = next.unwrap_or(self.prediction.end()).max(cluster.end);
        let has_flag = deadline <= room;
        let end = if has_flag { deadline } else { cluster.end };
        let span = self.history.span_until(execution, self.moment);
        let has_cut = deadline <= self.moment
            && match span.state() {
                StepState::Running | StepState::Failed(Failure::TimedOut) => true,
                // Cancelled while it waited for cleanups, after the deadline.
                StepState::Cancelled => span.end.is_some_and(|(end, _)| end > deadline),
                _ => false,
            };
        let (size, gap) = row_px(lane);
        Some(
            element("span")
                .attr("class", "fuse")
                .attr_bool("data-flag", has_flag)
                .attr_bool("data-cut", has_cut)
                .attr("style:left", px(self.scale.px(cluster.first.start)))
                .attr("style:width", px(self.scale.px(end - cluster.first.start) - 1.0))
                .attr("style:top", px(row as f64 * (size + gap)))
                .attr("style:height", px(size)),
        )
    }

    /// The gap between two executions of the same step in a row.
    pub fn gap(&self, lane: &Lane, row: usize, cluster: Cluster, next: Option<Cluster>) -> Option<VElement> {
        let execution = cluster.first.execution;
        let next = next.filter(|next| cluster.count == 1 && next.count == 1)?;
        if !is_next_round(execution, next.first.execution) {
            return None;
        }
        let step = execution.step;
        let plan = self.prediction.plan();
        let is_pause = plan.step(step).parent == Some(plan.repeater(step)?);
        let width = self.scale.px(next.first.start.saturating_sub(cluster.end));
        let (size, gap) = row_px(lane);
        let has_hourglass = is_pause && width >= MIN_HOURGLASS_PX && size > 12.0;
        let hourglass = has_hourglass.then(|| element("span").inner_html(HOURGLASS));
        (width >= MIN_GAP_PX).then(|| {
            element("span")
                .attr("class", "gap")
                .attr("aria-hidden", "true")
                .attr("style:left", px(self.scale.px(cluster.end)))
                .attr("style:width", px(width - 2.0))
                .attr("style:top", px(row as f64 * (size + gap) + size / 2.0 - 1.0))
                .children(hourglass)
        })
    }

    /// The time that a cancelled step would have taken, behind its bar, up to the start of the next bar in its row.
    pub fn tail(&self, lane: &Lane, row: usize, cluster: Cluster, next: Option<Duration>) -> Option<VElement> {
        let execution = Some(cluster.first.execution).filter(|_| cluster.count == 1)?;
        let span = self.history.span_until(execution, self.moment);
        let (end, _) = span.end.filter(|_| span.state() == StepState::Cancelled)?;
        // A block that waits in a stuck run would wait for ever.
        let is_stuck = self.history.waits().iter().any(|wait| wait.block == execution);
        let planned = planned_end(self.history, execution).filter(|_| !is_stuck);
        if planned.is_none() && !is_stuck {
            return None;
        }
        let right = next.map_or(self.scale.px(self.prediction.end()) + TAIL_END_PX, |next| self.scale.px(next) - 2.0);
        let planned = planned.map_or(right, |planned| self.scale.px(planned));
        let width = planned.min(right) - self.scale.px(end);
        let (size, gap) = row_px(lane);
        (width >= MIN_GAP_PX).then(|| {
            element("span")
                .attr("class", "tail")
                .attr_bool("data-cut", planned > right)
                .attr_bool("data-stuck", is_stuck)
                .attr("aria-hidden", "true")
                .attr("style:left", px(self.scale.px(end) - 2.0))
                .attr("style:width", px(width))
                .attr("style:top", px(row as f64 * (size + gap)))
                .attr("style:height", px(size))
        })
    }

    /// The part of a bar in which its block waits for a lock, inside the bar.
    pub fn queue(&self, cluster: Cluster, end: Duration) -> Option<VElement> {
        let single = Some(cluster.first).filter(|_| cluster.count == 1)?;
        self.prediction.plan().step(single.execution.step).lock?;
        let acquired = self.prediction.span(single.execution).acquired.map_or(end, |acquired| acquired.min(end));
        let width = self.scale.px(acquired.saturating_sub(single.start));
        (width >= MIN_GAP_PX).then(|| element("span").attr("class", "queue").attr("style:width", px(width)))
    }

    /// The part of a bar in which its message has arrived, and its step waits for the thread.
    pub fn late(&self, cluster: Cluster) -> Option<VElement> {
        let single = Some(cluster.first).filter(|_| cluster.count == 1)?;
        let delivered = self.prediction.span(single.execution).delivered?;
        let left = px(self.scale.px(delivered.saturating_sub(single.start)));
        Some(element("span").attr("class", "late").attr("style:left", left))
    }

    /// The part of a bar in which its step is a stray, inside the bar.
    pub fn stray(&self, cluster: Cluster, end: Duration) -> Option<VElement> {
        let single = Some(cluster.first).filter(|_| cluster.count == 1)?;
        let since = self.prediction.stray_since(single.execution).filter(|&since| since < end)?;
        let left = px(self.scale.px(since - single.start));
        Some(element("span").attr("class", "stray").attr("style:left", left))
    }
}
