//! The shelves of the dialog: a row for each stored program.

use leptos::prelude::*;

use super::{Library, store::Entry};
use crate::{browser::StoreError, ui::render::icons};

pub fn library_rows(library: Library) -> AnyView {
    let state = library.state.read();
    let row = |(index, entry)| row(index, entry, state.renaming.as_deref());
    let saved = state.saved.iter().enumerate().map(row).collect_view();
    let first_draft = state.saved.len();
    let drafts = state.drafts.iter().enumerate().map(|(index, entry)| row_of_draft(first_draft + index, entry));
    let has_drafts = !state.drafts.is_empty();
    let drafts = drafts.collect_view();
    let is_empty = state.saved.is_empty() && library.autosave.trouble.get() != Some(StoreError::Refused);
    view! {
        {is_empty.then(|| view! {
            <p class="none">
                "Nothing saved yet. Give the program a name and press Save; it stays in this browser."
            </p>
        })}
        <ul aria-label="Saved programs">{saved}</ul>
        {has_drafts.then(|| view! {
            <h3>"Unsaved, from earlier or another tab"</h3>
            <ul aria-label="Unsaved programs">{drafts}</ul>
        })}
    }
    .into_any()
}

fn row_of_draft(index: usize, entry: &Entry) -> AnyView {
    let buttons = vec![open_button(entry), icon_button("Delete", "delete", icons::DELETE, entry)];
    item(index, entry, buttons)
}

fn row(index: usize, entry: &Entry, renaming: Option<&str>) -> AnyView {
    if renaming == Some(&entry.key) {
        return view! {
            <li data-key=entry.key.clone()>
                <form data-act="rename-to">
                    <label><span class="visually-hidden">"New name"</span><input maxlength="60" autocomplete="off" value=entry.name.clone() /></label>
                    <button class="primary" type="submit">"Rename"</button>
                    <button class="quiet" type="button" data-act="cancel">"Cancel"</button>
                </form>
            </li>
        }
        .into_any();
    }
    let buttons = vec![
        open_button(entry),
        icon_button("Rename", "rename", icons::PENCIL, entry),
        icon_button("Export", "export", icons::EXPORT, entry),
        icon_button("Delete", "delete", icons::DELETE, entry),
    ];
    item(index, entry, buttons)
}

fn item(index: usize, entry: &Entry, buttons: Vec<AnyView>) -> AnyView {
    view! {
        <li id=format!("program-{index}") data-key=entry.key.clone() data-readable=entry.is_readable.to_string()>
            <p><b dir="auto">{entry.name.clone()}</b><small>{entry.about.clone()}</small></p>
            <div class="acts">{buttons}</div>
        </li>
    }
    .into_any()
}

fn open_button(entry: &Entry) -> AnyView {
    let label = if entry.is_readable { "Open" } else { "Open as text" };
    view! { <button data-act="open" aria-label=format!("{label}: {}", entry.name)>{label}</button> }.into_any()
}

fn icon_button(label: &'static str, command: &'static str, icon: &'static str, entry: &Entry) -> AnyView {
    let name = format!("{label}: {}", entry.name);
    view! { <button class="quiet icon" data-act=command aria-label=name.clone() title=name inner_html=icon></button> }
        .into_any()
}
