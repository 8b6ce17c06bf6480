//! Draws a bar of the timeline: one execution, or several that are too close to tell apart.

use std::time::Duration;

use super::{
    details::{details, is_stuck, shown_round, state},
    drawing::{Drawing, px, row_px},
    layout::{Cluster, Lane},
};
use crate::{
    program::LeafKind,
    runtime::{Span, StepId, StepState, Work},
    ui::{
        render::{
            icons,
            ids::bar_id,
            terms::with_words,
            vdom::{VElement, element},
        },
        text::{count, short_name, shortened, timeline as text},
    },
};

/// Width of the narrowest bar with text.
const MIN_TEXT_PX: f64 = 34.0;
/// Width of the narrowest bar with its number alone.
const MIN_NUMBER_PX: f64 = 16.0;
/// The width of a mark beside a name, of the space around a name, and of most of its characters.
const MARK_PX: f64 = 14.0;
const NAME_MARGIN_PX: f64 = 10.0;
const CHARACTER_PX: f64 = 7.3;

/// Width of the shortest line for slack, and of the shortest with text.
const MIN_SLACK_PX: f64 = 6.0;
const MIN_SLACK_TEXT_PX: f64 = 74.0;

/// Longest program, in steps, that shows slack.
const MAX_STEPS_WITH_SLACK: usize = 60;

impl Drawing<'_> {
    /// A bar at the cursor: hatched with an outline until its step starts, then filled as far as it has run.
    pub fn bar(&self, lane: &Lane, row: usize, cluster: Cluster) -> VElement {
        let (execution, start) = (cluster.first.execution, cluster.first.start);
        let span = self.history.span_until(execution, self.moment);
        let is_single = cluster.count == 1;
        let end = self.end_of(cluster, span);
        let width = self.scale.px(end - start) - 2.0;
        let work = &self.prediction.plan().step(execution.step).work;
        let name =
            if is_single { short_name(self.prediction.plan(), execution.step) } else { count(cluster.count, "step") };
        let state = if is_single { span.state() } else { self.state_of(cluster) };
        let is_stuck = is_single && is_stuck(self.history, execution, self.moment);
        let (size, gap) = row_px(lane);
        let flag = span.hazard.map(|_| element("span").attr("class", "flag").inner_html(icons::WARNING));
        let has_text = width >= MIN_TEXT_PX && size > 12.0;
        let plan = self.prediction.plan();
        let is_cleanup = is_single && plan.is_in_cleanup(execution.step);
        let has_number = is_single && size > 12.0 && width >= MIN_NUMBER_PX;
        let round = has_number.then(|| shown_round(self.prediction, execution)).flatten();
        let round =
            round.map(|it| element("span").attr("class", "round").attr("aria-hidden", "true").text(it.to_string()));
        let broom =
            (is_cleanup && has_text).then(|| element("span").attr("class", "broom").inner_html(super::marks::BROOM));
        let stray = self.stray(cluster, end);
        let queue = self.queue(cluster, end);
        let mark = (size > 12.0 && !is_stuck).then(|| mark(state, width)).flatten();
        // Only a mark is in the way: else a name may go on to the end of its bar.
        let beside = [round.is_some(), broom.is_some(), mark.is_some()].map(|it| if it { MARK_PX } else { 0.0 });
        let room = if mark.is_some() { width - beside.iter().sum::<f64>() - NAME_MARGIN_PX } else { f64::INFINITY };
        let name = has_text
            .then(|| element("span").attr("class", "name").text(shortened(&name, room / CHARACTER_PX).into_owned()));
        element("span")
            .attr("class", "time-span")
            .attr_opt("id", self.is_own.then(|| bar_id(execution)))
            .attr("role", "img")
            .attr("aria-label", self.label(cluster, end, span, state))
            .attr("tabindex", if Some(execution) == self.focus { "0" } else { "-1" })
            .attr("data-form", if is_single { form(work) } else { MESSAGE_FORM })
            .attr("data-state", if is_stuck { STUCK } else { state.as_str() })
            .attr_bool("data-critical", self.forecast.is_some_and(|forecast| forecast.of(execution.step).is_critical))
            .attr_bool("data-hazard", span.hazard.is_some())
            .attr_bool("data-cleanup", is_cleanup)
            .attr_bool("data-words", has_text)
            .attr("style:left", px(self.scale.px(start)))
            .attr("style:width", px(width.max(2.0)))
            .attr("style:top", px(row as f64 * (size + gap)))
            .attr("style:height", px(size))
            .children(stray)
            .children(queue)
            .children(self.late(cluster))
            .children(round)
            .children(broom)
            .children(name)
            .children(mark)
            .children(flag)
    }

    /// The slack of a step: a dotted line behind its bar, up to the start of the next bar in its row.
    pub fn slack(&self, lane: &Lane, row: usize, cluster: Cluster, next: Option<Duration>) -> Option<VElement> {
        let (plan, step) = (self.prediction.plan(), cluster.first.execution.step);
        let is_block = matches!(plan.step(step).work, Work::Block(_));
        if is_block || cluster.count > 1 || plan.len() > MAX_STEPS_WITH_SLACK {
            return None;
        }
        let span = self.history.span_until(cluster.first.execution, self.moment);
        if span.end.is_some_and(|(end, _)| end < cluster.end) {
            return None;
        }
        let slack = self.slack_of(step)?;
        let end = cluster.end + slack;
        let width = self.scale.px(next.map_or(end, |next| end.min(next)).saturating_sub(cluster.end));
        if width < MIN_SLACK_PX {
            return None;
        }
        let (size, gap) = row_px(lane);
        let words = (width > MIN_SLACK_TEXT_PX).then(|| {
            let words = element("span");
            match self.has_word.replace(true) {
                true => words.text(text::slack(slack)),
                false => with_words(words, &text::slack_with_word(slack)),
            }
        });
        Some(
            element("span")
                .attr("class", "slack")
                .attr("style:left", px(self.scale.px(cluster.end)))
                .attr("style:width", px(width - 4.0))
                .attr("style:top", px(row as f64 * (size + gap) + size / 2.0 - 1.0))
                .children(words),
        )
    }

    /// The accessible name of a bar.
    fn label(&self, cluster: Cluster, end: Duration, span: Span, state: StepState) -> String {
        let execution = cluster.first.execution;
        let times = [cluster.first.start, end];
        if cluster.count > 1 {
            return text::bar(&count(cluster.count, "step"), times, words(state), &[], span.hazard, None);
        }
        let name = self.prediction.plan().describe(execution.step);
        let words = match state {
            StepState::Waiting => String::new(),
            _ => self::state(self.history, execution, self.moment),
        };
        let details = details(self.prediction, self.history, execution, self.moment);
        text::bar(&name, times, &words, &details, span.hazard, self.slack_of(execution.step))
    }

    fn slack_of(&self, step: StepId) -> Option<Duration> {
        self.forecast?.of(step).slack.filter(|slack| !slack.is_zero())
    }

    /// The end of a bar: that of its step once it has ended, which is sooner than predicted if it was cancelled.
    fn end_of(&self, cluster: Cluster, span: Span) -> Duration {
        let end = match cluster.count {
            1 if is_stuck(self.history, cluster.first.execution, self.moment) => cluster.end,
            1 => span.end_or(cluster.end),
            _ => self.cancelled_at().map_or(cluster.end, |cancelled| cancelled.min(cluster.end)),
        };
        end.max(cluster.first.start)
    }

    /// The time at which the run was cancelled, if it was by the cursor.
    fn cancelled_at(&self) -> Option<Duration> {
        let (end, state) = self.history.span_until(StepId::ROOT, self.moment).end?;
        (state == StepState::Cancelled).then_some(end)
    }

    /// The state of a cluster: running from the first start to the last end, and failed if any of its steps has.
    fn state_of(&self, cluster: Cluster) -> StepState {
        match self.history.span(cluster.first.execution).start {
            Some(start) if start <= self.moment && cluster.end <= self.moment => {
                cluster.failure.map_or(StepState::Done, StepState::Failed)
            }
            Some(start) if start <= self.moment && self.cancelled_at().is_some() => StepState::Cancelled,
            Some(start) if start <= self.moment => StepState::Running,
            _ => StepState::Waiting,
        }
    }
}

