//! The page inside another one: the panels that the address asks for, and nothing else.

mod caption;
mod height;
mod host;

use leptos::{html::Main, prelude::*, wasm_bindgen::JsCast, web_sys::HtmlElement};

pub use self::host::connect;
use self::{caption::Caption, height::WantedSize};
use super::{
    panels::{
        code::CodePanel, home::HomePanel, log::LogPanel, program::ProgramPanel, timeline::TimelinePanel,
        transport::Transport,
    },
    render::{
        icons,
        reactive::{text_signal, view_signal},
    },
    state::{Document, MODEL_KEYS, use_document, use_run},
    text::{embed as text, page::APP_NAME},
};
use crate::browser::{Panel, fragment, host::Host, on_first_visible, on_resize, program_link};

/// The panels of an embedded page whose address names none.
pub const DEFAULT_PANELS: [Panel; 2] = [Panel::Home, Panel::Timeline];

/// The query keys that only an embedded page needs.
const EMBED_QUERY_KEYS: [&str; 7] = ["embed", "view", "controls", "readonly", "autoplay", "predict", "t"];

/// Panels below each other, in the order of the address, with the controls of the run under the home.
#[component]
pub fn Stack(
    view: Vec<Panel>,
    controls: bool,
    /// True if the timeline has no tools.
    #[prop(optional)]
    bare: bool,
    /// True if the verdict on the run is shown with the home, or else with the timeline.
    #[prop(optional)]
    caption: bool,
) -> impl IntoView {
    let has_home = view.contains(&Panel::Home);
    let before = (controls && !has_home).then(|| view! { <Transport /> });
    let panels = view.into_iter().map(|panel| match panel {
        Panel::Home => view! {
            <HomePanel edits=false />
            {caption.then(|| view! { <Caption over_home=true /> })}
            {controls.then(|| view! { <Transport /> })}
        }
        .into_any(),
        Panel::Timeline => view! {
            {(caption && !has_home).then(|| view! { <Caption over_home=false /> })}
            <TimelinePanel bare />
        }
        .into_any(),
        Panel::Program => view! { <div class="column"><ProgramPanel /></div> }.into_any(),
        Panel::Code => view! { <div class="column"><CodePanel /></div> }.into_any(),
        Panel::Log => view! { <LogPanel open=RwSignal::new(true) /> }.into_any(),
    });
    view! {
        {before}
        {panels.collect_view()}
    }
}

/// The page in a frame of another page.
#[component]
pub fn Embedded(view: Vec<Panel>, controls: bool, autoplay: bool, notices: RwSignal<Vec<String>>) -> impl IntoView {
    let (document, run) = (use_document(), use_run());
    let main: NodeRef<Main> = NodeRef::new();
    let shows_text = view.contains(&Panel::Program);
    let problem = move || document.draft.read().as_ref().filter(|_| !shows_text).map(|draft| draft.error.to_string());
    Effect::new(move || {
        let Some(main) = main.get() else { return };
        if autoplay && untrack(|| document.draft.read().is_none()) {
            on_first_visible(&main, move || run.start());
        }
        report_height(&main);
    });
    let view = StoredValue::new_local(view);
    view! {
        <main
            class="page stacked embed"
            node_ref=main
            data-readonly=document.readonly.to_string()
            data-controls=controls.to_string()
        >
            <h1 class="visually-hidden">{APP_NAME}</h1>
            {view_signal(move || (!notices.read().is_empty()).then(|| view! {
                <p class="notice" role="status" prop:textContent=notices.get().join(" ")></p>
            }))}
            {view_signal(move || problem().map(|problem| view! {
                <p class="problem" role="alert">
                    <strong>{text::UNREADABLE_PROGRAM}</strong>
                    <span prop:textContent=problem></span>
                </p>
            }))}
            <Stack view=view.get_value() controls bare=true caption=true />
            <OpenLink document />
        </main>
    }
}

/// The link that opens the program in a page that is not embedded.
#[component]
fn OpenLink(document: Document) -> impl IntoView {
    let href = move || {
        let preset = document.preset().filter(|_| document.draft.read().is_none());
        let (name, fragment) = match preset {
            Some(_) => (String::new(), String::new()),
            None => (document.name.get(), fragment::write_plain(&document.text())),
        };
        let without = [&EMBED_QUERY_KEYS[..], &MODEL_KEYS].concat();
        program_link(preset.map(|preset| preset.id), &name, &fragment, &document.model_keys(), &without)
    };
    view! {
        <a class="open" target="_blank" rel="noopener" href=text_signal(href) title=text::OPEN_IN_HOMELOOP>
            <span>{text::OPEN_IN_HOMELOOP}</span>
            <span inner_html=icons::OPEN></span>
        </a>
    }
}

/// Reports the height that the panels want to the host, now and when it changes.
fn report_height(main: &HtmlElement) {
    let Some(host) = Host::parent() else { return };
    let children = main.children();
    let panels: Vec<HtmlElement> = (0..children.length()).filter_map(|at| children.item(at)?.dyn_into().ok()).collect();
    let elements: Vec<_> = panels.iter().cloned().map(Into::into).collect();
    let reported = StoredValue::new_local(WantedSize::default());
    let main = main.clone();
    on_resize(elements, move || {
        let size = WantedSize::measure(f64::from(main.offset_width()), &panels);
        if reported.try_get_value().is_some_and(|reported| size.is_news_after(reported)) {
            reported.set_value(size);
            host.post_height(size.height);
        }
    });
}
