use leptos::{ev::MouseEvent, prelude::*, web_sys::Element};

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

/// The name of the command that puts the chosen steps into a kind of block.
const WRAPS: [(&str, BlockKind); 13] = [
    (text::toolbar::WRAP_IN_SEQUENCE, BlockKind::Sequence),
    (text::toolbar::WRAP_IN_PARALLEL, BlockKind::Parallel),
    (text::toolbar::WRAP_IN_RACE, BlockKind::Race),
    (text::toolbar::WRAP_IN_TIMEOUT, BlockKind::Timeout),
    (text::toolbar::WRAP_IN_RETRY, BlockKind::Retry),
    (text::toolbar::WRAP_IN_REPEAT, BlockKind::Repeat),
    (text::toolbar::WRAP_IN_FALLBACK, BlockKind::Fallback),
    (text::toolbar::WRAP_IN_ENSURE, BlockKind::Ensure),
    (text::toolbar::WRAP_IN_LOCK, BlockKind::Lock),
    (text::toolbar::WRAP_IN_START, BlockKind::Start),
    (text::toolbar::WRAP_IN_FUTURE, BlockKind::Future),
    (text::toolbar::WRAP_IN_BLOCKING, BlockKind::Blocking),
    (text::toolbar::WRAP_IN_OFFLOAD, BlockKind::Offload),
];

const RARE_TOOLS: [Tool; 9] = [
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
    let wrap = move |event: MouseEvent| {
        let button = event_target::<Element>(&event).closest("[data-wrap]").ok().flatten();
        let kind = button.and_then(|button| BlockKind::from_name(&button.get_attribute("data-wrap")?));
        if let Some(kind) = kind {
            builder.run_command(Command::Wrap(kind));
        }
    };
    view! {
        <div class="tools" role="group" aria-label=text::toolbar::CHOSEN_STEPS>
            {COMMON_TOOLS.map(|tool| button(builder, tool, false))}
            <Menu label=text::toolbar::MORE id="steps" face=view! { <span inner_html=icons::MORE></span>{text::toolbar::MORE_WORD} }.into_any()>
                <p class="hint">{text::toolbar::SEVERAL}</p>
                <div class="wraps" role="group" aria-label=text::toolbar::WRAP_IN on:click=wrap>
                    <small>{text::toolbar::WRAP_IN}</small>
                    {WRAPS.map(|(name, kind)| view! { <button class=format!("quiet {}", kind.as_str()) aria-label=name data-wrap=kind.as_str()><span inner_html=icons::block(kind)></span>{kind.as_str()}</button> })}
                </div>
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
        assert_eq!(WRAPS.map(|(_, kind)| kind), BlockKind::ALL);
        for (name, kind) in WRAPS {
            assert_eq!(name, format!("{} {}", text::toolbar::WRAP_IN, kind.as_str()));
        }
    }
}
