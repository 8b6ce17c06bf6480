use leptos::{ev::KeyboardEvent, prelude::*, web_sys::Element};

use super::{
    builder::Builder,
    drag,
    drag_state::Payload,
    palette_entries::{Entry, entries},
};
use crate::{
    browser::lowercase,
    home::Device,
    program::Step,
    ui::{
        dialogs::device::EditedDevice,
        limits::MAX_SHOWN_DEVICES,
        render::{
            icons,
            reactive::{text_signal, view_signal},
        },
        text,
    },
};

/// The palette: a click on an entry inserts its step at the insertion point, and a drag inserts it elsewhere.
#[component]
pub fn Palette(builder: Builder) -> impl IntoView {
    let document = builder.document;
    let search = RwSignal::new(String::new());
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
        let was_dragged = builder.take_press().is_some_and(|press| press.has_dragged);
        if let Some(entry) = entry_at(&event_target(&event)).filter(|_| !was_dragged) {
            builder.insert(vec![entry.step]);
        }
    };
    let press = move |event: leptos::ev::PointerEvent| {
        if let Some(entry) = entry_at(&event_target(&event)) {
            drag::press(&event, builder, Payload::New(entry.step));
        }
    };
    let add_first = move |event: KeyboardEvent| {
        if event.key() == "Enter" {
            let found = entries(&devices.read_untracked())
                .into_iter()
                .find(|entry| entry.matches(&search.read_untracked(), lowercase));
            match found {
                Some(entry) => {
                    builder.insert(vec![entry.step]);
                    search.set(String::new());
                }
                None => document.announce(text::palette::NOT_FOUND.into()),
            }
        }
    };
    let place = move || document.editor.with(|editor| text::place(&editor.scene().step, &editor.place()));
    view! {
        <section class="palette" aria-label=text::palette::PALETTE on:touchmove=move |event| drag::on_touch_move(&event, builder)>
            <div class="where">
                <input
                    type="search"
                    aria-label=text::palette::FIND_STEP
                    placeholder=text::palette::FIND_STEP
                    prop:value=text_signal(move || search.get())
                    on:input=move |event| search.set(event_target_value(&event))
                    on:keydown=add_first
                />
                <button class="quiet add-device" on:click=move |_| builder.device_editor.open(EditedDevice::New)>{text::palette::ADD_DEVICE}</button>
                <p>{text_signal(move || text::palette::goes(&place()))}</p>
                <button class="quiet icon" aria-label=text::palette::INSERT_EARLIER title=text::palette::INSERT_EARLIER_TITLE on:click=move |_| builder.move_place(false) inner_html=icons::UP></button>
                <button class="quiet icon" aria-label=text::palette::INSERT_LATER title=text::palette::INSERT_LATER_TITLE on:click=move |_| builder.move_place(true) inner_html=icons::DOWN></button>
            </div>
            <div class="entries" on:click=add on:pointerdown=press>
                {view_signal(move || Some(groups(&devices.read(), &search.read())))}
            </div>
        </section>
    }
}

/// A group for blocks and delays, and one for each device.
fn groups(devices: &[Device], search: &str) -> Vec<AnyView> {
    let entries: Vec<_> =
        entries(devices).into_iter().enumerate().filter(|(_, entry)| entry.matches(search, lowercase)).collect();
    let chip = |&(index, ref entry): &(usize, Entry)| {
        let class = match &entry.step {
            Step::Block(block) => block.kind.as_str(),
            Step::Message(_) | Step::Delay(_) => "",
        };
        view! {
            <button class=format!("chip {class}") data-entry=index.to_string() aria-label=text::palette::add(&entry.name)>
                {entry.label.clone()}
            </button>
        }
    };
    let group = |name: String, kind: &'static str, icon: &'static str, of_device: bool| {
        let is_in_group = |entry: &Entry| match &entry.step {
            Step::Message(message) => of_device && *message.device == *name,
            Step::Delay(_) | Step::Block(_) => !of_device,
        };
        let chips: Vec<_> = entries.iter().filter(|(_, entry)| is_in_group(entry)).map(chip).collect();
        (!chips.is_empty()).then(|| {
            view! {
                <div class="shelf" role="group" aria-label=name.clone() data-device=kind>
                    {match of_device {
                        true => view! {
                            <button class="quiet name" data-card=name.clone() title=text::palette::change_device(&name) aria-label=text::palette::change_device(&name)>
                                <span inner_html=icon></span>
                                <span>{name.clone()}</span>
                            </button>
                        }.into_any(),
                        false => view! { <span class="name"><span inner_html=icon></span>{name.clone()}</span> }.into_any(),
                    }}
                    <span class="chips">{chips}</span>
                </div>
            }
            .into_any()
        })
    };
    let blocks = group(text::palette::BLOCKS.into(), "", icons::SEQUENCE, false);
    let devices = devices.iter().take(MAX_SHOWN_DEVICES);
    let devices =
        devices.map(|device| group(device.name.to_string(), device.kind.as_str(), icons::device(device.kind), true));
    std::iter::once(blocks).chain(devices).flatten().collect()
}
