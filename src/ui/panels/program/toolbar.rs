use leptos::{
    ev::KeyboardEvent,
    prelude::*,
    wasm_bindgen::JsCast,
    web_sys::{Element, HtmlElement},
};

use super::{builder::Builder, command::Command};
use crate::{
    program::{BlockKind, Direction},
    ui::{
        render::{icons, reactive::text_signal},
        text::{self, common::DELETE},
    },
};

/// A button: its name, icon, key and command.
type Tool = (&'static str, &'static str, &'static str, Command);

const TOOLS: [Tool; 14] = [
    (text::toolbar::EDIT, icons::PENCIL, "Enter", Command::Edit),
    (text::toolbar::MOVE_UP, icons::UP, "Alt+↑", Command::Move(Direction::Up)),
    (text::toolbar::MOVE_DOWN, icons::DOWN, "Alt+↓", Command::Move(Direction::Down)),
    (text::toolbar::MOVE_OUT, icons::OUT, "Alt+←", Command::Move(Direction::Out)),
    (text::toolbar::MOVE_IN, icons::IN, "Alt+→", Command::Move(Direction::In)),
    (text::toolbar::WRAP_IN_SEQUENCE, icons::block(BlockKind::Sequence), "", Command::Wrap(BlockKind::Sequence)),
    (text::toolbar::WRAP_IN_PARALLEL, icons::block(BlockKind::Parallel), "", Command::Wrap(BlockKind::Parallel)),
    (text::toolbar::CONVERT, icons::TURN, "", Command::Convert),
    (text::toolbar::UNWRAP, icons::UNWRAP, "", Command::Unwrap),
    (text::toolbar::DUPLICATE, icons::DUPLICATE, "Ctrl+D", Command::Duplicate),
    (text::toolbar::CUT, icons::CUT, "Ctrl+X", Command::Cut),
    (text::toolbar::COPY, icons::COPY, "Ctrl+C", Command::Copy),
    (text::toolbar::PASTE, icons::PASTE, "Ctrl+V", Command::Paste),
    (DELETE, icons::DELETE, "Del", Command::Delete),
];

/// The commands for the chosen steps as buttons: one stop for the Tab key, with arrows between them:
/// <https://www.w3.org/WAI/ARIA/apg/patterns/toolbar/>
#[component]
pub fn Toolbar(builder: Builder) -> impl IntoView {
    // The button that has the focus, or had it last.
    let focused = RwSignal::new(0);
    let button = move |(index, (name, icon, key, command)): (usize, Tool)| {
        view! {
            <button
                class="quiet icon"
                data-command=index.to_string()
                aria-label=name
                title=text::toolbar::with_key(name, key)
                tabindex=text_signal(move || if focused.get() == index { "0" } else { "-1" })
                aria-disabled=text_signal(move || (!builder.can(command)).to_string())
                inner_html=icon
            ></button>
        }
    };
    let on_click = move |event: leptos::ev::MouseEvent| {
        if let Some(index) = index_of(&event_target(&event)) {
            focused.set(index);
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
        focused.set(next);
        if let Ok(Some(button)) = document().query_selector(&format!("[data-command='{next}']")) {
            _ = button.unchecked_into::<HtmlElement>().focus();
        }
    };
    view! {
        <div class="tools" role="toolbar" aria-label=text::toolbar::CHOSEN_STEPS on:click=on_click on:keydown=on_key>
            {TOOLS.into_iter().enumerate().map(button).collect_view()}
        </div>
    }
}

/// The index of the tool that contains an element.
fn index_of(element: &Element) -> Option<usize> {
    element.closest("[data-command]").ok()??.get_attribute("data-command")?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn steps_can_be_wrapped_in_every_kind_of_block() {
        for kind in BlockKind::ALL {
            let tool = TOOLS.iter().find(|(.., command)| *command == Command::Wrap(kind));
            let &(name, icon, ..) = tool.unwrap_or_else(|| panic!("no button for {kind:?}"));
            assert_eq!(name, format!("Wrap in {}", kind.as_str()));
            assert_eq!(icon, icons::block(kind));
        }
    }
}
