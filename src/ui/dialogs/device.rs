//! The dialog that adds, changes or removes a device: its name, latency, jitter, failures, capacity and initial state.

use leptos::{
    ev::{Event, SubmitEvent},
    html::Dialog,
    prelude::*,
    wasm_bindgen::JsCast,
    web_sys::{HtmlElement, HtmlInputElement},
};

use crate::{
    home::{Device, DeviceKind, StartState},
    program::{Edit, Limits, print_duration, read_count, read_duration},
    ui::{
        render::reactive::{text_signal, view_signal},
        state::{Document, use_connection},
        text::{
            self,
            common::{CLOSE, NAME},
        },
    },
};

/// State of the dialog. A handle: copies are the same.
#[derive(Clone, Copy)]
pub struct DeviceEditor {
    document: Document,
    edited: RwSignal<Option<EditedDevice>>,
    /// Reason why the last input was not accepted.
    problem: RwSignal<String>,
}

/// The device that the dialog is open for.
#[derive(Clone, PartialEq)]
pub enum EditedDevice {
    New,
    /// The device of this name.
    Existing(String),
}

impl DeviceEditor {
    pub fn new(document: Document) -> Self {
        Self { document, edited: RwSignal::new(None), problem: RwSignal::new(String::new()) }
    }

    pub fn open(self, device: EditedDevice) {
        self.edited.set(Some(device));
    }
}

#[component]
pub fn DeviceDialog(
    editor: DeviceEditor,
    /// Runs before a device is removed. The element that opened the dialog goes with the device.
    on_remove: impl Fn() + Copy + Send + Sync + 'static,
) -> impl IntoView {
    let dialog: NodeRef<Dialog> = NodeRef::new();
    let close = move || {
        if let Some(dialog) = dialog.get_untracked() {
            dialog.close();
        }
    };
    Effect::new(move || {
        if let Some(dialog) = dialog.get().filter(|_| editor.edited.read().is_some()) {
            editor.problem.set(String::new());
            _ = dialog.show_modal();
        }
    });
    view! {
        <dialog
            class="device-card"
            node_ref=dialog
            aria-labelledby="card-title"
            on:close=move |_| editor.edited.set(None)
        >
            {view_signal(move || editor.edited.get().map(|device| view! { <Form editor device on_remove /> }))}
            <p class="why" role="alert" prop:textContent=text_signal(move || editor.problem.get())></p>
            <button class="quiet close" on:click=move |_| close()>{CLOSE}</button>
        </dialog>
    }
}

