//! Shares the program: as a link, or as a part of another page, with a preview of it.

mod choices;
mod shared_program;
mod snippet;

use leptos::{
    ev::{Event, MouseEvent},
    html::{Dialog, Div, Form as FormElement, Textarea},
    prelude::*,
    wasm_bindgen::JsCast,
    web_sys::{CustomEvent, CustomEventInit, Element, FormData, HtmlInputElement},
};
use wasm_bindgen_futures::spawn_local;

use self::{choices::forms, shared_program::SharedProgram, snippet::ShareOptions};
use crate::{
    browser::{base_url, clipboard, encode_query_value, fragment, on_blocked_frame},
    runtime::Model,
    ui::{
        dialogs::head::head,
        render::reactive::{effect, text_signal, view_signal},
        state::{Document, Preferences, use_document, use_preferences},
        text,
    },
};

/// State of the dialog. A handle: copies are the same.
#[derive(Clone, Copy)]
pub struct Share {
    document: Document,
    preferences: Preferences,
    shared: RwSignal<SharedProgram>,
    options: RwSignal<ShareOptions>,
    dialog: NodeRef<Dialog>,
}

impl Share {
    pub fn new() -> Self {
        let (shared, options) = (RwSignal::new(SharedProgram::default()), RwSignal::new(ShareOptions::default()));
        Self { document: use_document(), preferences: use_preferences(), shared, options, dialog: NodeRef::new() }
    }

    /// Opens the dialog with the lines that put the program into a page.
    pub fn open_for_a_page(self) {
        let element = self.dialog.get_untracked().and_then(|dialog| dialog.query_selector("[value=element]").ok()?);
        if let Some(element) = element {
            // Not by a click: this is called while one is handled.
            element.unchecked_ref::<HtmlInputElement>().set_checked(true);
            let bubbles = CustomEventInit::new();
            bubbles.set_bubbles(true);
            _ = CustomEvent::new_with_event_init_dict("input", &bubbles).map(|input| element.dispatch_event(&input));
        }
        self.open();
    }

    /// Opens the dialog with the program as it is now.
    pub fn open(self) {
        let (document, preferences) = (self.document, self.preferences);
        if document.draft.read_untracked().is_some() {
            return document.announce(text::share::DRAFT_IN_THE_WAY.into());
        }
        spawn_local(async move {
            let notation = document.text();
            let preset = document.plain_preset();
            let title = untrack(|| document.own_title()).filter(|_| preset.is_none());
            let fragment = fragment::write(&notation).await;
            let Some(Some(dialog)) = self.dialog.try_get_untracked() else { return };
            let Some(fragment) = fragment else {
                return document.announce(text::share::TOO_LONG_FOR_A_LINK.into());
            };
            self.shared.set(SharedProgram {
                place: base_url(),
                name: untrack(|| document.title()),
                title_value: title.map(|title| encode_query_value(&title)).unwrap_or_default(),
                preset: preset.map(|preset| preset.id),
                fragment,
                notation: notation.to_string(),
                seed: document.seed.get_untracked(),
                model: untrack(|| document.model_keys()),
                language: preferences.language.get_untracked(),
            });
            _ = dialog.show_modal();
        });
    }
}

