use std::{ops::Range, time::Duration};

use super::{
    element_id,
    fields::fields,
    tree::{Picture, Warning},
};
use crate::{
    home::DeviceKind,
    program::BlockKind,
    runtime::{DurationFormula, Plan, StepId, StepState, Work},
    ui::{
        icons,
        sketch::{Shape, shape},
        words::{latency, ms, step_name, sum, term},
    },
};

/// A step in the picture of a program.
#[derive(Clone, Copy)]
pub struct StepView<'a> {
    pub picture: &'a Picture,
    pub id: StepId,
}

impl StepView<'_> {
    /// Draws the step with all that is inside it.
    pub fn draw(self) -> Shape {
        let (picture, id) = (self.picture, self.id);
        let plan = self.plan();
        let step = plan.step(id);
        let (start, state, hazard) = picture.state(id);
        let took = self.took();
        let is_block = matches!(step.work, Work::Block(_));
        let is_chosen = picture.is_chosen(id);
        let is_open = picture.is_editing && picture.focus == id;
        let risk = picture.risk(id);
        // Told to the step itself, all that is in it would be styled anew.
        let fill = shape("span")
            .with("class", "fill")
            .with("aria-hidden", "true")
            .with("--start", start.unwrap_or_default())
            .with("--latency", ms(took));
        let face = shape("span")
            .with("class", "face")
            // Looks hang on this and not on the step's own state: with a block's, all inside it would be styled anew.
            .with("data-face", state.as_str())
            .pieces((!is_block).then_some(fill))
            .piece(shape("span").with("class", "grip").with("aria-hidden", "true").markup(icons::GRIP))
            .piece(shape("span").with("class", "icon").markup(icon(plan, id)))
            .piece(self.describe())
            .pieces(is_block.then(|| self.convert()))
            .piece(shape("span").with("class", "latency").text(self.time(took)))
            .pieces(hazard.map(|hazard| shape("span").with("class", "why").text(hazard.to_string())));
        shape("li")
            .with("id", element_id(id))
            .with("role", "treeitem")
            .with("aria-label", step_name(plan, id))
            .with("aria-level", (step.depth + 1).to_string())
            .with("aria-setsize", self.siblings().to_string())
            .with("aria-posinset", (step.index + 1).to_string())
            .with_some("aria-expanded", (step.child_count > 0).then_some("true"))
            .with_bool("aria-selected", is_chosen)
            .with("aria-description", describe(state, hazard.is_some(), risk.as_ref()))
            .with("tabindex", if picture.focus == id { "0" } else { "-1" })
            .with("class", form(plan, id))
            .with_some("data-device", kind(plan, id).map(DeviceKind::as_str))
            .with("data-state", state.as_str())
            .with_bool("data-hazard", hazard.is_some())
            .with_bool("data-risk", risk.is_some())
            .with_bool("data-wide", self.picture.is_risky(id))
            .with_bool("data-critical", picture.program.forecast.of(id).is_critical)
            .with_bool("data-held", picture.is_held && is_chosen)
            .with_some("data-gap", self.gap())
            .with_bool("data-open", is_open)
            .piece(face.pieces(risk.map(warning)))
            .pieces(is_open.then(|| fields(picture.builder, id)))
            .pieces(is_block.then(|| self.group()))
    }

    fn group(self) -> Shape {
        shape("ul").with("role", "group").with("data-fits", self.fits()).pieces(self.children())
    }

    fn plan(&self) -> &Plan {
        &self.picture.program.plan
    }

    /// How many steps the block has that it is in; one for the root.
    fn siblings(self) -> u32 {
        let plan = self.plan();
        plan.step(self.id).parent.map_or(1, |block| plan.step(block).child_count)
    }

    /// The children near what is seen. Gaps as high as the others stand for them.
    fn children(self) -> Vec<Shape> {
        let mut shapes = Vec::new();
        let mut skipped = 0..0;
        for child in self.plan().children(self.id) {
            let inside = child.0..self.plan().end_of(child);
            let (drawn, focus) = (&self.picture.drawn, self.picture.focus.0);
            if (inside.start < drawn.end && drawn.start < inside.end) || inside.contains(&focus) {
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

    /// How the branches of a parallel are best laid out: blocks need width, and four are two and two, not three and one.
    fn fits(self) -> &'static str {
        let plan = self.plan();
        let mut children = plan.children(self.id).take(8);
        if children.any(|child| matches!(plan.step(child).work, Work::Block(_))) {
            return "blocks";
        }
        if plan.step(self.id).child_count == 4 && self.picture.program.risks.is_empty() { "pairs" } else { "row" }
    }

    /// How long the step takes, as predicted.
    fn took(self) -> Duration {
        match &self.plan().step(self.id).work {
            Work::Message { latency, .. } | Work::Delay(latency) => *latency,
            Work::UnknownDevice { .. } => Duration::ZERO,
            Work::Block(_) => self.picture.program.prediction.span(self.id).duration(),
        }
    }

    /// "0.5 + 0.5 = 1.0 s", "500 ms", "500 ms, 0.5 s slack"
    fn time(self, took: Duration) -> String {
        let own = match DurationFormula::of(&self.picture.program.prediction, self.id) {
            Some(of_block) => sum(&of_block),
            None if matches!(self.plan().step(self.id).work, Work::UnknownDevice { .. }) => return "fails".into(),
            None => latency(took),
        };
        match self.picture.program.forecast.of(self.id).slack {
            Some(Duration::ZERO) => own,
            Some(slack) => format!("{own} · {} s slack", term(slack)),
            None => format!("{own} · never comes"),
        }
    }

    /// Whether the next step goes in before this one, after it, or inside it where there is nothing yet.
    fn gap(self) -> Option<&'static str> {
        let step = self.plan().step(self.id);
        let (block, index) = self.picture.gap?;
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
    fn describe(self) -> Shape {
        let plan = self.plan();
        let work = &plan.step(self.id).work;
        let (first, then) = match work {
            Work::Message { device, action, .. } => {
                (plan.device(*device).name.to_string(), Some(action.name().describe()))
            }
            Work::UnknownDevice { name, action } => (name.to_string(), Some(action.name().describe())),
            Work::Delay(_) | Work::Block(_) => (plan.describe(self.id), None),
        };
        shape("span")
            .with("class", "words")
            .piece(shape("b").with_some("class", matches!(work, Work::Block(_)).then_some("kind")).text(first))
            .pieces(then.map(|then| shape("span").text(then)))
            .pieces(work.data().map(|data| shape("q").text(data.to_string())))
    }

    /// Turns the block into the other kind with one click; keys have the toolbar for it.
    fn convert(self) -> Shape {
        let label = match self.plan().step(self.id).work {
            Work::Block(BlockKind::Sequence) => "Turn into parallel",
            _ => "Turn into sequence",
        };
        shape("button")
            .with("class", "quiet turn")
            .with("tabindex", "-1")
            .with("data-do", "convert")
            .with("aria-label", label)
            .with("title", label)
            .markup(icons::TURN)
    }
}

/// Stands for steps that are not drawn.
fn spacer(skipped: &Range<u32>) -> Option<Shape> {
    let spacer = || {
        shape("li")
            .with("class", "spacer")
            .with("role", "none")
            .with("data-first", skipped.start.to_string())
            .with("data-steps", skipped.len().to_string())
            .with("--steps", skipped.len().to_string())
    };
    (!skipped.is_empty()).then(spacer)
}

fn describe(state: StepState, hazardous: bool, risk: Option<&Warning>) -> String {
    let mut words = state.as_str().to_string();
    if hazardous {
        words += ", hazard";
    }
    if let Some(risk) = risk {
        words += &format!(", {}", risk.reason);
    }
    words
}

/// What can go wrong, and what would put it right with one click.
fn warning(warning: Warning) -> Shape {
    let fixes = warning.fixes.into_iter().enumerate().map(|(number, label)| {
        shape("button").with("class", "fix").with("tabindex", "-1").with("data-do", number.to_string()).text(label)
    });
    let fixes: Vec<_> = fixes.collect();
    let fixes = (!fixes.is_empty()).then(|| shape("span").with("class", "fixes").pieces(fixes));
    shape("span")
        .with("class", "why")
        .piece(shape("span").markup(icons::WARNING))
        .piece(shape("span").text(warning.reason))
        .pieces(fixes)
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
