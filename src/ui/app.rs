//! The root component: wires state, listeners and panels together.

use leptos::{
    html::{Dialog, Main},
    prelude::*,
};

use super::{
    address,
    dialogs::{
        about::{About, AboutDialog},
        keys::KeysDialog,
        library::{Library, LibraryDialog},
        share::{Share, ShareDialog},
    },
    embed::{self, Embedded, Stack},
    header::Header,
    narration::Narration,
    panels::{home::HomePanel, log::LogPanel, program::ProgramPanel, timeline::TimelinePanel, transport::Transport},
    paper::Paper,
    present::{EndPresentation, Presentation},
    render::reactive::{effect, text_signal, view_signal},
    shortcuts, sound,
    state::{Form, provide_state, use_document, use_preferences, use_run},
    story::Story,
    term_card::TermCard,
    text::page as text,
};
use crate::browser::{Address, Panel, on_first_visible};

/// The page, as its address asks for it: alone or embedded.
#[component]
pub fn App(mut address: Address) -> impl IntoView {
    let is_embed = address.embed.unwrap_or_default();
    let notices = RwSignal::new(address.notices.clone());
    let (view, autoplay) = (address.view.clone(), address.autoplay.unwrap_or_default() && address.t.is_none());
    let controls = address.controls.unwrap_or(true);
    provide_state(&mut address);
    let (run, preferences) = (use_run(), use_preferences());
    effect(move || preferences.theme.get().apply());
    sound::listen();
    let help = NodeRef::new();
    let share = Share::new();
    let about = About::new(help, (!is_embed).then_some(share));
    if controls {
        shortcuts::listen(help);
    }
    // A hidden page gets no frames.
    let hidden = window_event_listener_untyped("visibilitychange", move |_| {
        if crate::browser::is_hidden() {
            run.pause_hidden_page();
        }
    });
    on_cleanup(move || hidden.remove());
    embed::connect();
    let page = if is_embed {
        let view = view.unwrap_or_else(|| embed::DEFAULT_PANELS.into());
        view! { <Embedded view controls autoplay notices /> }.into_any()
    } else {
        view! { <Page notices view controls autoplay help share about /> }.into_any()
    };
    view! {
        {page}
        <KeysDialog dialog=help />
        <AboutDialog about />
        <TermCard about />
        <Narration />
    }
}

/// The page when it is not embedded.
#[component]
fn Page(
    notices: RwSignal<Vec<String>>,
    view: Option<Vec<Panel>>,
    controls: bool,
    autoplay: bool,
    help: NodeRef<Dialog>,
    share: Share,
    about: About,
) -> impl IntoView {
    let (document, run, preferences) = (use_document(), use_run(), use_preferences());
    let (library, presentation) = (Library::new(), Presentation::new());
    address::sync(library, notices);
    let log_open = RwSignal::new(false);
    let main: NodeRef<Main> = NodeRef::new();
    Effect::new(move || {
        if let Some(main) = main.get().filter(|_| autoplay && untrack(|| document.draft.read().is_none())) {
            on_first_visible(&main, move || run.start());
        }
    });
    let is_stacked = view.is_some();
    let panels = match view {
        Some(view) => view! { <Stack view controls /> }.into_any(),
        None => view! {
            <Story library />
            <HomePanel edits=!document.readonly />
            {controls.then(|| view! { <Transport /> })}
            <Tabs log_open />
            <div class="column">
                <ProgramPanel />
            </div>
            <TimelinePanel />
            <LogPanel open=log_open />
        }
        .into_any(),
    };
    view! {
        <Header library share about help presentation />
        <main
            class=if is_stacked { "page stacked" } else { "page" }
            node_ref=main
            data-tab=text_signal(move || preferences.panel.get())
            data-problem=text_signal(move || document.draft.read().is_some().to_string())
            data-readonly=document.readonly.to_string()
            data-present=text_signal(move || presentation.is_on.get().to_string())
        >
            {view_signal(move || (!notices.read().is_empty()).then(|| view! {
                <div class="notice" role="status">
                    <p prop:textContent=notices.get().join(" ")></p>
                    <button class="quiet" on:click=move |_| notices.set(Vec::new())>{text::DISMISS}</button>
                </div>
            }))}
            {panels}
            <EndPresentation presentation />
            <Paper />
        </main>
        <LibraryDialog library />
        <ShareDialog share />
    }
}

/// The buttons that choose the one panel that a narrow page shows.
#[component]
fn Tabs(log_open: RwSignal<bool>) -> impl IntoView {
    let preferences = use_preferences();
    let is_code = move || preferences.form.get() == Form::Code;
    let choose = move |name| {
        let (panel, form) = match name {
            "code" => ("program", Some(Form::Code)),
            "program" if untrack(is_code) => ("program", Some(Form::Blocks)),
            name => (name, None),
        };
        form.into_iter().for_each(|form| preferences.set_form(form));
        preferences.set_panel(panel);
        log_open.set(panel == "log");
    };
    let button = move |name: &'static str, label: &'static str| {
        let is_chosen = move || match (preferences.panel.get(), is_code()) {
            ("program", true) => name == "code",
            (panel, _) => name == panel,
        };
        view! {
            <button aria-pressed=text_signal(move || is_chosen().to_string()) on:click=move |_| choose(name)>
                {label}
            </button>
        }
    };
    view! {
        <div class="tabs" role="group" aria-label=text::PANEL>
            {button("program", text::PROGRAM)}
            {button("timeline", text::TIMELINE)}
            {button("code", text::CODE)}
            {button("log", text::EVENT_LOG)}
        </div>
    }
}
