use std::{ops::Range, time::Duration};

use super::{
    fields::fields,
    risk_note::RiskNote,
    step_buttons::{actions, convert_button},
    tree_model::TreeModel,
};
use crate::{
    home::DeviceKind,
    program::{BlockKind, LeafKind},
    runtime::{DurationFormula, Plan, StepId, StepState, Work},
    ui::{
        render::{
            icons,
            ids::tree_item_id,
            vdom::{VElement, element},
        },
        text::{self, describe_hazard, ms, step_name},
    },
};

/// Renders one step of the tree, with all steps inside it.
#[derive(Clone, Copy)]
pub struct StepView<'a> {
    pub model: &'a TreeModel,
    pub id: StepId,
}

impl StepView<'_> {
    pub fn render(self) -> VElement {
        let (model, id) = (self.model, self.id);
        let plan = self.plan();
        let step = plan.step(id);
        let (start, state, hazard) = model.state(id);
        let duration = self.duration();
        let is_block = matches!(step.work, Work::Block(_));
        let is_chosen = model.is_chosen(id);
        let is_open = model.is_editing && model.focus == id;
        let risk = model.risk(id);
        // Set on the step itself, these properties would restyle everything inside it.
        let fill = element("span")
            .attr("class", "fill")
            .attr("aria-hidden", "true")
            .attr("--start", start.unwrap_or_default())
            .attr("--latency", ms(duration));
        let face = element("span")
            .attr("class", "face")
            // Styles depend on this attribute and not on `data-state`, which would restyle all steps inside a block.
            .attr("data-face", state.as_str())
            .children((!is_block).then_some(fill))
            .child(element("span").attr("class", "grip").attr("aria-hidden", "true").inner_html(icons::GRIP))
            .child(element("span").attr("class", "icon").inner_html(icon(plan, id)))
            .child(self.label())
            .children(step.work.block_kind().map(convert_button))
            .child(element("span").attr("class", "latency").text(self.duration_text(duration)))
            .children(
                hazard
                    .filter(|_| risk.is_none())
                    .map(|hazard| element("span").attr("class", "why").text(describe_hazard(hazard))),
            );
        element("li")
            .attr("id", tree_item_id(id))
            .attr("role", "treeitem")
            .attr("aria-label", step_name(plan, id))
            .attr("aria-level", (step.depth + 1).to_string())
            .attr("aria-setsize", self.siblings().to_string())
            .attr("aria-posinset", (step.index + 1).to_string())
            .attr_opt("aria-expanded", (step.child_count > 0).then_some("true"))
            .attr_bool("aria-selected", is_chosen)
            .attr(
                "aria-description",
                text::program::step_state(state, hazard.is_some(), risk.as_ref().map(RiskNote::description).as_deref()),
            )
            .attr("tabindex", if model.focus == id { "0" } else { "-1" })
            .attr("class", class(plan, id))
            .attr_opt("data-device", kind(plan, id).map(DeviceKind::as_str))
            .attr("data-state", state.as_str())
            .attr_bool("data-hazard", hazard.is_some())
            .attr_bool("data-risk", risk.is_some())
            .attr_bool("data-wide", self.model.is_risky(id))
            .attr_bool("data-critical", !model.hides_outcome && model.program.forecast.of(id).is_critical)
            .attr_bool("data-held", model.is_held && is_chosen)
            .attr_opt("data-gap", self.gap())
            .attr_bool("data-open", is_open)
            .child(face.children(risk.map(RiskNote::view)).children(model.is_only_choice(id).then(actions)))
            .children(is_open.then(|| fields(model.builder, id)))
            .children(is_block.then(|| self.group()))
    }

    fn group(self) -> VElement {
        element("ul").attr("role", "group").attr("data-fits", self.layout_hint()).children(self.children())
    }

    fn plan(&self) -> &Plan {
        &self.model.program.plan
    }

    /// Number of children of the step's parent; one for the root.
    fn siblings(self) -> u32 {
        let plan = self.plan();
        plan.step(self.id).parent.map_or(1, |block| plan.step(block).child_count)
    }

    /// Renders the children near the viewport, and gaps of the same height in place of the others.
    fn children(self) -> Vec<VElement> {
        let mut children = Vec::new();
        let mut skipped = 0..0;
        for child in self.plan().children(self.id) {
            let inside = child.0..self.plan().end_of(child);
            let (rendered, focus) = (&self.model.rendered, self.model.focus.0);
            if (inside.start < rendered.end && rendered.start < inside.end) || inside.contains(&focus) {
                children.extend(spacer(&skipped));
                skipped = 0..0;
                children.push(StepView { id: child, ..self }.render());
            } else if skipped.is_empty() {
                skipped = inside;
            } else {
                skipped.end = inside.end;
            }
        }
        children.extend(spacer(&skipped));
        children
    }

    /// The layout of the branches of a parallel: blocks need width, and four branches are better in pairs than three and one.
    fn layout_hint(self) -> &'static str {
        let plan = self.plan();
        let mut children = plan.children(self.id).take(8);
        if children.any(|child| matches!(plan.step(child).work, Work::Block(_))) {
            return "blocks";
        }
        if plan.step(self.id).child_count == 4 && self.model.program.risks.is_empty() { "pairs" } else { "row" }
    }

    /// The predicted duration of the step.
    fn duration(self) -> Duration {
        match &self.plan().step(self.id).work {
            Work::Message { latency, .. } | Work::Delay(latency) | Work::Fail { after: latency, .. } => *latency,
            Work::UnknownDevice { .. } => Duration::ZERO,
            Work::Block(_) => self.model.program.prediction.span(self.id).duration(),
        }
    }

    /// "0.50 + 0.50 = 1.00 s", "500 ms", "500 ms · 0.50 s slack", "fails"
    fn duration_text(self, duration: Duration) -> String {
        if matches!(self.plan().step(self.id).work, Work::UnknownDevice { .. }) {
            return text::program::FAILS.into();
        }
        if self.model.hides_outcome {
            let is_block = matches!(self.plan().step(self.id).work, Work::Block(_));
            return if is_block { String::new() } else { text::program::step_duration(None, duration) };
        }
        let span = self.model.program.prediction.span(self.id);
        let is_block = matches!(self.plan().step(self.id).work, Work::Block(_));
        if !is_block && matches!(span.state(), StepState::Failed(_)) {
            return text::program::fails_after(span.duration());
        }
        let formula = DurationFormula::of(&self.model.program.prediction, &self.model.program.worst_case, self.id);
        let own = text::program::step_duration(formula.as_ref(), duration);
        text::program::with_slack(own, self.model.program.forecast.of(self.id).slack)
    }

    /// The position of the insertion point relative to this step: before, after, or inside an empty block.
    fn gap(self) -> Option<&'static str> {
        let step = self.plan().step(self.id);
        let (block, index) = self.model.gap?;
        if block == self.id {
            let is_leaf = !matches!(step.work, Work::Block(_));
            return match is_leaf {
                true => Some(if index == 0 { "before" } else { "after" }),
                false if index > step.child_count as usize => Some("after"),
                false => (step.child_count == 0).then_some("inside"),
            };
        }
        match step.parent == Some(block) {
            true if step.index as usize == index => Some("before"),
            true if step.index as usize + 1 == index && index >= self.siblings() as usize => Some("after"),
            _ => None,
        }
    }

    /// The words on the face of the step: the device, the action and its argument, or the kind of step.
    fn label(self) -> VElement {
        let plan = self.plan();
        let work = &plan.step(self.id).work;
        let (first, then) = match work {
            Work::Message { device, action, .. } => {
                (plan.device(*device).name.to_string(), Some(action.name().describe()))
            }
            Work::UnknownDevice { name, action } => (name.to_string(), Some(action.name().describe())),
            Work::Delay(_) | Work::Fail { .. } | Work::Block(_) => (plan.describe(self.id), None),
        };
        element("span")
            .attr("class", "words")
            .child(element("b").attr_opt("class", matches!(work, Work::Block(_)).then_some("kind")).text(first))
            .children(then.map(|then| element("span").text(then)))
            .children(work.data().map(|data| element("q").text(data.to_string())))
    }
}

