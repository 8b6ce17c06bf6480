//! What the page tells the one around it, and what it does for it.

use leptos::{prelude::*, wasm_bindgen::JsValue};

use crate::{
    browser::{
        Theme,
        host::{Host, Request, from_json, to_ms},
    },
    program::{ParseError, parse},
    runtime::event_json,
    ui::{
        live::follow,
        session::{Phase, Session},
    },
};

/// Tells the host how the page has begun, and from then on what happens; does what the host asks for.
pub fn connect(session: Session, theme: RwSignal<Theme>) {
    let Some(host) = Host::around() else { return };
    report(session, host.clone());
    let answers = host.clone();
    host.listen(move |request| hear(session, theme, &answers, request));
    match &*session.draft.read_untracked() {
        Some(draft) => say_error(&host, &draft.error),
        None => say_ready(&host, session),
    }
}

fn hear(session: Session, theme: RwSignal<Theme>, host: &Host, request: Request) {
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

/// Tells of each event of a run, of each change of its state, and of its end with the whole log.
fn report(session: Session, host: Host) {
    // How many events of which run were told, and what was last said of the state.
    let told = StoredValue::new_local((0, None));
    let (phase, speed, cursor) = (session.phase, session.speed, session.cursor);
    let state = StoredValue::new_local((phase.get_untracked(), speed.get_untracked(), Some(cursor.get_untracked())));
    follow(move || {
        let (phase, speed) = (phase.get(), speed.get());
        // While time goes by itself, that it does is all there is to say.
        let goes = phase == Phase::Running || session.replaying.get();
        let now = (phase, speed, (!goes).then(|| cursor.get()));
        let was = state.try_update_value(|state| std::mem::replace(state, now)).unwrap_or(now);
        let say_state = || {
            if was != now {
                let t = to_ms(cursor.get_untracked());
                host.say("state", [("state", phase.as_str().into()), ("t_ms", t), ("speed", speed.into())]);
            }
        };
        if goes {
            say_state();
        }
        let plan = session.plan();
        let run = session.run_number();
        session.with_log(|log| {
            let events = log.events();
            let (from, _) = told.get_value();
            let from = if told.get_value().1 == run { from } else { 0 };
            told.set_value((events.len(), run));
            if run.is_some() {
                for event in &events[from.min(events.len())..] {
                    host.say("event", [("entry", from_json(&event_json(&plan, event)))]);
                }
            }
            if !goes {
                say_state();
            }
            if run.is_some() && was.0 != phase && matches!(phase, Phase::Ended | Phase::Failed) {
                let wall = events.last().map_or(JsValue::from(0), |last| to_ms(last.wall));
                let log_json = from_json(&log.to_json(&plan));
                host.say("ended", [("log", log_json), ("makespan_ms", to_ms(log.end())), ("wall_ms", wall)]);
            }
        });
    });
}
