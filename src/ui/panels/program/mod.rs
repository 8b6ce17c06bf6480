//! The program panel: the program as blocks that are edited by mouse, finger or key and show their state in a run; as code;
//! and as text.

mod argument_fields;
mod builder;
mod click;
mod clipboard;
mod command;
mod drag;
mod drag_preview;
mod drag_state;
mod drop_target;
mod edge_scroll;
mod field;
mod fields;
mod focus;
mod gaps;
mod hit_test;
mod insertion;
mod interaction;
mod keys;
mod lock_fields;
mod number_fields;
mod palette;
mod palette_entries;
mod risk_note;
mod step_buttons;
mod step_face;
mod step_view;
mod task_fields;
mod text_editor;
mod toolbar;
mod tree;
mod tree_model;
mod type_ahead;

use leptos::{ev::KeyboardEvent, prelude::*, wasm_bindgen::JsCast, web_sys::HtmlElement};

use self::{
    builder::Builder, drag_preview::DragPreview, palette::Palette, text_editor::TextEditor, toolbar::Toolbar,
    tree::Tree,
};
use super::code::CodePanel;
use crate::{
    browser::{is_dialog_open, is_text_input},
    ui::{
        dialogs::device::DeviceDialog,
        render::{
            icons,
            reactive::{text_signal, view_signal},
        },
        state::{Form, use_document, use_preferences},
        text,
    },
};

#[component]
pub fn ProgramPanel() -> impl IntoView {
    let builder = Builder::new();
    let (document, preferences) = (builder.document, use_preferences());
    drag::listen(builder);
    clipboard::listen(builder);
    builder.watch();
    listen_for_undo(builder);
    let undo_title =
        move || document.editor.with(|editor| editor.undo_name().map(text::program::undo)).unwrap_or_default();
    let redo_title =
        move || document.editor.with(|editor| editor.redo_name().map(text::program::redo)).unwrap_or_default();
    let risks = move || if document.hides_outcome() { 0 } else { document.program.read().risks.len() };
    view! {
        <section class="program" aria-label=text::page::PROGRAM data-dragging=text_signal(move || builder.drag.read().is_some().to_string())>
            <div class="head">
                <h2 class="visually-hidden">{text::page::PROGRAM}</h2>
                <Tabs />
                <p class="summary">
                    <span prop:textContent=text_signal(move || if document.hides_outcome() { String::new() } else { text::timeline::predicted(&document.prediction()) })></span>
                    {view_signal(move || (risks() > 0).then(|| risk_count(builder, risks)))}
                </p>
                <HistoryButton name=text::common::UNDO icon=icons::UNDO title=text_signal(undo_title) builder run_command=Builder::undo />
                <HistoryButton name=text::program::REDO icon=icons::REDO title=text_signal(redo_title) builder run_command=Builder::redo />
            </div>
            <div class="panel" role="tabpanel" data-editing=text_signal(move || builder.editing.get().to_string()) aria-labelledby=text_signal(move || preferences.form.get().tab_id())>
                {view_signal(move || Some(match preferences.form.get() {
                    Form::Text => view! { <TextEditor /> }.into_any(),
                    Form::Code => view! { <CodePanel /> }.into_any(),
                    Form::Blocks => view! {
                        <Tree builder />
                        <Toolbar builder />
                        <Palette builder />
                    }.into_any(),
                }))}
            </div>
            <p class="said" role="status" prop:textContent=text_signal(move || document.announcement.get())></p>
            <DragPreview builder />
            <DeviceDialog editor=builder.device_editor on_remove=move || builder.want_focus(true) />
        </section>
    }
}

/// The number of hazards that the program may have, a button that goes to the steps one after another.
fn risk_count(builder: Builder, risks: impl Fn() -> usize + Copy + Send + Sync + 'static) -> AnyView {
    let preferences = use_preferences();
    let go = move |_| {
        preferences.set_form(Form::Blocks);
        builder.go_to_next_risk();
    };
    view! {
        <button class="quiet risks" title=text::program::GO_TO_HAZARD on:click=go>
            <span inner_html=icons::WARNING></span>
            <span prop:textContent=text_signal(move || text::program::hazard_count(risks()))></span>
        </button>
    }
    .into_any()
}

/// Tabs that show the program as blocks, as code or as text: <https://www.w3.org/WAI/ARIA/apg/patterns/tabs/>.
#[component]
fn Tabs() -> impl IntoView {
    let draft = use_document().draft;
    let preferences = use_preferences();
    let tab = move |form: Form| {
        let chosen = move || preferences.form.get() == form;
        let wrong = move || (form == Form::Text && draft.read().is_some()).to_string();
        view! {
            <button
                role="tab"
                id=form.tab_id()
                aria-selected=text_signal(move || chosen().to_string())
                tabindex=text_signal(move || if chosen() { "0" } else { "-1" })
                data-wrong=text_signal(wrong)
                on:click=move |_| preferences.set_form(form)
            >
                {form.label()}
            </button>
        }
    };
    let switch = move |event: KeyboardEvent| {
        let at = Form::ALL.iter().position(|&form| form == preferences.form.get_untracked()).unwrap_or_default();
        let count = Form::ALL.len();
        let to = match &*event.key() {
            "ArrowLeft" => (at + count - 1) % count,
            "ArrowRight" => (at + 1) % count,
            "Home" => 0,
            "End" => count - 1,
            _ => return,
        };
        event.prevent_default();
        preferences.set_form(Form::ALL[to]);
        if let Some(tab) = document().get_element_by_id(Form::ALL[to].tab_id()) {
            _ = tab.unchecked_into::<HtmlElement>().focus();
        }
    };
    view! {
        <div class="tablist" role="tablist" aria-label=text::program::FORMS on:keydown=switch>
            {Form::ALL.map(tab).collect_view()}
        </div>
    }
}

#[component]
fn HistoryButton<W: Fn() -> String + Clone + Send + Sync + 'static>(
    name: &'static str,
    icon: &'static str,
    /// Names the edit that the button would undo or redo; empty if there is none.
    title: W,
    builder: Builder,
    run_command: fn(Builder),
) -> impl IntoView {
    let is_off = {
        let title = title.clone();
        move || (title().is_empty() || builder.drag.read().is_some()).to_string()
    };
    view! {
        <button class="quiet icon" aria-label=name title=text_signal(title) aria-disabled=text_signal(is_off) on:click=move |_| run_command(builder) inner_html=icon></button>
    }
}

/// Listens for the keys of undo and redo, except in text fields and dialogs.
fn listen_for_undo(builder: Builder) {
    let listener = window_event_listener(leptos::ev::keydown, move |event: KeyboardEvent| {
        if !is_text_input(&event) && !is_dialog_open() {
            builder.on_undo_key(&event);
        }
    });
    on_cleanup(move || listener.remove());
}
