//! The dialog that lists all keys.

use leptos::{html::Dialog, prelude::*};

use super::head::empty_dialog;
use crate::ui::{
    render::icons,
    text::{
        common::CLOSE,
        keys::{KEY_LISTS_HTML, KEYS},
    },
};

/// The dialog, without content until it is shown.
#[component]
pub fn KeysDialog(dialog: NodeRef<Dialog>) -> impl IntoView {
    empty_dialog("library keys", "keys-title", dialog)
}

/// Fills the dialog and opens it.
pub fn show(dialog: NodeRef<Dialog>) {
    if let Some(dialog) = dialog.get_untracked() {
        dialog.set_inner_html(&content());
        _ = dialog.show_modal();
    }
}

fn content() -> String {
    let icon = icons::STOP;
    format!(
        r#"<div class="inside">
<div class="head"><h2 id="keys-title">{KEYS}</h2>
<form method="dialog"><button class="quiet icon" aria-label="{CLOSE}" title="{CLOSE}">{icon}</button></form></div>
{KEY_LISTS_HTML}
</div>"#
    )
}