/// The dialog, with a preview of the frame in another page.
#[component]
pub fn ShareDialog(share: Share) -> impl IntoView {
    let (shared, options) = (share.shared, share.options);
    let (form, preview, area) = (NodeRef::<FormElement>::new(), NodeRef::<Div>::new(), NodeRef::<Textarea>::new());
    let copied = RwSignal::new("");
    let read = move || {
        copied.set("");
        if let Some(data) = form.get_untracked().and_then(|form| FormData::new_with_form(&form).ok()) {
            options.set(read_options(&data));
        }
    };
    Effect::new(move || {
        form.track();
        read();
    });
    let shown = StoredValue::new_local((None, 0));
    let is_blocked = RwSignal::new(false);
    on_blocked_frame(move || _ = is_blocked.try_set(true));
    effect(move || {
        let Some(preview) = preview.get() else { return };
        // The player follows the theme of its host page, which is this page here.
        let mut options = options.get();
        if options.theme == "auto" {
            options.theme = share.preferences.theme.get().as_str().into();
        }
        let height = options.height.parse().unwrap_or(420).clamp(160, 640);
        let is_there = options.is_frame() && !is_blocked.get() && !shared.read().place.is_empty();
        let frame = (is_there.then(|| shared.with(|shared| options.address(shared, true))), height);
        if shown.get_value() != frame {
            show_preview(&preview, frame.0.as_deref(), height);
            shown.set_value(frame);
        }
    });
    let text = move || shared.with(|shared| options.with(|options| options.text(shared)));
    let copy = move || {
        clipboard::write(&text(), move |is_written| {
            // The text is here already: it is selected instead, and a key copies it.
            if let Some(Some(area)) = area.try_get_untracked().filter(|_| !is_written) {
                clipboard::select(&area);
            }
            _ = copied.try_set(if is_written { text::share::COPIED } else { text::share::NOT_COPIED });
        });
    };
    let close = move || {
        if let Some(dialog) = share.dialog.get_untracked() {
            dialog.close();
        }
    };
    let on_click = move |event: MouseEvent| {
        let target: Element = event_target(&event);
        match target.closest("[data-act]").ok().flatten().and_then(|button| button.get_attribute("data-act")).as_deref()
        {
            Some("close") => close(),
            Some(_) => copy(),
            None => {}
        }
    };
    let label = move || text::share::copy(&options.read().form);
    let form_name = move || options.read().form.clone();
    let is_frame = move || options.read().is_frame().to_string();
    let blocked = move || {
        is_blocked.get().then(|| view! { <p class="preview" role="status">{text::share::PREVIEW_IS_BLOCKED}</p> })
    };
    view! {
        <dialog
            class="library share" node_ref=share.dialog aria-labelledby="share-title" data-frame=text_signal(is_frame)
            data-form=text_signal(form_name)
            on:click=on_click
            on:close=move |_: Event| shared.set(SharedProgram::default())
        >
            <div class="inside">
                <div class="head" inner_html=head("share-title", text::share::TITLE)></div>
                <form node_ref=form on:input=move |_| read() on:submit=move |event| event.prevent_default()>
                <div class="row" inner_html=forms()></div>
                <p class="purpose" prop:textContent=text_signal(move || text::share::purpose(&options.read().form, share.document.model.with(Model::has_schedule)))></p>
                <div class="result">
                    <textarea node_ref=area readonly=true rows="4" aria-label=text::share::RESULT prop:value=text_signal(text)></textarea>
                    <button class="primary" type="button" data-act="copy" prop:textContent=text_signal(label)></button>
                    <p role="status" prop:textContent=text_signal(move || copied.get())></p>
                </div>
                <div class="row" inner_html=choices::options()></div>
                </form>
                <div class="preview" node_ref=preview></div>
                {view_signal(blocked)}
            </div>
        </dialog>
    }
}

/// Replaces the frame, or removes it if there is nothing to show. Navigating the old one would add to the history.
fn show_preview(preview: &Element, address: Option<&str>, height: u16) {
    preview.set_inner_html("");
    if let Some(address) = address
        && let Ok(frame) = document().create_element("iframe")
    {
        for (name, value) in [("title", text::share::PREVIEW), ("src", address), ("height", &height.to_string())] {
            _ = frame.set_attribute(name, value);
        }
        _ = preview.append_child(&frame);
    }
}

fn read_options(data: &FormData) -> ShareOptions {
    let text = |name| data.get(name).as_string().unwrap_or_default();
    let panels = data.get_all("view");
    ShareOptions {
        form: text("form"),
        theme: text("theme"),
        speed: text("speed"),
        panels: panels.iter().filter_map(|panel| panel.as_string()).collect(),
        width: text("width"),
        height: text("height"),
        controls: data.has("controls"),
        autoplay: data.has("autoplay"),
        readonly: data.has("readonly"),
        on_click: data.has("click"),
        predict: data.has("predict"),
    }
}
