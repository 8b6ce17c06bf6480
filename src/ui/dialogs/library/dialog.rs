use leptos::{
    ev::{Event, MouseEvent, PointerEvent, SubmitEvent},
    prelude::*,
    wasm_bindgen::JsCast,
    web_sys::{Element, HtmlInputElement},
};

use super::{Library, Offer, rows::library_rows};
use crate::{
    browser::StoreError,
    ui::render::reactive::{text_signal, view_signal},
};

// Constant parts as markup: elements created one by one would take several times as much code.

const HEAD: &str = r#"<h2 id="library-title">My programs</h2>
<button class="quiet icon" data-act="close" aria-label="Close" title="Close">
  <svg class="glyph" viewBox="0 0 24 24" aria-hidden="true"><path d="M6 6l12 12M18 6L6 18"/></svg>
</button>"#;

const SAVE: &str = r#"<label>
  <span>Name</span>
  <input name="name" maxlength="60" autocomplete="off" placeholder="such as: quiet evening">
</label>
<button class="primary">Save</button>"#;

const FILES: &str = r#"<button data-act="export-this">
  <svg class="glyph" viewBox="0 0 24 24" aria-hidden="true"><path d="M12 4v11M7 10.5l5 5 5-5M4 20h16"/></svg>
  Export this program
</button>
<label class="button">
  <svg class="glyph" viewBox="0 0 24 24" aria-hidden="true"><path d="M12 15V4M7 8.5l5-5 5 5M4 20h16"/></svg>
  Import
  <input type="file" accept=".txt,text/plain">
</label>"#;

/// The dialog "My programs". It hears its buttons and forms itself, by what they say they do.
#[component]
pub fn LibraryDialog(library: Library) -> impl IntoView {
    let state = library.state;
    // A press beside the card is on the dialog itself. One that only ends there has selected text.
    let is_beside = |event: &Event| event_target::<Element>(event).tag_name() == "DIALOG";
    let began_beside = StoredValue::new_local(false);
    let on_press = move |event: PointerEvent| began_beside.set_value(is_beside(&event));
    let on_click = move |event: MouseEvent| {
        let target: Element = event_target(&event);
        if is_beside(&event) {
            if began_beside.get_value() {
                library.close();
            }
        } else if let Some(command) =
            closest_attribute(&target, "data-act").filter(|_| target.closest("button").ok().flatten().is_some())
        {
            library.dispatch(&command, &closest_attribute(&target, "data-key").unwrap_or_default());
        }
    };
    let on_submit = move |event: SubmitEvent| {
        event.prevent_default();
        let form: Element = event_target(&event);
        let Ok(Some(field)) = form.query_selector("input") else { return };
        let name = field.unchecked_into::<HtmlInputElement>().value();
        match closest_attribute(&form, "data-key") {
            Some(key) => library.rename(&key, &name),
            None => library.save(&name),
        }
    };
    let on_change = move |event: Event| {
        let field: HtmlInputElement = event_target(&event);
        if field.type_() == "file" {
            library.import(&field);
        }
    };
    let has_notice = move || if state.read().notice.is_empty() { "false" } else { "true" };
    view! {
        <dialog
            class="library" node_ref=library.dialog aria-labelledby="library-title"
            on:pointerdown=on_press on:click=on_click on:submit=on_submit on:change=on_change
        >
            <div class="inside">
                <div class="head" inner_html=HEAD></div>
                <p class="trouble" role="alert">{text_signal(move || library.autosave.trouble.get().map_or("", explain))}</p>
                <form class="save" inner_html=SAVE></form>
                <div class="news" data-shown=text_signal(has_notice)>
                    <p role="status">{text_signal(move || state.read().notice.clone())}</p>
                    {view_signal(move || Some(offer(&state.read().offer)))}
                </div>
                {view_signal(move || Some(view! { <div class="shelves">{library_rows(library)}</div> }))}
                <div class="files" inner_html=FILES></div>
            </div>
        </dialog>
    }
}

/// The value of an attribute of an element or of its nearest ancestor that has it.
fn closest_attribute(element: &Element, name: &str) -> Option<String> {
    element.closest(&format!("[{name}]")).ok()??.get_attribute(name)
}

/// Explains why nothing was stored, and the remedy.
fn explain(trouble: StoreError) -> &'static str {
    match trouble {
        StoreError::Refused => {
            "This browser stores nothing for this page: its storage is blocked. The program on the page is untouched, but \
             will be gone when you leave. Export it to keep it."
        }
        StoreError::Full => {
            "This browser's storage is full. The program on the page is untouched, but will be gone when you leave. Delete \
             something below, or export it to keep it."
        }
    }
}

fn offer(offer: &Offer) -> AnyView {
    match offer {
        Offer::Nothing => ().into_any(),
        Offer::Undo { .. } => view! { <button data-act="undo" aria-label="Undo delete">"Undo"</button> }.into_any(),
        Offer::Replace(_) => view! {
            <button data-act="replace">"Replace it"</button>
            <button data-act="both">"Keep both"</button>
        }
        .into_any(),
    }
}
