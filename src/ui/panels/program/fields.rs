//! The fields that change a step in the tree: those of a message and a delay, and the choice among those of all kinds.

use leptos::{ev::Event, prelude::*, web_sys::HtmlElement};

use super::{
    argument_fields::{block_fields, changed_block, changed_fail, fail_fields, read_within_limits},
    builder::Builder,
    field::{choice, color_field, text_field},
    lock_fields::{changed_lock, lock_fields},
    number_fields::{changed_number, number_fields},
    task_fields::{changed_task, task_fields},
};
use crate::{
    home::{Action, ActionName, Argument, DeviceKind},
    program::{Edit, Message, Step, print_duration},
    runtime::StepId,
    ui::{
        render::vdom::{VElement, element},
        text::{
            self,
            step_fields::{ACTION, CHANGE_STEP, COLOR, DEVICE, DURATION, LATENCY, SONG, UNKNOWN_ACTION, unknown_color},
        },
    },
};

/// The fields of a step, and the reason why the last value was not accepted.
pub fn fields(builder: Builder, id: StepId) -> VElement {
    let plan = builder.document.plan();
    let step = builder.step(&plan.path(id));
    let named = step.as_ref().map(|step| task_fields(step, &plan.names)).unwrap_or_default();
    let fields = match step {
        Some(Step::Message(message)) => message_fields(builder, &message),
        Some(Step::Delay(duration) | Step::Work(duration)) => {
            vec![text_field("latency", DURATION, print_duration(duration), "500ms".into())]
        }
        Some(Step::Fail(fail)) => fail_fields(&fail),
        Some(Step::Block(block)) => block_fields(&block).into_iter().chain(lock_fields(&block, &plan.locks)).collect(),
        Some(Step::Increment(number)) => number_fields(&number, &plan.numbers),
        Some(Step::OnTask(_)) | None => Vec::new(),
    };
    element("div")
        .attr("class", "fields")
        .attr("role", "group")
        .attr("aria-label", CHANGE_STEP)
        .children(fields.into_iter().chain(named))
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
    let Some(step) = builder.step(&path) else { return };
    let renamed = changed_task(&step, path.clone(), &field, &value);
    let edit = match &step {
        _ if renamed.is_some() => Ok(renamed),
        Step::Block(block) => match changed_lock(block, &builder.document.plan().locks, &field, &value) {
            Ok(None) => changed_block(block, path, &field, &value),
            changed => changed,
        },
        other => changed(other.clone(), &field, &value, builder)
            .map(|changed| (changed != step).then_some(Edit::Replace { at: path, step: changed })),
    };
    builder.mistake.set(edit.as_ref().err().cloned().unwrap_or_default());
    if let Ok(Some(edit)) = edit {
        builder.edit(edit);
    }
}

/// Returns the step with one field changed.
///
/// # Errors
/// Returns the reason why the value is not accepted.
fn changed(step: Step, field: &str, value: &str, builder: Builder) -> Result<Step, String> {
    let duration = || read_within_limits(value);
    let mut message = match step {
        Step::Delay(_) => return duration().map(Step::Delay),
        Step::Work(_) => return duration().map(Step::Work),
        Step::Message(message) => message,
        Step::Fail(fail) => return changed_fail(fail, field, value).map(Step::Fail),
        Step::Increment(_) => return changed_number(value).map(Step::Increment),
        Step::OnTask(_) | Step::Block(_) => return Ok(step),
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
