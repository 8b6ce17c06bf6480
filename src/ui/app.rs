use leptos::prelude::*;

use super::{
    header::Header,
    home::HomePanel,
    keys::{self, KeysDialog},
    library::{Library, LibraryDialog},
    live::{follow, live, live_view},
    log::LogPanel,
    narration::Narration,
    program::ProgramPanel,
    session::{Draft, Form, Session, use_session},
    sound,
    story::Story,
    timeline::TimelinePanel,
    transport::Transport,
};
use crate::{
    browser::{Address, Program, Theme},
    program::{parse_bytes, presets},
};

/// The whole page.
#[component]
pub fn App() -> impl IntoView {
    let address = Address::current();
    let theme = RwSignal::new(address.theme.unwrap_or_else(Theme::remembered));
    follow(move || theme.get().apply());
    let notices = RwSignal::new(address.notices.clone());
    let session = open(address);
    provide_context(session);
    let library = Library::new(session);
    sound::listen(session);
    let help = NodeRef::new();
    keys::listen(session, help);
    // A hidden page gets no frames: the run waits until somebody can see it.
    let hidden = window_event_listener_untyped("visibilitychange", move |_| {
        if crate::browser::is_hidden() {
            session.hide();
        }
    });
    on_cleanup(move || hidden.remove());
    let tab = session.panel;
    let log_open = RwSignal::new(false);
    view! {
        <Header theme library help />
        <main class="page" data-tab=live(move || tab.get()) data-problem=live(move || session.draft.read().is_some().to_string())>
            {live_view(move || (!notices.read().is_empty()).then(|| view! {
                <div class="notice" role="status">
                    <p>{notices.get().join(" ")}</p>
                    <button class="quiet" on:click=move |_| notices.set(Vec::new())>"Dismiss"</button>
                </div>
            }))}
            <Story />
            <HomePanel />
            <Transport />
            <Tabs tab log_open />
            <div class="column">
                <ProgramPanel />
            </div>
            <TimelinePanel />
            <LogPanel open=log_open />
        </main>
        <LibraryDialog library />
        <KeysDialog dialog=help />
        <Narration />
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
            <button aria-pressed=live(move || is_chosen().to_string()) on:click=move |_| choose(name)>
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
    let (speed, seed) = (address.speed.unwrap_or(1.0), address.seed.unwrap_or(1));
    let with = |preset: presets::Preset| Session::new(preset.scene(), speed, seed);
    let session = match address.program {
        Some(Program::Preset(preset)) => with(preset),
        Some(Program::Notation(bytes)) => match parse_bytes(&bytes) {
            Ok(scene) => Session::new(scene, speed, seed),
            Err(error) => {
                let session = with(first);
                let text = String::from_utf8_lossy(&bytes).into_owned();
                session.draft.set(Some(Draft { text, error }));
                session.form.set(Form::Text);
                session
            }
        },
        None => with(first),
    };
    if let Some(language) = address.language {
        session.language.set(language);
    }
    session
}
