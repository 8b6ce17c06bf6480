//! The title of the program. That of a program of one's own is edited in its place.

use leptos::{
    ev::KeyboardEvent,
    html::{Button, Input},
    prelude::*,
};

use crate::{
    browser::is_composing,
    ui::{
        dialogs::library::{Library, MAX_NAME_CHARS},
        render::{
            icons,
            reactive::{effect, text_signal, view_signal},
        },
        state::use_document,
        text::story as text,
    },
};

/// The title: of a program of one's own a button, in whose place one types another.
#[component]
pub fn Title(library: Library) -> impl IntoView {
    let document = use_document();
    let is_own = move || document.preset().is_none() && !document.readonly;
    let title = move || document.title();
    let is_edited = RwSignal::new(false);
    let (button, field): (NodeRef<Button>, NodeRef<Input>) = (NodeRef::new(), NodeRef::new());
    // Another program is opened.
    effect(move || {
        if !is_own() {
            is_edited.set(false);
        }
    });
    effect(move || {
        if let Some(field) = field.get() {
            _ = field.focus();
            field.select();
        }
    });
    // A key leaves the field to the button, as soon as that is there.
    let wants_focus = StoredValue::new(false);
    effect(move || {
        if let Some(button) = button.get()
            && wants_focus.try_update_value(std::mem::take) == Some(true)
        {
            _ = button.focus();
        }
    });
    // Leaving the field keeps what was typed, as a field of a step does.
    let leave = move || {
        let typed = field.get_untracked().map(|field| field.value());
        if let Some(typed) = typed.filter(|typed| untrack(is_own) && *typed != untrack(title)) {
            library.name_program(&typed);
        }
        is_edited.set(false);
    };
    let on_key = move |event: KeyboardEvent| {
        match &*event.key() {
            _ if is_composing(&event) => return,
            "Enter" => leave(),
            "Escape" => is_edited.set(false),
            _ => return,
        }
        event.prevent_default();
        wants_focus.set_value(true);
    };
    let field = move || {
        view! {
            <input
                class="name"
                node_ref=field
                aria-label=text::TITLE
                maxlength=MAX_NAME_CHARS
                value=untrack(title)
                spellcheck="false"
                autocomplete="off"
                on:keydown=on_key
                on:blur=move |_| if is_edited.get_untracked() { leave() }
            />
        }
    };
    let open = move || {
        view! {
            <button class="quiet name" node_ref=button title=text::RENAME on:click=move |_| is_edited.set(true)>
                <span prop:textContent=text_signal(title)></span>
                <span inner_html=icons::PENCIL></span>
            </button>
        }
    };
    view_signal(move || {
        Some(match (is_own(), is_edited.get()) {
            (false, _) => view! { <span prop:textContent=text_signal(title)></span> }.into_any(),
            (true, false) => open().into_any(),
            (true, true) => field().into_any(),
        })
    })
}
