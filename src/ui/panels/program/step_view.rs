use std::{ops::Range, time::Duration};

use super::{fields::fields, risk_note::RiskNote, tree_model::TreeModel};
use crate::{
    home::DeviceKind,
    program::BlockKind,
    runtime::{DurationFormula, Plan, StepId, StepState, Work},
    ui::{
        render::{
            icons,
            ids::tree_item_id,
            vdom::{VElement, element},
        },
        text::{describe_hazard, latency, ms, step_name, sum, term},
    },
};

/// A step in the picture of a program.
#[derive(Clone, Copy)]
pub struct StepView<'a> {
    pub model: &'a TreeModel,
    pub id: StepId,
}

impl StepView<'_> {
    /// Draws the step with all that is inside it.
    pub fn draw(self) -> VElement {
        let (model, id) = (self.model, self.id);
        let plan = self.plan();
        let step = plan.step(id);
        let (start, state, hazard) = model.state(id);
        let duration = self.duration();
        let is_block = matches!(step.work, Work::Block(_));
        let is_chosen = model.is_chosen(id);
        let is_open = model.is_editing && model.focus == id;
        let risk = model.risk(id);
        // Told to the step itself, all that is in it would be styled anew.
        let fill = element("span")
            .attr("class", "fill")
            .attr("aria-hidden", "true")
            .attr("--start", start.unwrap_or_default())
            .attr("--latency", ms(duration));
        let face = element("span")
            .attr("class", "face")
            // Looks hang on this and not on the step's own state: with a block's, all inside it would be styled anew.
            .attr("data-face", state.as_str())
            .children((!is_block).then_some(fill))
            .child(element("span").attr("class", "grip").attr("aria-hidden", "true").inner_html(icons::GRIP))
            .child(element("span").attr("class", "icon").inner_html(icon(plan, id)))
            .child(self.describe())
            .children(is_block.then(|| self.convert()))
            .child(element("span").attr("class", "latency").text(self.time(duration)))
            .children(hazard.map(|hazard| element("span").attr("class", "why").text(describe_hazard(hazard))));
        element("li")
            .attr("id", tree_item_id(id))
            .attr("role", "treeitem")
            .attr("aria-label", step_name(plan, id))
            .attr("aria-level", (step.depth + 1).to_string())
            .attr("aria-setsize", self.siblings().to_string())
            .attr("aria-posinset", (step.index + 1).to_string())
            .attr_opt("aria-expanded", (step.child_count > 0).then_some("true"))
            .attr_bool("aria-selected", is_chosen)
            .attr("aria-description", describe(state, hazard.is_some(), risk.as_ref()))
            .attr("tabindex", if model.focus == id { "0" } else { "-1" })
            .attr("class", form(plan, id))
            .attr_opt("data-device", kind(plan, id).map(DeviceKind::as_str))
            .attr("data-state", state.as_str())
            .attr_bool("data-hazard", hazard.is_some())
            .attr_bool("data-risk", risk.is_some())
            .attr_bool("data-wide", self.model.is_risky(id))
            .attr_bool("data-critical", model.program.forecast.of(id).is_critical)
            .attr_bool("data-held", model.is_held && is_chosen)
            .attr_opt("data-gap", self.gap())
            .attr_bool("data-open", is_open)
            .child(face.children(risk.map(RiskNote::view)))
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

    /// The children near what is seen. Gaps as high as the others stand for them.
    fn children(self) -> Vec<VElement> {
        let mut shapes = Vec::new();
        let mut skipped = 0..0;
        for child in self.plan().children(self.id) {
            let inside = child.0..self.plan().end_of(child);
            let (rendered, focus) = (&self.model.rendered, self.model.focus.0);
            if (inside.start < rendered.end && rendered.start < inside.end) || inside.contains(&focus) {
                shapes.extend(spacer(&skipped));
                skipped = 0..0;
                shapes.push(StepView { id: child, ..self }.draw());
            } else if skipped.is_empty() {
                skipped = inside;
            } else {
                skipped.end = inside.end;
            }
        }
        shapes.extend(spacer(&skipped));
        shapes
    }

    /// The best layout of the branches of a parallel: blocks need width, and four are two and two, not three and one.
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
            Work::Message { latency, .. } | Work::Delay(latency) => *latency,
            Work::UnknownDevice { .. } => Duration::ZERO,
            Work::Block(_) => self.model.program.prediction.span(self.id).duration(),
        }
    }

    /// "0.5 + 0.5 = 1.0 s", "500 ms", "500 ms, 0.5 s slack"
    fn time(self, duration: Duration) -> String {
        let own = match DurationFormula::of(&self.model.program.prediction, self.id) {
            Some(of_block) => sum(&of_block),
            None if matches!(self.plan().step(self.id).work, Work::UnknownDevice { .. }) => return "fails".into(),
            None => latency(duration),
        };
        match self.model.program.forecast.of(self.id).slack {
            Some(Duration::ZERO) => own,
            Some(slack) => format!("{own} · {} s slack", term(slack)),
            None => format!("{own} · never comes"),
        }
    }

    /// The position of the insertion point relative to this step: before, after, or inside an empty block.
    fn gap(self) -> Option<&'static str> {
        let step = self.plan().step(self.id);
        let (block, index) = self.model.gap?;
        if block == self.id {
            let is_leaf = !matches!(step.work, Work::Block(_));
            return match is_leaf {
                true => Some(if index == 0 { "before" } else { "after" }),
                false => (step.child_count == 0).then_some("inside"),
            };
        }
        match step.parent == Some(block) {
            true if step.index as usize == index => Some("before"),
            true if step.index as usize + 1 == index && index >= self.siblings() as usize => Some("after"),
            _ => None,
        }
    }

    /// The step as its face shows it: the device, what it is told, and with what.
    fn describe(self) -> VElement {
        let plan = self.plan();
        let work = &plan.step(self.id).work;
        let (first, then) = match work {
            Work::Message { device, action, .. } => {
                (plan.device(*device).name.to_string(), Some(action.name().describe()))
            }
            Work::UnknownDevice { name, action } => (name.to_string(), Some(action.name().describe())),
            Work::Delay(_) | Work::Block(_) => (plan.describe(self.id), None),
        };
        element("span")
            .attr("class", "words")
            .child(element("b").attr_opt("class", matches!(work, Work::Block(_)).then_some("kind")).text(first))
            .children(then.map(|then| element("span").text(then)))
            .children(work.data().map(|data| element("q").text(data.to_string())))
    }

    /// Turns the block into the other kind with one click; keys have the toolbar for it.
    fn convert(self) -> VElement {
        let label = match self.plan().step(self.id).work {
            Work::Block(BlockKind::Sequence) => "Turn into parallel",
            _ => "Turn into sequence",
        };
        element("button")
            .attr("class", "quiet turn")
            .attr("tabindex", "-1")
            .attr("data-do", "convert")
            .attr("aria-label", label)
            .attr("title", label)
            .inner_html(icons::TURN)
    }
}

/// Stands for steps that are not drawn.
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

fn describe(state: StepState, hazardous: bool, risk: Option<&RiskNote>) -> String {
    let mut words = state.as_str().to_string();
    if hazardous {
        words += ", hazard";
    }
    if let Some(risk) = risk {
        words += &format!(", {}", risk.reason);
    }
    words
}

fn kind(plan: &Plan, id: StepId) -> Option<DeviceKind> {
    match plan.step(id).work {
        Work::Message { device, .. } => Some(plan.device(device).kind),
        _ => None,
    }
}

fn form(plan: &Plan, id: StepId) -> &'static str {
    match plan.step(id).work {
        Work::Block(BlockKind::Sequence) => "step block sequence",
        Work::Block(BlockKind::Parallel) => "step block parallel",
        _ => "step leaf",
    }
}

fn icon(plan: &Plan, id: StepId) -> &'static str {
    match kind(plan, id) {
        Some(kind) => icons::device(kind),
        None if matches!(plan.step(id).work, Work::Delay(_)) => icons::CLOCK,
        None => "",
    }
}
