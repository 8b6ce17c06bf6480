use leptos::{
    html::{Dialog, Main},
    prelude::*,
};

use super::{
    address,
    dialogs::{
        keys::KeysDialog,
        library::{Library, LibraryDialog},
        share::{Share, ShareDialog},
    },
    embed::{self, Embedded, Stack},
    header::Header,
    narration::Narration,
    panels::{home::HomePanel, log::LogPanel, program::ProgramPanel, timeline::TimelinePanel, transport::Transport},
    render::reactive::{effect, text_signal, view_signal},
    session::{Form, Session, read_written, use_session},
    shortcuts, sound,
    story::Story,
};
use crate::{
    browser::{Address, Panel, Program, Theme, when_seen},
    program::{Editor, presets},
};

/// The whole page, as its address wants it.
#[component]
pub fn App(address: Address) -> impl IntoView {
    let is_embed = address.embed.unwrap_or_default();
    let asked = address.theme;
    // A page that is a part of another looks as that one says, and keeps nothing.
    let theme = RwSignal::new(asked.unwrap_or_else(|| if is_embed { Theme::Auto } else { Theme::remembered() }));
    effect(move || theme.get().apply());
    let notices = RwSignal::new(address.notices.clone());
    let (view, autoplay) = (address.view.clone(), address.autoplay.unwrap_or_default() && address.t.is_none());
    let controls = address.controls.unwrap_or(true);
    let session = open(address);
    provide_context(session);
    sound::listen(session, !is_embed);
    let help = NodeRef::new();
    if controls {
        shortcuts::listen(session, help);
    }
    // A hidden page gets no frames: the run waits until somebody can see it.
    let hidden = window_event_listener_untyped("visibilitychange", move |_| {
        if crate::browser::is_hidden() {
            session.hide();
        }
    });
    on_cleanup(move || hidden.remove());
    embed::connect(session, theme);
    let page = if is_embed {
        let view = view.unwrap_or_else(|| embed::DEFAULT_PANELS.into());
        view! { <Embedded view controls autoplay notices /> }.into_any()
    } else {
        view! { <Page theme notices view controls autoplay help /> }.into_any()
    };
    view! {
        {page}
        <KeysDialog dialog=help />
        <Narration />
    }
}

/// A page of its own.
#[component]
fn Page(
    theme: RwSignal<Theme>,
    notices: RwSignal<Vec<String>>,
    view: Option<Vec<Panel>>,
    controls: bool,
    autoplay: bool,
    help: NodeRef<Dialog>,
) -> impl IntoView {
    let session = use_session();
    let library = Library::new(session);
    address::sync(session, library, notices);
    let share = Share::new(session);
    let tab = session.panel;
    let log_open = RwSignal::new(false);
    let main: NodeRef<Main> = NodeRef::new();
    Effect::new(move || {
        if let Some(main) = main.get().filter(|_| autoplay && untrack(|| session.draft.read().is_none())) {
            when_seen(&main, move || session.run());
        }
    });
    let is_stacked = view.is_some();
    let panels = match view {
        Some(view) => view! { <Stack view controls /> }.into_any(),
        None => view! {
            <Story />
            <HomePanel />
            {controls.then(|| view! { <Transport /> })}
            <Tabs tab log_open />
            <div class="column">
                <ProgramPanel />
            </div>
            <TimelinePanel />
            <LogPanel open=log_open />
        }
        .into_any(),
    };
    view! {
        <Header theme library share help />
        <main
            class=if is_stacked { "page stacked" } else { "page" }
            node_ref=main
            data-tab=text_signal(move || tab.get())
            data-problem=text_signal(move || session.draft.read().is_some().to_string())
            data-readonly=session.readonly.to_string()
        >
            {view_signal(move || (!notices.read().is_empty()).then(|| view! {
                <div class="notice" role="status">
                    <p>{notices.get().join(" ")}</p>
                    <button class="quiet" on:click=move |_| notices.set(Vec::new())>"Dismiss"</button>
                </div>
            }))}
            {panels}
        </main>
        <LibraryDialog library />
        <ShareDialog share theme />
    }
}

/// On a narrow page the program and the timeline take turns.
#[component]
fn Tabs(tab: RwSignal<&'static str>, log_open: RwSignal<bool>) -> impl IntoView {
    let session = use_session();
    let is_code = move || session.form.get() == Form::Code;
    let choose = move |name| {
        let (panel, form) = match name {
            "code" => ("program", Some(Form::Code)),
            "program" if untrack(is_code) => ("program", Some(Form::Blocks)),
            name => (name, None),
        };
        form.into_iter().for_each(|form| session.form.set(form));
        tab.set(panel);
        log_open.set(panel == "log");
    };
    let button = move |name: &'static str, label: &'static str| {
        let is_chosen = move || match (tab.get(), is_code()) {
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
        <div class="tabs" role="group" aria-label="Panel">
            {button("timeline", "Timeline")}
            {button("program", "Program")}
            {button("code", "Code")}
            {button("log", "Event log")}
        </div>
    }
}

/// The session the page's address asks for.
fn open(address: Address) -> Session {
    let first = presets::find(presets::FIRST).expect("the first preset is a preset");
    let (editor, draft) = match address.program {
        Some(Program::Preset(preset)) => (Editor::new(preset.scene()), None),
        Some(Program::Written(written)) => match read_written(written) {
            Ok((scene, text)) => (Editor::of_text(scene, &text), None),
            Err(draft) => (Editor::new(first.scene()), Some(draft)),
        },
        None => (Editor::new(first.scene()), None),
    };
    let mut session = Session::new(editor, address.speed.unwrap_or(1.0), address.seed.unwrap_or(1));
    session.readonly = address.readonly.unwrap_or_default();
    if let Some(language) = address.language {
        session.language.set(language);
    }
    if draft.is_some() {
        session.form.set(Form::Text);
    }
    match address.t {
        Some(t) if draft.is_none() => session.show_at(t),
        _ => session.draft.set(draft),
    }
    session
}