#[component]
fn Form(
    editor: DeviceEditor,
    device: EditedDevice,
    on_remove: impl Fn() + Copy + Send + Sync + 'static,
) -> impl IntoView {
    let (document, connection) = (editor.document, use_connection());
    let plan = document.plan();
    let known = match &device {
        EditedDevice::Existing(name) => plan.devices.iter().find(|device| *device.name == **name).cloned(),
        EditedDevice::New => None,
    };
    let is_new = known.is_none();
    let device = known.unwrap_or_else(|| Device::new(fresh_name(&plan.devices, DeviceKind::Light), DeviceKind::Light));
    let before = device.clone();
    let kind = device.kind;
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        let form: HtmlElement = event_target(&event);
        match read(&form, kind, is_new) {
            Ok(device) => {
                let done = match is_new {
                    true => connection.register(device),
                    false if device == before => true,
                    false => document.edit(Edit::SetDevice { name: before.name.clone(), device }),
                };
                match done {
                    true => close(&form),
                    false => editor.problem.set(document.announcement.get_untracked()),
                }
            }
            Err(why) => editor.problem.set(why),
        }
    };
    let name = device.name.clone();
    let remove = move |event: leptos::ev::MouseEvent| {
        close(&event_target::<HtmlElement>(&event));
        on_remove();
        connection.unregister(&name);
    };
    let choose_kind = move |event: Event| {
        // A new device is named after its kind, unless a person has changed the name.
        let Some(kind) = DeviceKind::from_name(&event_target_value(&event)) else { return };
        let form = event_target::<HtmlElement>(&event);
        let Ok(Some(input)) = form
            .closest("form")
            .and_then(|form| form.expect("the field is inside the form").query_selector("[name=name]"))
        else {
            return;
        };
        let input = input.unchecked_into::<HtmlInputElement>();
        let given = DeviceKind::ALL.map(|kind| fresh_name(&document.plan().devices, kind));
        if given.contains(&input.value()) {
            input.set_value(&fresh_name(&document.plan().devices, kind));
        }
    };
    let kinds = DeviceKind::ALL.into_iter().map(|kind| view! { <option value=kind.as_str()>{kind.as_str()}</option> });
    let starts = kind.start_states().iter().map(|&state| {
        view! { <option value=state.as_str() prop:selected=state == device.start>{state.as_str()}</option> }
    });
    view! {
        <form on:submit=submit>
            <h2 id="card-title" prop:textContent=if is_new { text::device_dialog::ADD_TITLE.to_string() } else { text::device_dialog::title(&device.name) }></h2>
            {is_new.then(|| view! {
                <label><span>{text::device_dialog::KIND}</span><select name="kind" on:change=choose_kind>{kinds.collect_view()}</select></label>
            })}
            <label><span>{NAME}</span><input name="name" value=device.name.to_string() autocomplete="off" spellcheck="false" /></label>
            <label><span>{text::device_dialog::LATENCY}</span><input name="latency" value=print_duration(device.latency) autocomplete="off" /></label>
            <label><span>{text::device_dialog::JITTER}</span><input name="jitter" value=print_duration(device.jitter) autocomplete="off" /></label>
            <label><span>{text::device_dialog::FAILS}</span><input name="fails" inputmode="numeric" value=device.fails.to_string() autocomplete="off" /></label>
            <label><span>{text::device_dialog::CAPACITY}</span><input name="capacity" inputmode="numeric" value=device.capacity.map(|capacity| capacity.to_string()).unwrap_or_default() placeholder=text::device_dialog::NO_CAPACITY autocomplete="off" /></label>
            {(!is_new).then(|| view! {
                <label><span>{text::device_dialog::INITIAL_STATE}</span><select name="start">{starts.collect_view()}</select></label>
            })}
            <p class="actions">
                <button class="primary" type="submit">{if is_new { text::device_dialog::ADD } else { text::device_dialog::SAVE }}</button>
                {(!is_new).then(|| view! { <button type="button" on:click=remove>{text::device_dialog::REMOVE}</button> })}
            </p>
        </form>
    }
}

fn close(inside: &HtmlElement) {
    if let Ok(Some(dialog)) = inside.closest("dialog") {
        dialog.unchecked_into::<leptos::web_sys::HtmlDialogElement>().close();
    }
}

/// The device that the fields describe.
fn read(form: &HtmlElement, kind: DeviceKind, is_new: bool) -> Result<Device, String> {
    let value = |name: &str| {
        let field = form.query_selector(&format!("[name={name}]")).ok().flatten();
        // A select has a value like an input.
        field.map(|field| {
            js_sys::Reflect::get(&field, &"value".into()).ok().and_then(|value| value.as_string()).unwrap_or_default()
        })
    };
    let duration = |name: &str| {
        let text = value(name).unwrap_or_default();
        read_duration(&text).ok_or_else(|| text::common::invalid_duration(&text))
    };
    let count = |name: &str| match value(name).unwrap_or_default().trim() {
        "" | "0" => Ok(None),
        typed => read_count(typed).map(Some).ok_or_else(|| text::step_fields::not_a_count(Limits::default().count)),
    };
    let kind = value("kind").and_then(|name| DeviceKind::from_name(&name)).filter(|_| is_new).unwrap_or(kind);
    let device = Device::new(value("name").unwrap_or_default().trim(), kind);
    let start = value("start").and_then(|name| StartState::from_name(&name)).unwrap_or(device.start);
    let (latency, jitter) = (duration("latency")?, duration("jitter")?);
    Ok(Device {
        latency,
        jitter,
        start,
        fails: count("fails")?.unwrap_or_default(),
        capacity: count("capacity")?,
        ..device
    })
}

/// "light", or "light2" if that name is taken.
fn fresh_name(devices: &[Device], kind: DeviceKind) -> String {
    let is_free = |name: &String| devices.iter().all(|device| *device.name != **name);
    let first = std::iter::once(kind.as_str().to_string());
    let mut names = first.chain((2..).map(|number| format!("{}{number}", kind.as_str())));
    names.find(is_free).expect("there is always another number")
}
