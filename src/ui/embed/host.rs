//! What the page tells the one around it, and what it does for it.

use std::time::Duration;

use leptos::{prelude::*, wasm_bindgen::JsValue};

use crate::{
    browser::{
        Theme,
        host::{Host, Request, from_json, to_ms},
    },
    program::{ParseError, parse},
    runtime::{EventLog, event_json},
    ui::{
        render::reactive::effect,
        session::{Phase, Session},
    },
};

/// Tells the host how the page has begun, and from then on what happens; does what the host asks for.
pub fn connect(session: Session, theme: RwSignal<Theme>) {
    let Some(host) = Host::around() else { return };
    report(session, host.clone());
    let answers = host.clone();
    host.listen(move |request| handle(session, theme, &answers, request));
    match &*session.draft.read_untracked() {
        Some(draft) => say_error(&host, &draft.error),
        None => say_ready(&host, session),
    }
}

fn handle(session: Session, theme: RwSignal<Theme>, host: &Host, request: Request) {
    let phase = session.phase.get_untracked();
    match request {
        Request::Ping => say_ready(host, session),
        Request::Load(Some(text)) => match parse(&text) {
            Ok(_) => {
                session.draft.set(None);
                session.open_text("load a program", text);
                say_ready(host, session);
            }
            Err(error) => say_error(host, &error),
        },
        Request::Load(None) => say_error(host, &ParseError::whole("no text", "a program as text")),
        Request::Run => session.run(),
        Request::Pause => session.pause(),
        Request::Resume if phase == Phase::Paused => session.resume(),
        Request::Resume => {}
        Request::Step => session.step(),
        Request::Cancel => session.cancel(),
        Request::Seek(t) if phase == Phase::Idle => session.show_at(t),
        Request::Seek(t) => session.seek(t),
        Request::Set { speed, theme: name } => {
            speed.into_iter().for_each(|speed| session.set_speed(speed));
            name.into_iter().for_each(|name| theme.set(name));
        }
    }
}

fn say_ready(host: &Host, session: Session) {
    host.say("ready", [("predicted_ms", to_ms(untrack(|| session.prediction()).end()))]);
}

fn say_error(host: &Host, error: &ParseError) {
    let place = |number: usize| JsValue::from(u32::try_from(number).unwrap_or(u32::MAX));
    host.say(
        "error",
        [("message", error.to_string().into()), ("line", place(error.line)), ("column", place(error.column))],
    );
}

/// What the host was told last.
struct Reported {
    state: State,
    /// How many events of the present run, and whether that it has ended.
    events: usize,
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
    fn of(session: Session) -> Self {
        let (phase, speed) = (session.phase.get(), session.speed.get());
        let goes = phase == Phase::Running || session.replaying.get();
        Self { run: session.run_number(), phase, speed, cursor: (!goes).then(|| session.cursor.get()) }
    }
}

/// Tells of each event of a run, of each change of its state, and of its end with the whole log.
fn report(session: Session, host: Host) {
    let first = Reported { state: untrack(|| State::of(session)), events: 0, has_ended: false };
    let reported = StoredValue::new_local(first);
    effect(move || {
        let state = State::of(session);
        session.with_log(|log| reported.update_value(|reported| report_changes(session, &host, reported, state, log)));
    });
}

fn report_changes(session: Session, host: &Host, reported: &mut Reported, state: State, log: &EventLog) {
    let State { run, phase, speed, .. } = state;
    if reported.state.run != run {
        (reported.events, reported.has_ended) = (0, false);
    }
    let has_changed = std::mem::replace(&mut reported.state, state) != state;
    let say_state = || {
        if has_changed {
            let t_ms = to_ms(session.cursor.get_untracked());
            host.say("state", [("state", phase.as_str().into()), ("t_ms", t_ms), ("speed", speed.into())]);
        }
    };
    // That a run has begun comes before what happens in it, that it is over comes after.
    let is_over = matches!(phase, Phase::Ended | Phase::Failed | Phase::Cancelled);
    if !is_over {
        say_state();
    }
    let plan = session.plan();
    // What is only shown, as if it had run, has no events.
    if run.is_some() {
        for event in log.events().get(reported.events..).unwrap_or_default() {
            host.say("event", [("entry", from_json(&event_json(&plan, event)))]);
        }
        reported.events = log.events().len();
    }
    if is_over {
        say_state();
    }
    if run.is_some() && matches!(phase, Phase::Ended | Phase::Failed) && !reported.has_ended {
        reported.has_ended = true;
        let wall_ms = log.events().last().map_or(JsValue::from(0), |last| to_ms(last.wall));
        let entries = from_json(&log.to_json(&plan));
        host.say("ended", [("log", entries), ("makespan_ms", to_ms(log.end())), ("wall_ms", wall_ms)]);
    }
}
