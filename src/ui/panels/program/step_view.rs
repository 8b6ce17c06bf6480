use std::ops::Range;

use super::{fields::fields, tree_model::TreeModel};
use crate::{
    home::DeviceKind,
    program::{BlockKind, TaskVerb},
    runtime::{Plan, StepId, Work},
    ui::render::{
        ids::card_id,
        vdom::{VElement, element},
    },
};

/// The most branches side by side, and a number of columns for which there is never room.
const MAX_COLUMNS: u32 = 8;
const STACKED: u32 = 99;

/// The longest word for which one column has the width; the style gives it that.
const LETTERS_OF_COLUMN: usize = 7;

/// Renders one step of the tree, with all steps inside it: a card with a face, and a list of the cards inside it. In the
/// face is the tree item.
#[derive(Clone, Copy)]
pub struct StepView<'a> {
    pub model: &'a TreeModel,
    pub id: StepId,
}

impl StepView<'_> {
    pub fn render(self) -> VElement {
        let (model, id) = (self.model, self.id);
        let is_block = matches!(self.work(), Work::Block(_));
        let is_chosen = model.is_chosen(id);
        let is_open = model.is_editing && model.focus == id;
        let risk = model.risk(id);
        element("li")
            .attr("id", card_id(id))
            .attr("role", "none")
            .attr("class", class(self.work()))
            .attr_opt("data-device", kind(self.plan(), id).map(DeviceKind::as_str))
            .attr_bool("data-chosen", is_chosen)
            .attr_bool("data-hazard", model.state(id).2.is_some())
            .attr_bool("data-risk", risk.is_some())
            .attr_bool("data-critical", !model.hides_outcome && model.program.forecast.of(id).is_critical)
            .attr_bool("data-held", model.is_held && is_chosen)
            .attr_opt("data-gap", self.gap())
            .attr_bool("data-open", is_open)
            .child(self.face(risk, is_open.then(|| fields(model.builder, id))))
            .children(is_block.then(|| self.group()))
    }

    fn group(self) -> VElement {
        let columns = self.columns();
        element("ul")
            .attr("role", "group")
            .attr_bool("data-stacked", columns == STACKED)
            .attr("--columns", columns.to_string())
            .children(self.children())
    }

    pub fn plan(&self) -> &Plan {
        &self.model.program.plan
    }

    pub fn work(&self) -> &Work {
        &self.plan().step(self.id).work
    }

    /// Number of children of the step's parent; one for the root.
    pub fn siblings(self) -> u32 {
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

    /// The columns that the branches of a parallel need to be side by side. All of them are, or none: a branch in a second row
    /// would look like a later step.
    fn columns(self) -> u32 {
        let (plan, model) = (self.plan(), self.model);
        let needed = |child: StepId| match plan.step(child).work {
            // The note of a risk and the fields of a step need the whole width.
            _ if model.is_risky(child) || model.is_editing && model.focus == child => STACKED,
            Work::Block(_) => 2,
            _ => 1 + u32::from(longest_word(&plan.describe(child)) > LETTERS_OF_COLUMN),
        };
        match plan.step(self.id).child_count {
            0..MAX_COLUMNS => plan.children(self.id).map(needed).sum::<u32>().min(STACKED),
            _ => STACKED,
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

fn longest_word(text: &str) -> usize {
    text.split_whitespace().map(|word| word.chars().count()).max().unwrap_or_default()
}

fn class(work: &Work) -> &'static str {
    match work {
        Work::Block(BlockKind::Sequence) => "step block sequence",
        Work::Block(BlockKind::Parallel) => "step block parallel",
        Work::Block(BlockKind::Race) => "step block race",
        Work::Block(BlockKind::Timeout) => "step block timeout",
        Work::Block(BlockKind::Retry) => "step block retry",
        Work::Block(BlockKind::Repeat) => "step block repeat",
        Work::Block(BlockKind::Fallback) => "step block fallback",
        Work::Block(BlockKind::Ensure) => "step block ensure",
        Work::Block(BlockKind::Lock) => "step block lock",
        Work::Block(BlockKind::Start) => "step block start",
        Work::Block(BlockKind::Future) => "step block future",
        Work::Block(BlockKind::Blocking) => "step block blocking",
        Work::Block(BlockKind::Offload) => "step block offload",
        Work::Busy(_) => "step leaf work",
        Work::OnTask(TaskVerb::Await) => "step leaf await",
        Work::OnTask(TaskVerb::Cancel) => "step leaf cancel",
        Work::OnTask(TaskVerb::Resolve) => "step leaf resolve",
        Work::Increment(_) => "step leaf increment",
        Work::Message { .. } | Work::UnknownDevice { .. } | Work::Delay(_) | Work::Fail { .. } => "step leaf",
    }
}
