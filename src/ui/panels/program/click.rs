//! Handles clicks in the tree.

use leptos::{
    ev::{MouseEvent, PointerEvent},
    prelude::*,
    wasm_bindgen::JsCast,
    web_sys::{Element, HtmlInputElement},
};

use super::{
    builder::Builder,
    command::Command,
    drop_target::place_at,
    hit_test::{is_control, step_at},
};

/// Notes at the start of a press whether it enters a text field.
pub fn note_entered_field(event: &PointerEvent, builder: Builder) {
    let target = event_target::<Element>(event);
    let enters = target.has_type::<HtmlInputElement>() && document().active_element() != Some(target);
    builder.interaction.update_value(|interaction| interaction.enters_field = enters);
}

pub fn on_click(event: &MouseEvent, builder: Builder) {
    let target = event_target::<Element>(event);
    let enters_field =
        builder.interaction.try_update_value(|interaction| std::mem::take(&mut interaction.enters_field));
    if let Some(field) = target.dyn_ref::<HtmlInputElement>().filter(|_| enters_field == Some(true)) {
        select_value(field);
    }
    let Some(step) = step_at(&target) else { return };
    let path = builder.path(step);
    let press = builder.take_press(event);
    if press.as_ref().is_some_and(|press| press.has_dragged) {
        return;
    }
    if let Ok(Some(button)) = target.closest("button, .fix") {
        return match button.get_attribute("data-do").as_deref() {
            Some("convert") => {
                builder.choose(path);
                command(builder, Command::Convert);
            }
            Some("edit") => builder.run_command(Command::Edit),
            Some("duplicate") => command(builder, Command::Duplicate),
            Some("delete") => command(builder, Command::Delete),
            Some(fix) => builder.fix(&path, fix.parse().unwrap_or_default()),
            None => {}
        };
    }
    if is_control(&target) {
        return;
    }
    // The face of a step is larger than the item that a press on it would focus.
    builder.want_focus(true);
    if event.shift_key() {
        return builder.choose_up_to(path);
    }
    // A click between steps sets the insertion point.
    let at = (event.client_x(), event.client_y());
    if target.get_attribute("role").as_deref() == Some("group")
        && let Some(place) = place_at(at, builder)
    {
        return builder.set_place(place);
    }
    // The first click chooses, unless it is on a value; the next opens the fields. The second of a double click opens them in
    // any case.
    let field = field_at(&target);
    match press.is_some_and(|press| press.was_chosen) {
        true if event.detail() >= 2 || !builder.editing.get_untracked() => builder.open_fields(field),
        true => builder.run_command(Command::Edit),
        false => {
            builder.choose(path);
            if field.is_some() {
                builder.open_fields(field);
            }
        }
    }
}

/// Selects the value of a field that a press has entered, so that typing replaces it. A part that the press has selected stays.
fn select_value(field: &HtmlInputElement) {
    // Fields of other types have no selection.
    if let (Ok(Some(start)), Ok(end)) = (field.selection_start(), field.selection_end())
        && Some(start) == end
    {
        field.select();
    }
}

/// Returns the field for the part of a step that was pressed: its time, or the argument of its message.
fn field_at(target: &Element) -> Option<&'static str> {
    let fields = [(".latency", "latency"), ("q", "data")];
    fields.into_iter().find(|(part, _)| matches!(target.closest(part), Ok(Some(_)))).map(|(_, field)| field)
}

/// Runs the command of a button in a step. Keys go to the chosen step again, not to the button.
fn command(builder: Builder, command: Command) {
    builder.run_command(command);
    builder.want_focus(true);
}
