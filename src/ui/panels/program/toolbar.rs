use leptos::{
    ev::KeyboardEvent,
    prelude::*,
    wasm_bindgen::JsCast,
    web_sys::{Element, HtmlElement},
};

use super::{builder::Builder, command::Command};
use crate::{
    program::{BlockKind, Direction},
    ui::render::{icons, reactive::text_signal},
};

/// A button: its name, its picture, the key that does the same, and what it does.
type Tool = (&'static str, &'static str, &'static str, Command);

const TOOLS: [Tool; 14] = [
    ("Edit", icons::PENCIL, "Enter", Command::Edit),
    ("Move up", icons::UP, "Alt+↑", Command::Move(Direction::Up)),
    ("Move down", icons::DOWN, "Alt+↓", Command::Move(Direction::Down)),
    ("Move out", icons::OUT, "Alt+←", Command::Move(Direction::Out)),
    ("Move in", icons::IN, "Alt+→", Command::Move(Direction::In)),
    ("Wrap in sequence", icons::SEQUENCE, "", Command::Wrap(BlockKind::Sequence)),
    ("Wrap in parallel", icons::PARALLEL, "", Command::Wrap(BlockKind::Parallel)),
    ("Turn sequence and parallel", icons::TURN, "", Command::Convert),
    ("Unwrap", icons::UNWRAP, "", Command::Unwrap),
    ("Duplicate", icons::DUPLICATE, "Ctrl+D", Command::Duplicate),
    ("Cut", icons::CUT, "Ctrl+X", Command::Cut),
    ("Copy", icons::COPY, "Ctrl+C", Command::Copy),
    ("Paste", icons::PASTE, "Ctrl+V", Command::Paste),
    ("Delete", icons::DELETE, "Del", Command::Delete),
];

/// The commands for the chosen steps as buttons: one stop for the Tab key, with arrows between them:
/// <https://www.w3.org/WAI/ARIA/apg/patterns/toolbar/>
#[component]
pub fn Toolbar(builder: Builder) -> impl IntoView {
    // The button that has the keyboard, or had it last.
    let here = RwSignal::new(0);
    let button = move |(index, (name, icon, key, command)): (usize, Tool)| {
        let title = if key.is_empty() { name.to_string() } else { format!("{name} ({key})") };
        view! {
            <button
                class="quiet icon"
                data-command=name
                aria-label=name
                title=title
                tabindex=text_signal(move || if here.get() == index { "0" } else { "-1" })
                aria-disabled=text_signal(move || (!builder.can(command)).to_string())
                inner_html=icon
            ></button>
        }
    };
    let on_click = move |event: leptos::ev::MouseEvent| {
        if let Some(index) = index_of(&event_target(&event)) {
            here.set(index);
            builder.run_command(TOOLS[index].3);
        }
    };
    let on_key = move |event: KeyboardEvent| {
        let (Some(index), false) = (index_of(&event_target(&event)), event.alt_key() || event.ctrl_key()) else {
            return;
        };
        let last = TOOLS.len() - 1;
        let next = match &*event.key() {
            "ArrowRight" => (index + 1) % TOOLS.len(),
            "ArrowLeft" => index.checked_sub(1).unwrap_or(last),
            "Home" => 0,
            "End" => last,
            _ => return,
        };
        event.prevent_default();
        here.set(next);
        if let Ok(Some(button)) = document().query_selector(&format!("[data-command='{}']", TOOLS[next].0)) {
            _ = button.unchecked_into::<HtmlElement>().focus();
        }
    };
    view! {
        <div class="tools" role="toolbar" aria-label="Chosen steps" on:click=on_click on:keydown=on_key>
            {TOOLS.into_iter().enumerate().map(button).collect_view()}
        </div>
    }
}

/// The index of the tool that contains an element.
fn index_of(element: &Element) -> Option<usize> {
    let name = element.closest("[data-command]").ok()??.get_attribute("data-command")?;
    TOOLS.iter().position(|(tool, ..)| name == *tool)
}
