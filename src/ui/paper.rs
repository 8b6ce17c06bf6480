//! Prints the whole text of the program, and its code: the panels that show them scroll.

use leptos::prelude::*;

use super::{
    render::reactive::view_signal,
    state::{use_document, use_preferences},
    text::{code, page as text},
};
use crate::codegen;

/// The texts, while the page is printed.
#[component]
pub fn Paper() -> impl IntoView {
    let (document, preferences) = (use_document(), use_preferences());
    let is_printing = RwSignal::new(false);
    let listeners = [("beforeprint", true), ("afterprint", false)]
        .map(|(event, prints)| window_event_listener_untyped(event, move |_| is_printing.set(prints)));
    on_cleanup(move || listeners.into_iter().for_each(|listener| listener.remove()));
    view_signal(move || {
        is_printing.get().then(|| {
            let language = document.language(preferences.language.get()).unwrap_or(codegen::LANGUAGES[0]);
            let program = document.editor.with(|editor| editor.text().to_string());
            let lines = language.code(&document.program.read_untracked().source).text().to_string();
            view! {
                <section class="printed">
                    <h2>{text::PROGRAM}</h2>
                    <pre prop:textContent=program></pre>
                    <h2 prop:textContent=code::language(language)></h2>
                    <pre prop:textContent=lines></pre>
                </section>
            }
        })
    })
}
