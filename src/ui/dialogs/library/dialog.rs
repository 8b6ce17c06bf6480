use leptos::{
    ev::{Event, MouseEvent, PointerEvent, SubmitEvent},
    prelude::*,
    wasm_bindgen::JsCast,
    web_sys::{Element, HtmlInputElement},
};

use super::{Library, Offer, rows::library_rows};
use crate::ui::{
    dialogs::head::head,
    render::reactive::{text_signal, view_signal},
    text::{
        self,
        common::{NAME, UNDO},
    },
};

// Constant parts are markup: elements created one by one would take several times as much code.

fn save_form() -> String {
    format!(
        r#"<label>
  <span>{NAME}</span>
  <input name="name" maxlength="60" autocomplete="off" placeholder="{}">
</label>
<button class="primary">{}</button>"#,
        text::library::NAME_EXAMPLE,
        text::library::SAVE
    )
}

fn file_buttons() -> String {
    format!(
        r#"<button data-act="export-this">
  <svg class="glyph" viewBox="0 0 24 24" aria-hidden="true"><path d="M12 4v11M7 10.5l5 5 5-5M4 20h16"/></svg>
  {}
</button>
<label class="button">
  <svg class="glyph" viewBox="0 0 24 24" aria-hidden="true"><path d="M12 15V4M7 8.5l5-5 5 5M4 20h16"/></svg>
  {}
  <input type="file" accept=".txt,text/plain">
</label>"#,
        text::library::EXPORT_THIS,
        text::library::IMPORT
    )
}

/// The dialog "My programs". It handles the events of its buttons and forms at its root, by their `data-act`.
#[component]
pub fn LibraryDialog(library: Library) -> impl IntoView {
    let state = library.state;
    // A press beside the card is on the dialog itself and closes it, unless it began inside, as when text is selected.
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
                <div class="head" inner_html=head("library-title", text::library::TITLE)></div>
                <p class="trouble" role="alert" prop:textContent=text_signal(move || library.autosave.error.get().map_or("", text::library::store_error))></p>
                <form class="save" inner_html=save_form()></form>
                <div class="news" data-shown=text_signal(has_notice)>
                    <p role="status" prop:textContent=text_signal(move || state.read().notice.clone())></p>
                    {view_signal(move || Some(offer(&state.read().offer)))}
                </div>
                {view_signal(move || Some(view! { <div class="shelves">{library_rows(library)}</div> }))}
                <div class="files" inner_html=file_buttons()></div>
            </div>
        </dialog>
    }
}

/// The value of an attribute of an element or of its nearest ancestor that has it.
fn closest_attribute(element: &Element, name: &str) -> Option<String> {
    element.closest(&format!("[{name}]")).ok()??.get_attribute(name)
}

fn offer(offer: &Offer) -> AnyView {
    match offer {
        Offer::Nothing => ().into_any(),
        Offer::Undo { .. } => {
            view! { <button data-act="undo" aria-label=text::library::UNDO_DELETE>{UNDO}</button> }.into_any()
        }
        Offer::Replace(_) => view! {
            <button data-act="replace">{text::library::REPLACE}</button>
            <button data-act="both">{text::library::KEEP_BOTH}</button>
        }
        .into_any(),
    }
}
