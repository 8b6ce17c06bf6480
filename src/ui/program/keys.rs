//! The keys of an ARIA tree: <https://www.w3.org/WAI/ARIA/apg/patterns/treeview/>. All blocks are open, so left and
//! right go out and in.

use leptos::{ev::KeyboardEvent, prelude::*, wasm_bindgen::JsCast, web_sys::HtmlElement};

use super::{MOST_DRAWN, element_id, step_of};
use crate::runtime::{Plan, StepId};

/// Moves the focus as a key asks.
pub fn on_key(event: &KeyboardEvent, plan: &Plan, focus: RwSignal<StepId>) {
    if event.ctrl_key() || event.alt_key() || event.meta_key() {
        return;
    }
    let Some(from) = step_of(&event_target::<HtmlElement>(event).id()) else { return };
    let Some(next) = target(&event.key(), plan, from) else { return };
    event.prevent_default();
    focus.set(next);
    if let Some(element) = document().get_element_by_id(&element_id(next)) {
        _ = element.unchecked_into::<HtmlElement>().focus();
    }
}

/// The step that a key leads to from another.
fn target(key: &str, plan: &Plan, from: StepId) -> Option<StepId> {
    let last = StepId(plan.len().min(MOST_DRAWN) as u32 - 1);
    match key {
        "ArrowDown" => Some(StepId((from.0 + 1).min(last.0))),
        "ArrowUp" => Some(StepId(from.0.saturating_sub(1))),
        "ArrowLeft" => plan.step(from).parent,
        "ArrowRight" => plan.children(from).next().filter(|&child| child <= last),
        "Home" => Some(StepId::ROOT),
        "End" => Some(last),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::program::parse;

    #[test]
    fn arrows_walk_the_tree() {
        let plan = Plan::new(&parse("sequence(light.connect, parallel(toilet.flush), toilet.clean)").unwrap(), 1);
        let to = |key, from| target(key, &plan, StepId(from)).map(|id| id.0);
        assert_eq!(to("ArrowDown", 0), Some(1));
        assert_eq!(to("ArrowDown", 4), Some(4));
        assert_eq!(to("ArrowUp", 0), Some(0));
        assert_eq!(to("ArrowRight", 2), Some(3));
        assert_eq!(to("ArrowRight", 3), None);
        assert_eq!(to("ArrowLeft", 3), Some(2));
        assert_eq!(to("ArrowLeft", 0), None);
        assert_eq!((to("Home", 3), to("End", 0)), (Some(0), Some(4)));
        assert_eq!(to("x", 0), None);
    }
}
