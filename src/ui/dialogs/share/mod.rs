//! Sharing the program: as a link, or as a part of another page, with a look at what it will be.

mod snippet;

use leptos::{
    ev::{Event, MouseEvent},
    html::{Dialog, Div, Form as FormElement, Textarea},
    prelude::*,
    web_sys::{Element, FormData},
};
use wasm_bindgen_futures::spawn_local;

use self::snippet::{ShareOptions, SharedProgram};
use crate::{
    browser::{base_url, clipboard, fragment},
    ui::{
        render::reactive::{effect, text_signal},
        state::{Document, Preferences, use_document, use_preferences},
    },
};

// Constant parts as markup: see the library's dialog.

const HEAD: &str = r#"<h2 id="share-title">Share</h2>
<button class="quiet icon" data-act="close" aria-label="Close" title="Close">
  <svg class="glyph" viewBox="0 0 24 24" aria-hidden="true"><path d="M6 6l12 12M18 6L6 18"/></svg>
</button>"#;

const CHOICES: &str = r#"<fieldset class="forms"><legend>As</legend>
<label><input type="radio" name="form" value="link" checked>Link</label>
<label><input type="radio" name="form" value="element">Player (HTML)</label>
<label><input type="radio" name="form" value="iframe">iframe</label>
<label><input type="radio" name="form" value="markdown">Markdown</label>
</fieldset>
<label><span>Theme</span><select name="theme"><option value="auto">As the reader has it</option><option value="light">Light</option><option value="dark">Dark</option></select></label>
<label><span>Speed</span><select name="speed"><option>0.2</option><option>0.5</option><option selected>1</option><option>2</option><option>5</option></select></label>
<label class="check"><input type="checkbox" name="autoplay">Run when it is seen</label>
<div class="of-frames">
<fieldset class="checks"><legend>Panels</legend>
<label><input type="checkbox" name="view" value="home" checked>Home</label>
<label><input type="checkbox" name="view" value="timeline" checked>Timeline</label>
<label><input type="checkbox" name="view" value="program">Program</label>
<label><input type="checkbox" name="view" value="code">Code</label>
<label><input type="checkbox" name="view" value="log">Event log</label>
</fieldset>
<label><span>Width</span><input name="width" placeholder="100%" size="6" maxlength="12"></label>
<label><span>Height</span><input name="height" placeholder="420" size="6" maxlength="12"></label>
<label class="check"><input type="checkbox" name="controls" checked>Controls</label>
<label class="check"><input type="checkbox" name="readonly">Read-only</label>
</div>"#;

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

    /// Opens the dialog with the program as it is now.
    pub fn open(self) {
        let (document, preferences) = (self.document, self.preferences);
        if document.draft.read_untracked().is_some() {
            return document
                .announce("The text cannot be read yet. Mend it or discard it, then share the program.".into());
        }
        spawn_local(async move {
            let notation = document.text();
            let preset = document.plain_preset();
            let fragment = fragment::write(&notation).await;
            let Some(Some(dialog)) = self.dialog.try_get_untracked() else { return };
            let Some(fragment) = fragment else {
                return document
                    .announce("The program is too long for a link. Export it from My programs instead.".into());
            };
            self.shared.set(SharedProgram {
                place: base_url(),
                name: preset.map_or("Your own program", |preset| preset.name).into(),
                preset: preset.map(|preset| preset.id),
                fragment,
                notation: notation.to_string(),
                seed: document.seed,
                language: preferences.language.get_untracked(),
            });
            _ = dialog.show_modal();
        });
    }
}

/// The dialog, with a look at what a host page will show.
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
    let shown = StoredValue::new_local((String::new(), 0));
    effect(move || {
        let Some(preview) = preview.get() else { return };
        // The player follows its host's theme; here, the host is this page.
        let mut options = options.get();
        if options.theme == "auto" {
            options.theme = share.preferences.theme.get().as_str().into();
        }
        let height = options.height.parse().unwrap_or(420).clamp(160, 640);
        let frame = (shared.with(|shared| options.address(shared, true)), height);
        if shown.get_value() != frame {
            show_preview(&preview, &frame.0, height, !shared.read().place.is_empty());
            shown.set_value(frame);
        }
    });
    let text = move || shared.with(|shared| options.with(|options| options.text(shared)));
    let copy = move || {
        // If the browser refuses the clipboard, the text is selected and a key copies it.
        if let Some(area) = area.get_untracked() {
            area.select();
        }
        clipboard::write(&text(), move |is_there| {
            _ = copied.try_set(if is_there { "Copied." } else { "The browser has refused. Press Ctrl+C or ⌘C." });
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
    let label = move || match &*options.read().form {
        "element" | "iframe" => "Copy HTML",
        "markdown" => "Copy Markdown",
        _ => "Copy link",
    };
    let is_frame = move || matches!(&*options.read().form, "element" | "iframe").to_string();
    view! {
        <dialog
            class="library share" node_ref=share.dialog aria-labelledby="share-title" data-frame=text_signal(is_frame)
            on:click=on_click
            on:close=move |_: Event| shared.set(SharedProgram::default())
        >
            <div class="inside">
                <div class="head" inner_html=HEAD></div>
                <form node_ref=form on:input=move |_| read() on:submit=move |event| event.prevent_default() inner_html=CHOICES></form>
                <div class="result">
                    <textarea node_ref=area readonly=true rows="3" aria-label="To be copied" prop:value=text_signal(text)></textarea>
                    <button class="primary" data-act="copy">{text_signal(label)}</button>
                    <p role="status">{text_signal(move || copied.get())}</p>
                </div>
                <div class="preview" node_ref=preview></div>
            </div>
        </dialog>
    }
}

/// Makes a frame anew, if there is something to show: one that goes elsewhere would be a step in the history.
fn show_preview(preview: &Element, address: &str, height: u16, is_there: bool) {
    preview.set_inner_html("");
    if let Some(frame) = is_there.then(|| document().create_element("iframe").ok()).flatten() {
        for (name, value) in [("title", "Preview"), ("src", address), ("height", &height.to_string())] {
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
    }
}
