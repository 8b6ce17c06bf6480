//! The two micro-steps of a step, with the place between them at which threads can be switched.

use std::time::Duration;

use crate::{
    program::BlockKind,
    runtime::{History, StepId, StepState, Work},
    ui::{
        render::vdom::{VElement, element},
        text::scheduler as text,
    },
};

/// Draws the micro-steps of a step as far as they are done at a moment; `None` for a step that has one only, and without threads.
pub fn micro_steps(history: &History, id: StepId, moment: Duration) -> Option<VElement> {
    let plan = history.plan();
    plan.threads()?;
    let [first, last] = match &plan.step(id).work {
        Work::Increment(_) => text::READ_AND_WRITE,
        Work::Message { action, .. } if action.name().is_update() => text::READ_AND_WRITE,
        Work::Block(BlockKind::Lock) => text::GET_AND_GIVE_BACK,
        _ => return None,
    };
    let span = history.span_until(history.execution_at(id, moment), moment);
    let done = match plan.step(id).lock {
        Some(_) => [span.acquired.is_some(), span.released.is_some()],
        None => [span.start.is_some() && span.read.is_some(), span.state() == StepState::Done],
    };
    let part = |word: &'static str, is_done| element("span").attr_bool("data-done", is_done).text(word);
    let between = element("span").attr("class", "between").attr("title", text::BETWEEN).text("⇅");
    let parts = [part(first, done[0]), between, part(last, done[1])];
    Some(element("small").attr("class", "micro").attr("aria-hidden", "true").children(parts))
}