/// The state of several steps in a word; none while they wait.
fn words(state: StepState) -> &'static str {
    if state == StepState::Waiting { "" } else { text::step_state(state) }
}

/// The state of what can never end, for the style sheets.
const STUCK: &str = "stuck";

/// The form of a message: the default, for which the style sheets have no rule.
const MESSAGE_FORM: &str = "message";

/// The name by which the style sheets know a kind of step.
fn form(work: &Work) -> &'static str {
    match work {
        Work::Message { .. } | Work::UnknownDevice { .. } => MESSAGE_FORM,
        Work::Delay(_) => LeafKind::Delay.as_str(),
        Work::Busy(_) => LeafKind::Work.as_str(),
        Work::Fail { .. } => LeafKind::Fail.as_str(),
        Work::OnTask(verb) => verb.as_str(),
        Work::Increment(_) => LeafKind::Increment.as_str(),
        Work::Block(kind) => kind.as_str(),
    }
}

/// A mark for the outcome of a step beside its colour, where it fits beside the text.
fn mark(state: StepState, width: f64) -> Option<VElement> {
    let (mark, min_width_px) = match state {
        StepState::Done => ("✓", 96.0),
        // The style sheet makes the bar as wide as its mark.
        StepState::Failed(_) => ("✕", 0.0),
        StepState::Cancelled => ("⊘", 12.0),
        StepState::Waiting | StepState::Running => return None,
    };
    (width >= min_width_px).then(|| element("span").attr("class", "mark").attr("aria-hidden", "true").text(mark))
}
