//! A span of the timeline: one step, or many that are too close to be told apart.

use std::time::Duration;

use super::{
    drawing::{Drawing, px, row_px},
    layout::{Bar, Cluster, Lane},
};
use crate::{
    runtime::{Span, StepId, StepState, Work},
    ui::{
        render::{
            icons,
            ids::bar_id,
            vdom::{VElement, element},
        },
        text::{count, describe_hazard, seconds, term, work_name},
    },
};

/// A bar with less room has no words.
const MIN_TEXT_PX: f64 = 34.0;

/// A shorter line is not drawn.
const MIN_SLACK_PX: f64 = 6.0;

/// Longest program, in steps, that shows slack.
const MAX_STEPS_WITH_SLACK: usize = 60;

impl Drawing<'_> {
    /// A step's span as it is at the cursor: outlined and hatched until it runs, and then filled as far as it has run.
    pub fn bar(&self, lane: &Lane, row: usize, cluster: Cluster) -> VElement {
        let Bar { step, start, .. } = cluster.first;
        let plan = self.prediction.plan();
        let span = self.history.span_until(step, self.moment);
        let width = self.scale.px(cluster.end - start) - 2.0;
        let one = cluster.count == 1;
        let work = &plan.step(step).work;
        let words = if one { work_name(work) } else { count(cluster.count, "step") };
        let form = match work {
            Work::Delay(_) if one => "delay",
            Work::Block(kind) if one => kind.as_str(),
            _ => "message",
        };
        let state = if one { span.state() } else { self.state_of(cluster) };
        let (size, gap) = row_px(lane);
        let flag = span.hazard.map(|_| element("span").attr("class", "flag").inner_html(icons::WARNING));
        let has_words = width >= MIN_TEXT_PX && size > 12.0;
        let words = has_words.then(|| element("span").attr("class", "name").text(words));
        let mark = (size > 12.0).then(|| mark(state, width)).flatten();
        element("span")
            .attr("class", "time-span")
            .attr_opt("id", self.forecast.map(|_| bar_id(step)))
            .attr("role", "img")
            .attr("aria-label", self.label(cluster, span, state))
            .attr("tabindex", if Some(step) == self.focus { "0" } else { "-1" })
            .attr("data-form", form)
            .attr("data-state", state.as_str())
            .attr_bool("data-critical", self.forecast.is_some_and(|forecast| forecast.of(step).is_critical))
            .attr_bool("data-hazard", span.hazard.is_some())
            .attr_bool("data-words", has_words)
            .attr("style:left", px(self.scale.px(start)))
            .attr("style:width", px(width.max(2.0)))
            .attr("style:top", px(row as f64 * (size + gap)))
            .attr("style:height", px(size))
            .children(words)
            .children(mark)
            .children(flag)
    }

    /// The slack of a step: a dotted line behind its bar, up to the start of the next bar in its row.
    pub fn slack(&self, lane: &Lane, row: usize, cluster: Cluster, next: Option<Duration>) -> Option<VElement> {
        let plan = self.prediction.plan();
        let is_block = matches!(plan.step(cluster.first.step).work, Work::Block(_));
        if is_block || cluster.count > 1 || plan.len() > MAX_STEPS_WITH_SLACK {
            return None;
        }
        let slack = self.slack_of(cluster.first.step)?;
        let end = cluster.end + slack;
        let width = self.scale.px(next.map_or(end, |next| end.min(next)).saturating_sub(cluster.end));
        if width < MIN_SLACK_PX {
            return None;
        }
        let (size, gap) = row_px(lane);
        Some(
            element("span")
                .attr("class", "slack")
                .attr("aria-hidden", "true")
                .attr("style:left", px(self.scale.px(cluster.end)))
                .attr("style:width", px(width - 4.0))
                .attr("style:top", px(row as f64 * (size + gap) + size / 2.0 - 1.0))
                .children((width > 74.0).then(|| element("span").text(format!("{} s slack", term(slack))))),
        )
    }

    /// The accessible name of a bar.
    fn label(&self, cluster: Cluster, span: Span, state: StepState) -> String {
        let Bar { step, start, .. } = cluster.first;
        let name = match cluster.count {
            1 => self.prediction.plan().describe(step),
            many => count(many, "step"),
        };
        let mut words = format!("{name}: {} to {}", seconds(start), seconds(cluster.end));
        if state != StepState::Waiting {
            words += &format!(", {}", state.as_str());
        }
        if let Some(hazard) = span.hazard {
            words += &format!(", {}", describe_hazard(hazard));
        }
        if cluster.count == 1
            && let Some(slack) = self.slack_of(step)
        {
            words += &format!(", {} s slack", term(slack));
        }
        words
    }

    fn slack_of(&self, step: StepId) -> Option<Duration> {
        self.forecast?.of(step).slack.filter(|slack| !slack.is_zero())
    }

    /// The state of a cluster: running from the first start to the last end.
    fn state_of(&self, cluster: Cluster) -> StepState {
        match self.history.span(cluster.first.step).start {
            Some(start) if start <= self.moment && cluster.end <= self.moment => StepState::Done,
            Some(start) if start <= self.moment => StepState::Running,
            _ => StepState::Waiting,
        }
    }
}

/// A mark for the outcome of a step beside its colour, where it fits beside the text.
fn mark(state: StepState, width: f64) -> Option<VElement> {
    let (mark, room) = match state {
        StepState::Done => ("✓", 96.0),
        StepState::Failed(_) => ("✕", 12.0),
        StepState::Cancelled => ("⊘", 12.0),
        StepState::Waiting | StepState::Running => return None,
    };
    (width >= room).then(|| element("span").attr("class", "mark").attr("aria-hidden", "true").text(mark))
}
