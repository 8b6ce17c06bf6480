use leptos::{ev::KeyboardEvent, html::Button, prelude::*, web_sys::Element};

use super::{
    builder::Builder,
    drag,
    drag_state::Payload,
    focus::{return_focus, scroll_to},
    palette_entries::{Entry, entries},
};
use crate::{
    browser::{is_composing, is_held_enter, lowercase},
    home::Device,
    program::{BlockKind, LeafKind, Step},
    ui::{
        dialogs::device::EditedDevice,
        limits::MAX_SHOWN_DEVICES,
        render::{
            icons,
            ids::FIND_STEP_ID,
            reactive::{text_signal, view_signal},
        },
        text::{self, glossary},
    },
};

/// The group that is open at first.
const FIRST_GROUP: &str = text::palette::BLOCKS;

const ENTRIES_ID: &str = "found-steps";

/// The entry that Enter adds.
const MARKED_ENTRY_ID: &str = "found-step";

/// The palette: a click on an entry inserts its step at the insertion point, and a drag inserts it elsewhere. One group of
/// entries is open, so that the palette takes as much room for a long list of steps as for a short one. On a narrow page
/// it is a sheet that a button opens from below.
#[component]
pub fn Palette(builder: Builder) -> impl IntoView {
    let document = builder.document;
    let search = RwSignal::new(String::new());
    // The place, among those that are found, of the entry that Enter adds.
    let marked = RwSignal::new(0_usize);
    let opened = RwSignal::new(FIRST_GROUP.to_string());
    let is_sheet_open = RwSignal::new(false);
    let opener = NodeRef::<Button>::new();
    let devices = Memo::new(move |_| document.program.read().plan.devices.clone());
    let entry_at = move |target: &Element| {
        let index = target.closest("[data-entry]").ok()??.get_attribute("data-entry")?.parse::<usize>().ok()?;
        entries(&devices.read_untracked()).into_iter().nth(index)
    };
    let add = move |event: leptos::ev::MouseEvent| {
        let target = event_target::<Element>(&event);
        if let Ok(Some(button)) = target.closest("[data-card]") {
            let name = button.get_attribute("data-card").unwrap_or_default();
            return builder.device_editor.open(EditedDevice::Existing(name));
        }
        if let Ok(Some(button)) = target.closest("[data-group]") {
            search.set(String::new());
            return opened.set(button.get_attribute("data-group").unwrap_or_default());
        }
        let was_dragged = builder.take_press(&event).is_some_and(|press| press.has_dragged);
        if let Some(entry) = entry_at(&event_target(&event)).filter(|_| !was_dragged) {
            builder.insert(vec![entry.step]);
        }
    };
    // A button that is held by Enter is clicked again and again.
    let once = move |event: KeyboardEvent| {
        if is_held_enter(&event) {
            event.prevent_default();
        }
    };
    let press = move |event: leptos::ev::PointerEvent| {
        if let Some(entry) = entry_at(&event_target(&event)) {
            drag::press(&event, builder, Payload::New(entry.step));
        }
    };
    // False once a person has typed: then the keys of undo concern the text of the search.
    let is_untouched = StoredValue::new(true);
    let found = move || {
        let (entries, search) = (entries(&devices.read_untracked()), search.read_untracked());
        entries.into_iter().filter(|entry| entry.matches(&search, lowercase)).collect::<Vec<_>>()
    };
    let mark = move |by: isize| {
        let last = found().len().saturating_sub(1);
        marked.update(|marked| *marked = marked.saturating_add_signed(by).min(last));
        if let Some(entry) = leptos::prelude::document().get_element_by_id(MARKED_ENTRY_ID) {
            scroll_to(&entry);
        }
    };
    let add_marked = move || match found().into_iter().nth(marked.get_untracked()) {
        Some(entry) => {
            builder.insert(vec![entry.step]);
            search.set(String::new());
            is_untouched.set_value(true);
        }
        None => document.announce(text::palette::NOT_FOUND.into()),
    };
    let on_search_key = move |event: KeyboardEvent| {
        let is_search = !search.read_untracked().trim().is_empty();
        match &*event.key() {
            _ if is_composing(&event) => {}
            // Back to the step that was added last.
            "Escape" if !is_search && !is_sheet_open.get_untracked() => return_focus(builder),
            "Enter" if is_search && !event.repeat() && !event.ctrl_key() && !event.meta_key() => add_marked(),
            key @ ("ArrowDown" | "ArrowUp") if is_search => {
                mark(if key == "ArrowDown" { 1 } else { -1 });
                event.prevent_default();
            }
            _ if is_untouched.get_value() => builder.on_undo_key(&event),
            _ => {}
        }
    };
    let place = move || document.editor.with(|editor| text::place(&editor.scene().step, &editor.place()));
    let close_sheet = move || {
        is_sheet_open.set(false);
        if let Some(opener) = opener.get_untracked() {
            _ = opener.focus();
        }
    };
    let on_key = move |event: KeyboardEvent| {
        if event.key() == "Escape" && is_sheet_open.get_untracked() {
            close_sheet();
        }
    };
    view! {
        <button class="primary add-step" node_ref=opener aria-expanded=text_signal(move || is_sheet_open.get().to_string()) on:click=move |_| is_sheet_open.update(|open| *open = !*open)>
            {text::palette::ADD_STEP}
        </button>
        <section class="palette" aria-label=text::palette::PALETTE data-open=text_signal(move || is_sheet_open.get().to_string()) on:keydown=on_key on:touchmove=move |event| drag::on_touch_move(&event, builder)>
            <div class="where">
                <input
                    type="search"
                    id=FIND_STEP_ID
                    aria-label=text::palette::FIND_STEP
                    placeholder=text::palette::FIND_STEP
                    aria-controls=ENTRIES_ID
                    aria-activedescendant=move || (!search.read().trim().is_empty()).then_some(MARKED_ENTRY_ID)
                    prop:value=text_signal(move || search.get())
                    on:input=move |event| {
                        marked.set(0);
                        search.set(event_target_value(&event));
                        is_untouched.set_value(false);
                    }
                    on:keydown=on_search_key
                />
                <button class="quiet icon close" aria-label=text::common::CLOSE on:click=move |_| close_sheet() inner_html=icons::STOP></button>
                <button class="quiet add-device" on:click=move |_| builder.device_editor.open(EditedDevice::New)>{text::palette::ADD_DEVICE}</button>
                <p prop:textContent=text_signal(move || text::palette::goes(&place()))></p>
                <button class="quiet icon" aria-label=text::palette::INSERT_EARLIER title=text::palette::INSERT_EARLIER_TITLE on:click=move |_| builder.move_place(false) inner_html=icons::UP></button>
                <button class="quiet icon" aria-label=text::palette::INSERT_LATER title=text::palette::INSERT_LATER_TITLE on:click=move |_| builder.move_place(true) inner_html=icons::DOWN></button>
            </div>
            <div class="groups" role="group" aria-label=text::palette::GROUPS on:click=add>
                {view_signal(move || Some(groups(&devices.read(), (search.read().is_empty()).then(|| opened.get()).as_deref())))}
            </div>
            <div class="entries" id=ENTRIES_ID on:click=add on:keydown=once on:pointerdown=press>
                {view_signal(move || Some(chips(&devices.read(), &search.read(), &opened.read(), marked.get())))}
            </div>
        </section>
    }
}

