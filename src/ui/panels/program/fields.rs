//! The fields that change a step in the tree: its device, action, argument and latency, or the kind of a block.

use leptos::{ev::Event, prelude::*, web_sys::HtmlElement};

use super::builder::Builder;
use crate::{
    home::{Action, ActionName, Argument, DeviceKind},
    program::{BlockKind, Edit, Limits, Message, Step, print_duration, read_duration},
    runtime::StepId,
    ui::{
        render::{
            metrics::LAMP_COLOR,
            vdom::{VElement, element},
        },
        text::{
            self,
            common::INVALID_DURATION,
            step_fields::{
                ACTION, BLOCK_KIND, CHANGE_STEP, COLOR, DEVICE, DURATION, DURATION_TOO_LONG, LATENCY, PICK_COLOR, SONG,
                UNKNOWN_ACTION, unknown_color,
            },
        },
    },
};

/// The fields of a step, and the reason why the last value was not accepted.
pub fn fields(builder: Builder, id: StepId) -> VElement {
    let plan = builder.document.plan();
    let fields = match builder.step(&plan.path(id)) {
        Some(Step::Message(message)) => message_fields(builder, &message),
        Some(Step::Delay(duration)) => vec![text_field("latency", DURATION, print_duration(duration), "500ms".into())],
        Some(Step::Fail(_)) => Vec::new(),
        Some(Step::Block(_)) | None => vec![kind_field(&plan.describe(id))],
    };
    element("div")
        .attr("class", "fields")
        .attr("role", "group")
        .attr("aria-label", CHANGE_STEP)
        .children(fields)
        .child(element("p").attr("class", "why").attr("role", "alert").text(builder.mistake.get()))
}

fn message_fields(builder: Builder, message: &Message) -> Vec<VElement> {
    let devices = builder.document.plan().devices.clone();
    let device = devices.iter().find(|device| device.name == message.device);
    let missing = device.is_none().then(|| message.device.to_string());
    let names = devices.iter().map(|device| device.name.to_string()).chain(missing);
    let actions = device.map_or(&[][..], |device| device.kind.actions());
    let actions: Vec<_> = actions.iter().map(|action| (action.as_str().into(), action.describe())).collect();
    let own = text::latency(device.map_or_else(Default::default, |device| device.latency));
    let data = message.action.data().unwrap_or_default().to_string();
    let mut fields = vec![choice("device", DEVICE, names.map(|name| (name.clone(), name)).collect(), &message.device)];
    if !actions.is_empty() {
        fields.push(choice("action", ACTION, actions, message.action.name().as_str()));
    }
    match message.action.name().argument() {
        Some(Argument::Color) => {
            fields.push(color_field(&data));
            fields.push(text_field("data", COLOR, data, "red".into()));
        }
        Some(Argument::Song) => fields.push(text_field("data", SONG, data, String::new())),
        None => {}
    }
    fields.push(text_field("latency", LATENCY, message.latency.map(print_duration).unwrap_or_default(), own));
    fields
}

fn kind_field(kind: &str) -> VElement {
    let kinds = BlockKind::ALL.map(|kind| (kind.as_str().to_string(), kind.as_str().to_string()));
    choice("kind", BLOCK_KIND, kinds.to_vec(), kind)
}

fn choice(field: &'static str, label: &'static str, options: Vec<(String, String)>, chosen: &str) -> VElement {
    let options = options.into_iter().map(|(value, words)| {
        let selected = (value == chosen).then_some("");
        element("option").attr("value", value).attr_opt("selected", selected).text(words)
    });
    let select = element("select").attr("data-field", field).children(options);
    element("label").child(element("span").text(label)).child(select)
}

/// A text field. Its value is set as an attribute, not as a property, so that renderings keep the typed text.
fn text_field(field: &'static str, label: &'static str, value: String, hint: String) -> VElement {
    let input = element("input")
        .attr("type", "text")
        .attr("data-field", field)
        .attr("value", value)
        .attr("placeholder", hint)
        .attr("spellcheck", "false");
    element("label").child(element("span").text(label)).child(input)
}

fn color_field(color: &str) -> VElement {
    let is_hex = color.len() == 7 && color.starts_with('#');
    let value = if is_hex { color } else { LAMP_COLOR }.to_string();
    element("input")
        .attr("type", "color")
        .attr("data-field", "data")
        .attr("aria-label", PICK_COLOR)
        .attr("value", value)
}

/// Returns true if the target of an event is a text field of a step.
pub fn is_text_field(event: &Event) -> bool {
    let target = event_target::<HtmlElement>(event);
    target.tag_name() == "INPUT" && target.get_attribute("data-field").is_some()
}

/// Handles a changed field.
pub fn on_change(event: &Event, builder: Builder) {
    let Some(field) = event_target::<HtmlElement>(event).get_attribute("data-field") else { return };
    let value = event_target_value(event);
    let path = builder.focus.get_untracked();
    if field == "kind" {
        if let Some(kind) = BlockKind::from_name(&value) {
            builder.edit(Edit::Convert { block: path, kind });
        }
        return;
    }
    let Some(step) = builder.step(&path) else { return };
    match changed(step.clone(), &field, &value, builder) {
        Ok(same) if same == step => builder.mistake.set(String::new()),
        Ok(step) => {
            builder.mistake.set(String::new());
            _ = builder.edit(Edit::Replace { at: path, step });
        }
        Err(why) => builder.mistake.set(why),
    }
}

/// Returns the step with one field changed.
///
/// # Errors
/// Returns the reason why the value is not accepted.
fn changed(step: Step, field: &str, value: &str, builder: Builder) -> Result<Step, String> {
    let duration = || match read_duration(value) {
        Some(duration) if duration <= Limits::default().duration => Ok(duration),
        Some(_) => Err(DURATION_TOO_LONG.to_string()),
        None => Err(INVALID_DURATION.to_string()),
    };
    let mut message = match step {
        Step::Delay(_) => return duration().map(Step::Delay),
        Step::Message(message) => message,
        other @ (Step::Fail(_) | Step::Block(_)) => return Ok(other),
    };
    let devices = builder.document.plan().devices.clone();
    match field {
        "latency" if value.trim().is_empty() => message.latency = None,
        "latency" => message.latency = Some(duration()?),
        "device" => {
            if let Some(device) = devices.iter().find(|device| *device.name == *value) {
                message.device = device.name.clone();
                message.action = available(message.action, device.kind);
            }
        }
        "action" => {
            let name = ActionName::from_name(value).ok_or(UNKNOWN_ACTION)?;
            message.action = with_default(name, message.action.data());
        }
        _ => {
            message.action = Action::new(message.action.name(), Some(value)).map_err(|_| unknown_color(value))?;
        }
    }
    Ok(Step::Message(message))
}

/// Returns the action if a device of this kind has it, or else its first action that is not a registration.
fn available(action: Action, kind: DeviceKind) -> Action {
    if kind.actions().contains(&action.name()) {
        return action;
    }
    let first = kind.actions().iter().find(|action| !action.is_registration());
    first.map_or(action, |&name| with_default(name, None))
}

/// Returns an action with an argument: the present one if it is valid, or a default.
pub fn with_default(name: ActionName, data: Option<&str>) -> Action {
    let default = name.argument().map(|argument| match argument {
        Argument::Color => "orange",
        Argument::Song => "Miles Davis - So What",
    });
    let own = default.and(data);
    own.and_then(|data| Action::new(name, Some(data)).ok())
        .or_else(|| Action::new(name, default).ok())
        .expect("the default argument of an action is valid")
}
