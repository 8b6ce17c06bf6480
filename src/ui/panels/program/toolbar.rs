use leptos::prelude::*;

use super::{builder::Builder, command::Command};
use crate::{
    browser::is_held_enter,
    program::{BlockKind, Direction},
    ui::{
        render::{icons, menu::Menu, reactive::text_signal},
        text::{self, common::DELETE},
    },
};

/// A button: its name, icon, key and command.
type Tool = (&'static str, &'static str, &'static str, Command);

const COMMON_TOOLS: [Tool; 3] = [
    (text::toolbar::EDIT, icons::PENCIL, "Enter", Command::Edit),
    (text::toolbar::DUPLICATE, icons::DUPLICATE, "Ctrl+D", Command::Duplicate),
    (DELETE, icons::DELETE, "Del", Command::Delete),
];

const RARE_TOOLS: [Tool; 22] = [
    (text::toolbar::WRAP_IN_SEQUENCE, icons::block(BlockKind::Sequence), "", Command::Wrap(BlockKind::Sequence)),
    (text::toolbar::WRAP_IN_PARALLEL, icons::block(BlockKind::Parallel), "", Command::Wrap(BlockKind::Parallel)),
    (text::toolbar::WRAP_IN_RACE, icons::block(BlockKind::Race), "", Command::Wrap(BlockKind::Race)),
    (text::toolbar::WRAP_IN_TIMEOUT, icons::block(BlockKind::Timeout), "", Command::Wrap(BlockKind::Timeout)),
    (text::toolbar::WRAP_IN_RETRY, icons::block(BlockKind::Retry), "", Command::Wrap(BlockKind::Retry)),
    (text::toolbar::WRAP_IN_REPEAT, icons::block(BlockKind::Repeat), "", Command::Wrap(BlockKind::Repeat)),
    (text::toolbar::WRAP_IN_FALLBACK, icons::block(BlockKind::Fallback), "", Command::Wrap(BlockKind::Fallback)),
    (text::toolbar::WRAP_IN_ENSURE, icons::block(BlockKind::Ensure), "", Command::Wrap(BlockKind::Ensure)),
    (text::toolbar::WRAP_IN_LOCK, icons::block(BlockKind::Lock), "", Command::Wrap(BlockKind::Lock)),
    (text::toolbar::WRAP_IN_START, icons::block(BlockKind::Start), "", Command::Wrap(BlockKind::Start)),
    (text::toolbar::WRAP_IN_FUTURE, icons::block(BlockKind::Future), "", Command::Wrap(BlockKind::Future)),
    (text::toolbar::WRAP_IN_BLOCKING, icons::block(BlockKind::Blocking), "", Command::Wrap(BlockKind::Blocking)),
    (text::toolbar::WRAP_IN_OFFLOAD, icons::block(BlockKind::Offload), "", Command::Wrap(BlockKind::Offload)),
    (text::toolbar::CONVERT, icons::TURN, "", Command::Convert),
    (text::toolbar::UNWRAP, icons::UNWRAP, "", Command::Unwrap),
    (text::toolbar::MOVE_UP, icons::UP, "Alt+↑", Command::Move(Direction::Up)),
    (text::toolbar::MOVE_DOWN, icons::DOWN, "Alt+↓", Command::Move(Direction::Down)),
    (text::toolbar::MOVE_OUT, icons::OUT, "Alt+←", Command::Move(Direction::Out)),
    (text::toolbar::MOVE_IN, icons::IN, "Alt+→", Command::Move(Direction::In)),
    (text::toolbar::CUT, icons::CUT, "Ctrl+X", Command::Cut),
    (text::toolbar::COPY, icons::COPY, "Ctrl+C", Command::Copy),
    (text::toolbar::PASTE, icons::PASTE, "Ctrl+V", Command::Paste),
];

/// The commands for the chosen steps: the common ones as buttons, the rare ones behind one menu.
#[component]
pub fn Toolbar(builder: Builder) -> impl IntoView {
    view! {
        <div class="tools" role="group" aria-label=text::toolbar::CHOSEN_STEPS>
            {COMMON_TOOLS.map(|tool| button(builder, tool, false))}
            <Menu label=text::toolbar::MORE id="steps" face=view! { <span inner_html=icons::MORE></span>{text::toolbar::MORE_WORD} }.into_any()>
                {RARE_TOOLS.map(|tool| button(builder, tool, true))}
            </Menu>
        </div>
    }
}

/// A button. In the menu there is room for the key beside the name.
fn button(builder: Builder, (name, icon, key, command): Tool, with_key: bool) -> impl IntoView {
    // A held button moves or deletes repeatedly, as the keys of the tree do; all other commands run once.
    let repeats = matches!(command, Command::Move(_) | Command::Delete);
    view! {
        <button
            class="quiet"
            aria-label=name
            title=text::toolbar::with_key(name, key)
            aria-disabled=text_signal(move || (!builder.can(command)).to_string())
            on:click=move |_| builder.run_command(command)
            on:keydown=move |event| if is_held_enter(&event) && !repeats { event.prevent_default() }
        >
            <span inner_html=icon></span>
            {name}
            {(with_key && !key.is_empty()).then(|| view! { <kbd>{key}</kbd> })}
        </button>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn steps_can_be_wrapped_in_every_kind_of_block() {
        for kind in BlockKind::ALL {
            let tool = RARE_TOOLS.iter().find(|(.., command)| *command == Command::Wrap(kind));
            let &(name, icon, ..) = tool.unwrap_or_else(|| panic!("no button for {kind:?}"));
            assert_eq!(name, format!("Wrap in {}", kind.as_str()));
            assert_eq!(icon, icons::block(kind));
        }
    }
}