/// A button for the blocks and the delay, one for tasks and locks, and one for each device, that opens their entries.
fn groups(devices: &[Device], opened: Option<&str>) -> Vec<AnyView> {
    let button = |name: String, kind: &'static str, icon: &'static str| {
        view! {
            <button class="quiet" data-group=name.clone() data-device=kind aria-pressed=(opened == Some(&*name)).to_string()>
                <span inner_html=icon></span>
                <span prop:textContent=name.clone()></span>
            </button>
        }
        .into_any()
    };
    let devices = devices.iter().take(MAX_SHOWN_DEVICES);
    let devices =
        devices.map(|device| button(device.name.to_string(), device.kind.as_str(), icons::device(device.kind)));
    let blocks = button(FIRST_GROUP.into(), "", icons::SEQUENCE);
    let tasks = button(text::palette::TASKS.into(), "", icons::block(BlockKind::Start));
    [blocks, tasks].into_iter().chain(devices).collect()
}

/// The entries that a search finds; without a search, those of the group that is open.
fn chips(devices: &[Device], search: &str, opened: &str, marked: usize) -> Vec<AnyView> {
    let is_search = !search.trim().is_empty();
    // The group of a device that was removed since.
    let is_group = opened == text::palette::TASKS || devices.iter().any(|device| *device.name == *opened);
    let opened = if is_group { opened } else { FIRST_GROUP };
    let is_shown = |entry: &Entry| match &entry.step {
        _ if is_search => entry.matches(search, lowercase),
        Step::Message(message) => *message.device == *opened,
        step => opened == group_of(step),
    };
    let chip = |(place, (index, entry)): (usize, (usize, Entry))| {
        let is_marked = is_search && place == marked;
        let (class, kind) = match &entry.step {
            Step::Block(block) => (block.kind.as_str(), ""),
            Step::Message(message) => ("", device_kind(devices, &message.device)),
            Step::OnTask(step) => (step.verb.as_str(), ""),
            Step::Work(_) => (LeafKind::Work.as_str(), ""),
            Step::Increment(_) => (LeafKind::Increment.as_str(), ""),
            Step::Delay(_) | Step::Fail(_) => ("", ""),
        };
        let name = text::palette::add(&entry.name);
        let title = glossary::find(&entry.name).map_or("", |term| term.text);
        view! {
            <button class=format!("chip {class}") id=is_marked.then_some(MARKED_ENTRY_ID) data-device=kind data-entry=index.to_string() aria-label=name title=title prop:textContent=if is_search { entry.name } else { entry.label }></button>
        }
        .into_any()
    };
    let is_of_device = ![FIRST_GROUP, text::palette::TASKS].contains(&opened);
    let change = (!is_search && is_of_device).then(|| {
        let label = text::palette::change_device(opened);
        view! { <button class="quiet change" data-card=opened.to_string() prop:textContent=label></button> }.into_any()
    });
    let shown = entries(devices).into_iter().enumerate().filter(|(_, entry)| is_shown(entry));
    shown.enumerate().map(chip).chain(change).collect()
}

/// The group of a step that is no message.
fn group_of(step: &Step) -> &'static str {
    match step {
        Step::OnTask(_) | Step::Work(_) | Step::Increment(_) => text::palette::TASKS,
        Step::Block(block) => match block.kind {
            BlockKind::Start | BlockKind::Future | BlockKind::Lock | BlockKind::Blocking | BlockKind::Offload => {
                text::palette::TASKS
            }
            _ => FIRST_GROUP,
        },
        Step::Message(_) | Step::Delay(_) | Step::Fail(_) => FIRST_GROUP,
    }
}

fn device_kind(devices: &[Device], name: &str) -> &'static str {
    devices.iter().find(|device| *device.name == *name).map_or("", |device| device.kind.as_str())
}
