//! What the page tells the one around it, and what it does for it.

use std::time::Duration;

use leptos::{prelude::*, wasm_bindgen::JsValue};

use crate::{
    browser::host::{Host, Request, parse_json, to_ms},
    program::{ParseError, parse},
    runtime::{EventLog, event_json},
    ui::{
        render::reactive::effect,
        state::{Document, LogCursor, Phase, Preferences, Run, use_document, use_preferences, use_run},
    },
};

/// Tells the host how the page has begun, and from then on what happens; does what the host asks for.
pub fn connect() {
    let Some(host) = Host::parent() else { return };
    let (document, run, preferences) = (use_document(), use_run(), use_preferences());
    report(document, run, preferences, host.clone());
    let answers = host.clone();
    host.listen(move |request| handle(document, run, preferences, &answers, request));
    match &*document.draft.read_untracked() {
        Some(draft) => say_error(&host, &draft.error),
        None => say_ready(&host, document),
    }
}

fn handle(document: Document, run: Run, preferences: Preferences, host: &Host, request: Request) {
    let phase = run.phase.get_untracked();
    match request {
        Request::Ping => say_ready(host, document),
        Request::Load(Some(text)) => match parse(&text) {
            Ok(_) => {
                document.discard_draft();
                document.open_text("load a program", text);
                say_ready(host, document);
            }
            Err(error) => say_error(host, &error),
        },
        Request::Load(None) => say_error(host, &ParseError::whole("no text", "a program as text")),
        Request::Run => run.start(),
        Request::Pause => run.pause(),
        Request::Resume if phase == Phase::Paused => run.resume(),
        Request::Resume => {}
        Request::Step => run.step(),
        Request::Cancel => run.cancel(),
        Request::Seek(t) if phase == Phase::Idle => run.show_at(t),
        Request::Seek(t) => run.seek(t),
        Request::Set { speed, theme } => {
            speed.into_iter().for_each(|speed| run.set_speed(speed));
            theme.into_iter().for_each(|theme| preferences.set_theme(theme));
        }
    }
}

fn say_ready(host: &Host, document: Document) {
    host.post("ready", [("predicted_ms", to_ms(untrack(|| document.prediction()).end()))]);
}

fn say_error(host: &Host, error: &ParseError) {
    let place = |number: usize| JsValue::from(u32::try_from(number).unwrap_or(u32::MAX));
    host.post(
        "error",
        [("message", error.to_string().into()), ("line", place(error.line)), ("column", place(error.column))],
    );
}

/// What the host was told last.
struct Reported {
    state: State,
    /// The events of the present run.
    events: LogCursor,
    /// True if the end of the present run was reported.
    has_ended: bool,
}

/// What a run is at: which run, its phase, its speed, and the cursor. While time goes by itself, that it does is all
/// there is to say of the cursor.
#[derive(Clone, Copy, PartialEq)]
struct State {
    run: Option<u32>,
    phase: Phase,
    speed: f64,
    cursor: Option<Duration>,
}

impl State {
    fn of(run: Run, preferences: Preferences) -> Self {
        let (phase, speed) = (run.phase.get(), preferences.speed.get());
        let goes = phase == Phase::Running || run.replaying.get();
        Self { run: run.number(), phase, speed, cursor: (!goes).then(|| run.cursor.get()) }
    }
}

/// Tells of each event of a run, of each change of its state, and of its end with the whole log.
fn report(document: Document, run: Run, preferences: Preferences, host: Host) {
    let first =
        Reported { state: untrack(|| State::of(run, preferences)), events: LogCursor::default(), has_ended: false };
    let reported = StoredValue::new_local(first);
    effect(move || {
        let state = State::of(run, preferences);
        run.with_log(|log| {
            reported.update_value(|reported| report_changes(document, run, &host, reported, state, log));
        });
    });
}

fn report_changes(document: Document, run: Run, host: &Host, reported: &mut Reported, state: State, log: &EventLog) {
    let State { run: number, phase, speed, .. } = state;
    if reported.state.run != number {
        (reported.events, reported.has_ended) = (LogCursor::default(), false);
    }
    let has_changed = std::mem::replace(&mut reported.state, state) != state;
    let say_state = || {
        if has_changed {
            let t_ms = to_ms(run.cursor.get_untracked());
            host.post("state", [("state", phase.as_str().into()), ("t_ms", t_ms), ("speed", speed.into())]);
        }
    };
    // That a run has begun comes before what happens in it, that it is over comes after.
    if !phase.is_over() {
        say_state();
    }
    let plan = document.plan();
    // What is only shown, as if it had run, has no events.
    if number.is_some() {
        for event in reported.events.advance(log, Duration::MAX).events() {
            host.post("event", [("entry", parse_json(&event_json(&plan, event)))]);
        }
    }
    if phase.is_over() {
        say_state();
    }
    if number.is_some() && matches!(phase, Phase::Ended | Phase::Failed) && !reported.has_ended {
        reported.has_ended = true;
        let wall_ms = log.events().last().map_or(JsValue::from(0), |last| to_ms(last.wall));
        let entries = parse_json(&log.to_json(&plan));
        host.post("ended", [("log", entries), ("makespan_ms", to_ms(log.end())), ("wall_ms", wall_ms)]);
    }
}
