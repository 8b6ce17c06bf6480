//! A button that opens a small card of controls over the page: what is needed rarely.

use std::time::Duration;

use leptos::{
    html::{Button, Div},
    prelude::*,
    wasm_bindgen::JsCast,
    web_sys::{Element, Node},
};

use super::reactive::text_signal;
use crate::{browser::is_composing, ui::text::transport::Label};

/// The button and its card. A press of a button in the card that is no switch closes it, and so do Escape and a press
/// elsewhere: <https://www.w3.org/WAI/ARIA/apg/patterns/disclosure/>.
#[component]
pub fn Menu(
    label: Label,
    /// Shown on the button: an icon, or a word.
    face: AnyView,
    /// The name by which style sheets select the menu.
    id: &'static str,
    children: Children,
) -> impl IntoView {
    let is_open = RwSignal::new(false);
    let (whole, button) = (NodeRef::<Div>::new(), NodeRef::<Button>::new());
    let close = move || {
        if is_open.get_untracked() {
            is_open.set(false);
            if let Some(button) = button.get_untracked() {
                _ = button.focus();
            }
        }
    };
    let outside = window_event_listener(leptos::ev::pointerdown, move |event| {
        let target = event.target().and_then(|target| target.dyn_into::<Node>().ok());
        if is_open.get_untracked() && !whole.get_untracked().is_some_and(|whole| whole.contains(target.as_ref())) {
            is_open.set(false);
            // The press moves the focus after this event, unless what is pressed takes none.
            set_timeout(move || focus_if_lost(button), Duration::ZERO);
        }
    });
    on_cleanup(move || outside.remove());
    let on_key = move |event: leptos::ev::KeyboardEvent| {
        if event.key() == "Escape" && !is_composing(&event) && is_open.get_untracked() {
            // Escape means only this: it would cancel a drag, or close a dialog, too.
            event.stop_propagation();
            close();
        }
    };
    let on_focus_out = move |event: leptos::ev::FocusEvent| {
        let to = event.related_target().and_then(|target| target.dyn_into::<Node>().ok());
        // Without a target the focus is nowhere: the press of a button that cannot have it, or another window.
        if to.is_some() && !whole.get_untracked().is_some_and(|whole| whole.contains(to.as_ref())) {
            is_open.set(false);
        }
    };
    // Before the button itself acts: a dialog that it opens gives the focus back to where it was.
    let on_choice = move |event: leptos::ev::MouseEvent| {
        let chosen = event_target::<Element>(&event).closest("button, a").ok().flatten();
        if chosen.is_some_and(|chosen| !chosen.has_attribute("aria-pressed")) {
            close();
        }
    };
    view! {
        <div class="menu" data-menu=id node_ref=whole on:keydown=on_key on:focusout=on_focus_out>
            <button
                class="quiet icon"
                node_ref=button
                aria-label=label.name
                title=label.title
                aria-expanded=text_signal(move || is_open.get().to_string())
                on:click=move |_| is_open.update(|open| *open = !*open)
            >
                {face}
            </button>
            <div class="card" role="group" aria-label=label.name data-open=text_signal(move || is_open.get().to_string()) on:click:capture=on_choice>
                {children()}
            </div>
        </div>
    }
}

/// Focuses a button if nothing has the focus.
fn focus_if_lost(button: NodeRef<Button>) {
    let is_lost = document().active_element().is_none_or(|active| active.tag_name() == "BODY");
    if let Some(button) = button.try_get_untracked().flatten().filter(|_| is_lost) {
        _ = button.focus();
    }
}
