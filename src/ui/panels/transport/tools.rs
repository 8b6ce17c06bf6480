//! The buttons of the controls: what each does and when.

use leptos::prelude::*;

use crate::ui::{
    render::{icons, reactive::text_signal},
    state::{Choosing, Phase, Preferences, Run},
    text::transport::{self as text, Label},
};

/// The state that the buttons act on.
#[derive(Clone, Copy)]
pub struct Controls {
    pub run: Run,
    pub choosing: Choosing,
    pub preferences: Preferences,
}

/// A button with an icon.
#[derive(Clone, Copy)]
pub struct Tool {
    /// The name by which style sheets select the button.
    id: &'static str,
    label: Label,
    icon: &'static str,
    is_enabled: fn(Controls) -> bool,
    /// The state of a toggle button.
    is_pressed: Option<fn(Controls) -> bool>,
    act: fn(Controls),
}

pub const TOOLS: [Tool; 4] = [
    Tool {
        id: "step-back",
        label: text::STEP_BACK,
        icon: icons::STEP_BACK,
        is_enabled: |at| !at.run.cursor.get().is_zero() || at.choosing.can_undo(),
        is_pressed: None,
        act: |at| {
            if !at.choosing.undo() {
                at.run.step_back();
            }
        },
    },
    Tool {
        id: "step",
        label: text::STEP,
        icon: icons::STEP,
        // Without a schedule to step through, a person chooses by the buttons of the threads.
        is_enabled: |at| match at.run.phase.get() {
            Phase::Choosing => at.choosing.next().is_some(),
            _ => !at.run.is_over() || at.run.is_in_past(),
        },
        is_pressed: None,
        act: |at| {
            if !at.choosing.choose_next() {
                at.run.step();
            }
        },
    },
    Tool {
        id: "cancel",
        label: text::CANCEL,
        icon: icons::STOP,
        is_enabled: |at| at.run.is_live(),
        is_pressed: None,
        act: |at| at.run.cancel(),
    },
    Tool {
        id: "reset",
        label: text::RESET,
        icon: icons::RESET,
        is_enabled: |at| at.run.phase.get() != Phase::Idle,
        is_pressed: None,
        act: |at| at.run.reset(),
    },
];

/// The controls that are needed rarely. The first is in the menu only where the row has no room for it.
pub const RARE_TOOLS: [Tool; 4] = [
    TOOLS[0],
    Tool {
        id: "replay",
        label: text::REPLAY,
        icon: icons::REPLAY,
        is_enabled: |at| at.run.is_over(),
        is_pressed: Some(|at| at.run.replaying.get()),
        act: |at| at.run.replay(),
    },
    Tool {
        id: "loop",
        label: text::LOOP,
        icon: icons::LOOP,
        is_enabled: |_| true,
        is_pressed: Some(|at| at.preferences.looping.get()),
        act: |at| at.run.toggle_loop(),
    },
    Tool {
        id: "sound",
        label: text::SOUND,
        icon: icons::SOUND,
        is_enabled: |_| true,
        is_pressed: Some(|at| at.preferences.sound.get()),
        act: |at| at.preferences.toggle_sound(),
    },
];

/// Buttons have `aria-disabled` instead of `disabled`, so that they keep the focus.
pub fn button(controls: Controls, tool: Tool, with_word: bool) -> impl IntoView {
    let Tool { id, label, icon, is_enabled, is_pressed, act } = tool;
    view! {
        <button
            class=if with_word { "quiet" } else { "quiet icon" }
            data-tool=id
            aria-label=label.name
            title=label.title
            aria-disabled=text_signal(move || (!is_enabled(controls)).to_string())
            aria-pressed=move || is_pressed.map(|is_pressed| is_pressed(controls).to_string())
            on:click=move |_| if untrack(|| is_enabled(controls)) { act(controls) }
        >
            <span inner_html=icon></span>
            {with_word.then_some(label.name)}
        </button>
    }
}
