//! The lists of the dialog: a row for each stored program.

use leptos::prelude::*;

use super::{Library, store::Entry};
use crate::{
    browser::StoreError,
    ui::{
        render::icons,
        text::{self, common::DELETE},
    },
};

pub fn library_rows(library: Library) -> AnyView {
    let state = library.state.read();
    let row = |(index, entry)| row(index, entry, state.renaming.as_deref());
    let saved = state.saved.iter().enumerate().map(row).collect_view();
    let first_draft = state.saved.len();
    let drafts = state.drafts.iter().enumerate().map(|(index, entry)| row_of_draft(first_draft + index, entry));
    let has_drafts = !state.drafts.is_empty();
    let drafts = drafts.collect_view();
    let is_empty = state.saved.is_empty() && library.autosave.error.get() != Some(StoreError::Refused);
    view! {
        {is_empty.then(|| view! {
            <p class="none">{text::library::NOTHING_SAVED}</p>
        })}
        <ul aria-label=text::library::SAVED_PROGRAMS>{saved}</ul>
        {has_drafts.then(|| view! {
            <h3>{text::library::UNSAVED_HEADING}</h3>
            <ul aria-label=text::library::UNSAVED_PROGRAMS>{drafts}</ul>
        })}
    }
    .into_any()
}

fn row_of_draft(index: usize, entry: &Entry) -> AnyView {
    let buttons = vec![open_button(entry), icon_button(DELETE, "delete", icons::DELETE, entry)];
    item(index, entry, buttons)
}

fn row(index: usize, entry: &Entry, renaming: Option<&str>) -> AnyView {
    if renaming == Some(&entry.key) {
        return view! {
            <li data-key=entry.key.clone()>
                <form data-act="rename-to">
                    <label><span class="visually-hidden">{text::library::NEW_NAME}</span><input maxlength="60" autocomplete="off" value=entry.name.clone() /></label>
                    <button class="primary" type="submit">{text::library::RENAME}</button>
                    <button class="quiet" type="button" data-act="cancel">{text::library::CANCEL}</button>
                </form>
            </li>
        }
        .into_any();
    }
    let buttons = vec![
        open_button(entry),
        icon_button(text::library::RENAME, "rename", icons::PENCIL, entry),
        icon_button(text::library::EXPORT, "export", icons::EXPORT, entry),
        icon_button(DELETE, "delete", icons::DELETE, entry),
    ];
    item(index, entry, buttons)
}

fn item(index: usize, entry: &Entry, buttons: Vec<AnyView>) -> AnyView {
    view! {
        <li id=format!("program-{index}") data-key=entry.key.clone() data-readable=entry.is_readable.to_string()>
            <p><b dir="auto" prop:textContent=entry.name.clone()></b><small prop:textContent=entry.about.clone()></small></p>
            <div class="acts">{buttons}</div>
        </li>
    }
    .into_any()
}

fn open_button(entry: &Entry) -> AnyView {
    let label = if entry.is_readable { text::library::OPEN } else { text::library::OPEN_AS_TEXT };
    view! { <button data-act="open" aria-label=text::library::of_program(label, &entry.name) prop:textContent=label></button> }
        .into_any()
}

fn icon_button(label: &'static str, command: &'static str, icon: &'static str, entry: &Entry) -> AnyView {
    let name = text::library::of_program(label, &entry.name);
    view! { <button class="quiet icon" data-act=command aria-label=name.clone() title=name inner_html=icon></button> }
        .into_any()
}
