//! The face of a step's card: its tree item, its sum and slack, and the reason of its risk.
//!
//! A tree item shows no text but its name, unless its fields are open. Those who speak to their computer say what they see,
//! and a name that lacks some of that does not answer: <https://www.w3.org/WAI/WCAG22/Understanding/label-in-name>. What can
//! be pressed has to be in the item, since a tree has nothing else: <https://www.w3.org/TR/wai-aria-1.2/#tree>.

use std::time::Duration;

use super::{
    risk_note::RiskNote,
    step_buttons::{actions, convert_button},
    step_view::StepView,
};
use crate::{
    program::{Control, LeafKind, TaskVerb},
    runtime::{Plan, Span, StepId, StepState, Work},
    ui::{
        render::{
            icons,
            ids::tree_item_id,
            vdom::{VElement, VNode, element},
        },
        text::{self, describe_hazard, latency, ms, step_name},
    },
};

/// The state of what can never end, for the style sheets.
const STUCK: &str = "stuck";

impl StepView<'_> {
    /// Renders the face, with the fields of the step while they are open.
    pub fn face(self, risk: Option<RiskNote>, fields: Option<VElement>) -> VElement {
        let (model, id) = (self.model, self.id);
        let (start, state, hazard) = model.state(id);
        let block = self.work().block_kind();
        let is_stuck = state == StepState::Cancelled && self.never_ends();
        // Set on the step itself, these properties would restyle everything inside it.
        let fill = element("span")
            .attr("class", "fill")
            .attr("aria-hidden", "true")
            .attr("--start", start.unwrap_or_default())
            .attr("--latency", ms(self.duration()));
        let part = |class: &'static str, text: String| element("span").attr("class", class).text(text);
        let reason = match &risk {
            Some(risk) => Some(risk.view()),
            None => hazard.map(|hazard| part("why", describe_hazard(hazard))),
        };
        let description = risk.as_ref().map(RiskNote::description);
        let item = self
            .item()
            .attr("data-state", state.as_str())
            .attr("aria-description", text::program::step_state(state, hazard.is_some(), description.as_deref()))
            .children(risk.and_then(RiskNote::buttons))
            .children(fields);
        element("span")
            .attr("class", "face")
            // Styles depend on this attribute and not on `data-state`, which would restyle all steps inside a block.
            .attr("data-face", if is_stuck { STUCK } else { state.as_str() })
            .children(block.is_none().then_some(fill))
            .child(element("span").attr("class", "grip").attr("aria-hidden", "true").inner_html(icons::GRIP))
            .child(element("span").attr("class", "icon").inner_html(icon(self.plan(), id)))
            .child(item)
            .children(self.sum().map(|sum| part("sum", sum)))
            .children(self.slack().map(|slack| part("own-slack", slack)))
            .children(model.micro_steps(id))
            .children(reason)
            .children(model.is_only_choice(id).then(actions))
    }

    fn item(self) -> VElement {
        let (model, id, plan) = (self.model, self.id, self.plan());
        let step = plan.step(id);
        element("span")
            .attr("id", tree_item_id(id))
            .attr("role", "treeitem")
            .attr("class", "item")
            .attr("aria-label", step_name(plan, id))
            .attr("aria-level", (step.depth + 1).to_string())
            .attr("aria-setsize", self.siblings().to_string())
            .attr("aria-posinset", (step.index + 1).to_string())
            .attr_opt("aria-expanded", (step.child_count > 0).then_some("true"))
            .attr_bool("aria-selected", model.is_chosen(id))
            .attr("tabindex", if model.focus == id { "0" } else { "-1" })
            .child(self.words())
            .child(space())
            .children(self.work().block_kind().map(convert_button))
            .children(step.control.into_iter().flat_map(argument_words))
            .children(self.own_latency().map(|own| element("span").attr("class", "latency").text(latency(own))))
    }

    /// The words of a step: the device, the action and its argument, or the kind of step.
    fn words(self) -> VElement {
        let plan = self.plan();
        let work = self.work();
        let (first, then) = match work {
            Work::Message { device, action, .. } => {
                (plan.device(*device).name.to_string(), Some(action.name().describe()))
            }
            Work::UnknownDevice { name, action } => (name.to_string(), Some(action.name().describe())),
            Work::Delay(_)
            | Work::Busy(_)
            | Work::Fail { .. }
            | Work::OnTask(_)
            | Work::Increment(_)
            | Work::Block(_) => (plan.describe(self.id), None),
        };
        element("span")
            .attr("class", "words")
            .child(element("b").attr_opt("class", work.block_kind().map(|_| "kind")).text(first))
            .child(space())
            .children(then.map(|then| element("span").text(then)))
            .child(space())
            .children(work.data().or(work.reason()).map(|data| element("q").text(data.to_string())))
    }

    /// The predicted duration of the step.
    fn duration(self) -> Duration {
        match self.work() {
            Work::Message { latency, .. }
            | Work::Delay(latency)
            | Work::Busy(latency)
            | Work::Fail { after: latency, .. } => *latency,
            Work::UnknownDevice { .. } | Work::Increment(_) => Duration::ZERO,
            Work::OnTask(_) | Work::Block(_) => self.model.program.prediction.span(self.id).duration(),
        }
    }

    /// The predicted spans of the first and of the last execution of the step.
    fn predicted(self) -> (Span, Span) {
        let prediction = &self.model.program.prediction;
        let last = prediction.executions(self.id).next_back();
        (prediction.span(self.id), prediction.span(last.unwrap_or(self.id.into())))
    }

    /// Returns true if the step is known to fail to the last, and not for a failure inside it.
    fn fails(self) -> bool {
        match self.work() {
            Work::UnknownDevice { .. } => true,
            Work::Message { .. } | Work::Delay(_) | Work::Busy(_) | Work::OnTask(_) | Work::Increment(_) => {
                !self.model.hides_outcome && matches!(self.predicted().1.state(), StepState::Failed(_))
            }
            // It says so itself.
            Work::Fail { .. } | Work::Block(_) => false,
        }
    }

    /// The duration of a leaf that lasts as long as it says.
    fn own_latency(self) -> Option<Duration> {
        let is_at_once = matches!(self.work(), Work::Fail { after: Duration::ZERO, .. } | Work::Increment(_));
        (!self.lasts_as_run() && !self.fails() && !is_at_once).then(|| self.duration())
    }

    /// True for a step that lasts as long as others do: a block, and an await.
    fn lasts_as_run(self) -> bool {
        matches!(self.work(), Work::Block(_) | Work::OnTask(_))
    }

    /// The duration of a block as a sum, and of a step that fails as far as it comes: "0.50 + 0.50 = 1.00 s", "fails".
    fn sum(self) -> Option<String> {
        let prediction = &self.model.program.prediction;
        if self.fails() {
            return Some(text::program::fails_after(prediction.span(self.id).duration()));
        }
        let is_instant = matches!(self.work(), Work::OnTask(verb) if *verb != TaskVerb::Await);
        let never_ran = self.plan().step(self.id).makes_task() && self.predicted().0.start.is_none();
        if !self.lasts_as_run() || is_instant || never_ran || self.model.hides_outcome {
            return None;
        }
        if self.predicted().0.state() == StepState::Cancelled {
            return None;
        }
        let formula = self.model.program.formula(self.id);
        Some(text::program::step_duration(formula.as_deref(), self.duration()))
    }

    /// True if the prediction never comes to the end of the step.
    fn never_ends(self) -> bool {
        let prediction = &self.model.program.prediction;
        prediction.executions(self.id).next_back().is_some_and(|last| prediction.never_ends(last))
    }

    /// The slack of the step, or the reason why it has none: "0.50 s slack", "never runs", "fails at
    /// first".
    fn slack(self) -> Option<String> {
        if self.model.hides_outcome || self.fails() {
            return None;
        }
        let (first, last) = self.predicted();
        let is_leaf = self.work().block_kind().is_none();
        if is_leaf && matches!(first.state(), StepState::Failed(_)) && last.state() == StepState::Done {
            let prediction = &self.model.program.prediction;
            let states = prediction.executions(self.id).map(|execution| prediction.span(execution).state());
            return Some(text::program::fails_at_first(states.filter(|it| matches!(it, StepState::Failed(_))).count()));
        }
        if self.never_ends() {
            return Some(text::program::NEVER_ENDS.into());
        }
        text::program::slack(self.model.program.forecast.of(self.id).slack, last)
    }
}

fn argument_words(control: Control) -> Vec<VElement> {
    let arguments = text::arguments(control);
    let last = arguments.len().saturating_sub(1);
    let words = arguments.into_iter().enumerate().map(|(index, argument)| {
        element("span").attr("class", "argument").text(if index < last { argument + ", " } else { argument })
    });
    words.collect()
}

/// A space between words, for who copies them or hears them: the layout has gaps of its own.
fn space() -> VNode {
    VNode::Text(" ".into())
}

fn icon(plan: &Plan, id: StepId) -> &'static str {
    match plan.step(id).work {
        Work::Message { device, .. } => icons::device(plan.device(device).kind),
        Work::Delay(_) => icons::leaf(LeafKind::Delay),
        Work::Busy(_) => icons::leaf(LeafKind::Work),
        Work::Fail { .. } => icons::leaf(LeafKind::Fail),
        Work::OnTask(verb) => icons::leaf(verb.leaf_kind()),
        Work::Increment(_) => icons::leaf(LeafKind::Increment),
        Work::UnknownDevice { .. } | Work::Block(_) => "",
    }
}
