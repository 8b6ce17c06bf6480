//! Handles the keys of an ARIA tree: <https://www.w3.org/WAI/ARIA/apg/patterns/treeview/>. All blocks are expanded, so left
//! and right go to the parent and to the first child. With Alt, the arrows move the step; with Ctrl, the insertion point.

use leptos::{ev::KeyboardEvent, prelude::*, web_sys::HtmlInputElement};

use super::{
    builder::Builder,
    command::Command,
    fields::{is_text_field, on_change},
    focus::return_focus,
    hit_test::{is_fix, step_of_target},
    type_ahead::{TypeAhead, find},
};
use crate::{
    browser::{is_composing, lowercase, shortcut_key},
    program::Direction,
    runtime::{Plan, StepId},
};

pub fn on_key(event: &KeyboardEvent, builder: Builder) {
    if is_composing(event) {
        return;
    }
    // Keys in the fields of a step stay there, except those that close the fields.
    let Some(from) = step_of_target(event) else {
        let is_enter = event.key() == "Enter" && is_text_field(event);
        if is_enter {
            on_change(event, builder);
        }
        if matches!(&*event.key(), "Escape" | "ArrowLeft") && is_fix(event) {
            return_focus(builder);
            event.prevent_default();
            return;
        }
        // The browser reports a change when the field loses the focus.
        if event.key() == "Escape" && is_text_field(event) {
            let field: HtmlInputElement = event_target(event);
            field.set_value(&field.default_value());
        }
        // An invalid value stays open for correction.
        if event.key() == "Escape" || (is_enter && builder.mistake.read_untracked().is_empty()) {
            builder.close_fields();
            event.prevent_default();
        }
        return;
    };
    let command = event.ctrl_key() || event.meta_key();
    let done = match (event.alt_key(), command, event.shift_key()) {
        (true, false, false) => move_step(&event.key(), builder),
        (false, true, _) => with_command(event, builder),
        (false, false, shift) => plain(event, builder, from, shift),
        _ => false,
    };
    if done {
        event.prevent_default();
        event.stop_propagation();
    }
}

fn move_step(key: &str, builder: Builder) -> bool {
    let direction = match key {
        "ArrowUp" => Direction::Up,
        "ArrowDown" => Direction::Down,
        "ArrowLeft" => Direction::Out,
        "ArrowRight" => Direction::In,
        _ => return false,
    };
    builder.run_command(Command::Move(direction));
    true
}

fn with_command(event: &KeyboardEvent, builder: Builder) -> bool {
    match &*shortcut_key(event) {
        "ArrowUp" => builder.move_place(false),
        "ArrowDown" => builder.move_place(true),
        "a" | "A" => builder.choose_all_siblings(),
        // A command that adds steps runs once, however long the key is held.
        "d" | "D" | "v" | "V" if event.repeat() => {}
        "d" | "D" => builder.run_command(Command::Duplicate),
        _ => return false,
    }
    true
}

fn plain(event: &KeyboardEvent, builder: Builder, from: StepId, shift: bool) -> bool {
    let (key, plan) = (event.key(), builder.document.plan());
    if shift && let Some(to) = sibling(&key, &plan, from) {
        builder.choose_up_to(plan.path(to));
        return true;
    }
    if let Some(to) = target(&key, &plan, from) {
        builder.choose(plan.path(to));
        return true;
    }
    match &*key {
        "Enter" | "F2" if event.repeat() => {}
        "Enter" | "F2" => builder.run_command(Command::Edit),
        "Delete" | "Backspace" => builder.run_command(Command::Delete),
        "Escape" if builder.editing.get_untracked() => builder.close_fields(),
        // Space does not act on a step, so it runs the program as it does elsewhere on the page.
        " " if !builder.interaction.with_value(|interaction| interaction.type_ahead.continues(event)) => {
            if !event.repeat() {
                builder.comparison.start_or_pause();
            }
        }
        letter if letter.chars().count() == 1 && letter.starts_with(char::is_alphanumeric) => {
            return type_ahead(event, builder, from);
        }
        _ => return false,
    }
    true
}

/// Returns the step that a key moves the focus to.
fn target(key: &str, plan: &Plan, from: StepId) -> Option<StepId> {
    let last = StepId(plan.len() as u32 - 1);
    match key {
        "ArrowDown" => Some(StepId((from.0 + 1).min(last.0))),
        "ArrowUp" => Some(StepId(from.0.saturating_sub(1))),
        "ArrowLeft" => plan.step(from).parent,
        "ArrowRight" => plan.children(from).next(),
        "Home" => Some(StepId::ROOT),
        "End" => Some(last),
        _ => None,
    }
}

/// Returns the sibling that an arrow key extends the choice to.
fn sibling(key: &str, plan: &Plan, from: StepId) -> Option<StepId> {
    let index = plan.step(from).index as usize;
    let to = match key {
        "ArrowDown" => index + 1,
        "ArrowUp" => index.checked_sub(1)?,
        _ => return None,
    };
    plan.children(plan.step(from).parent?).nth(to).or(Some(from))
}

fn type_ahead(event: &KeyboardEvent, builder: Builder, from: StepId) -> bool {
    let plan = builder.document.plan();
    let (typed, latin) =
        builder.interaction.try_update_value(|interaction| interaction.type_ahead.add(event)).unwrap_or_default();
    match find(&plan, &typed, from, lowercase).or_else(|| find(&plan, &latin, from, lowercase)) {
        Some(found) => builder.choose(plan.path(found)),
        // A letter of another script may be in the place of a key of the page, such as the comma.
        None if !shortcut_key(event).starts_with(char::is_alphanumeric) => {
            builder.interaction.update_value(|interaction| interaction.type_ahead = TypeAhead::default());
            return false;
        }
        None => {}
    }
    true
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::program::parse;

    fn plan(text: &str) -> Plan {
        Plan::new(&parse(text).unwrap(), 1)
    }

    #[test]
    fn arrows_walk_the_tree() {
        let plan = plan("sequence(light.connect, parallel(toilet.flush), toilet.clean)");
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

    #[test]
    fn with_shift_arrows_go_to_siblings_only() {
        let plan = plan("sequence(light.connect, parallel(toilet.flush), toilet.clean)");
        let to = |key, from| sibling(key, &plan, StepId(from)).map(|id| id.0);
        assert_eq!(to("ArrowDown", 2), Some(4));
        assert_eq!(to("ArrowDown", 4), Some(4));
        assert_eq!(to("ArrowUp", 4), Some(2));
        assert_eq!((to("ArrowDown", 0), to("ArrowUp", 1), to("ArrowLeft", 2)), (None, None, None));
    }
}
