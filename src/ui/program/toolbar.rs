use leptos::{prelude::*, web_sys::Element};

use super::{Builder, Command};
use crate::{
    program::{BlockKind, Direction},
    ui::{icons, live::live},
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

/// What can be done to the chosen steps, as buttons.
#[component]
pub fn Toolbar(builder: Builder) -> impl IntoView {
    let button = move |(name, icon, key, command): Tool| {
        let title = if key.is_empty() { name.to_string() } else { format!("{name} ({key})") };
        view! {
            <button
                class="quiet icon"
                data-command=name
                aria-label=name
                title=title
                aria-disabled=live(move || (!builder.can(command)).to_string())
                inner_html=icon
            ></button>
        }
    };
    let on_click = move |event: leptos::ev::MouseEvent| {
        let Ok(Some(button)) = event_target::<Element>(&event).closest("[data-command]") else { return };
        let name = button.get_attribute("data-command");
        if let Some((_, _, _, command)) = TOOLS.iter().find(|(tool, ..)| name.as_deref() == Some(tool)) {
            builder.act(*command);
        }
    };
    view! {
        <div class="tools" role="group" aria-label="Chosen steps" on:click=on_click>{TOOLS.into_iter().map(button).collect_view()}</div>
    }
}
