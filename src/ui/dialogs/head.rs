use leptos::{html::Dialog, prelude::*};

use crate::ui::{render::icons, text::common::CLOSE};

/// The head of a dialog as markup: its title, and a button that closes it.
pub fn head(title_id: &str, title: &str) -> String {
    let icon = icons::STOP;
    format!(
        r#"<h2 id="{title_id}">{title}</h2>
<button class="quiet icon" data-act="close" aria-label="{CLOSE}" title="{CLOSE}">{icon}</button>"#
    )
}

/// A dialog that gets its content when it is shown.
pub fn empty_dialog(class: &'static str, title_id: &'static str, dialog: NodeRef<Dialog>) -> AnyView {
    view! { <dialog class=class node_ref=dialog aria-labelledby=title_id></dialog> }.into_any()
}