/// A gap in place of steps that are not rendered.
fn spacer(skipped: &Range<u32>) -> Option<VElement> {
    let spacer = || {
        element("li")
            .attr("class", "spacer")
            .attr("role", "none")
            .attr("data-first", skipped.start.to_string())
            .attr("data-steps", skipped.len().to_string())
            .attr("--steps", skipped.len().to_string())
    };
    (!skipped.is_empty()).then(spacer)
}

fn kind(plan: &Plan, id: StepId) -> Option<DeviceKind> {
    match plan.step(id).work {
        Work::Message { device, .. } => Some(plan.device(device).kind),
        _ => None,
    }
}

fn class(plan: &Plan, id: StepId) -> &'static str {
    match plan.step(id).work {
        Work::Block(BlockKind::Sequence) => "step block sequence",
        Work::Block(BlockKind::Parallel) => "step block parallel",
        Work::Block(BlockKind::Race) => "step block race",
        Work::Block(BlockKind::Timeout) => "step block timeout",
        Work::Block(BlockKind::Retry) => "step block retry",
        Work::Block(BlockKind::Repeat) => "step block repeat",
        Work::Block(BlockKind::Fallback) => "step block fallback",
        Work::Block(BlockKind::Ensure) => "step block ensure",
        Work::Message { .. } | Work::UnknownDevice { .. } | Work::Delay(_) | Work::Fail { .. } => "step leaf",
    }
}

fn icon(plan: &Plan, id: StepId) -> &'static str {
    match plan.step(id).work {
        Work::Message { device, .. } => icons::device(plan.device(device).kind),
        Work::Delay(_) => icons::leaf(LeafKind::Delay),
        Work::Fail { .. } => icons::leaf(LeafKind::Fail),
        Work::UnknownDevice { .. } | Work::Block(_) => "",
    }
}
