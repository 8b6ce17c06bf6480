//! Messages with the host page: events and changes go out, requests come in.

use std::time::Duration;

use leptos::{prelude::*, wasm_bindgen::JsValue};

use crate::{
    browser::host::{Host, Request, Settings, parse_json, to_ms},
    program::{ParseError, parse},
    runtime::{EventLog, Model, StepId, Threads, event_json},
    ui::{
        render::reactive::effect,
        state::{
            BOUND, Document, LogCursor, PREEMPTIONS, Phase, Preferences, Run, Searched, Searching, use_document,
            use_preferences, use_run, use_searching,
        },
        text::{announcements, embed as text},
    },
};

/// The largest number of schedules that a host can ask for: some minutes.
const MAX_BOUND: u32 = 1_000_000;

/// Reports to the host that the page is ready or what is wrong, then each change; handles its requests.
pub fn connect() {
    let Some(host) = Host::parent() else { return };
    let (document, run, preferences, searching) = (use_document(), use_run(), use_preferences(), use_searching());
    report(document, run, preferences, host.clone());
    report_search(searching, host.clone());
    let reply_host = host.clone();
    host.listen(move |request| handle(document, run, preferences, searching, &reply_host, request));
    match &*document.draft.read_untracked() {
        Some(draft) => say_error(&host, &draft.error),
        None => say_ready(&host, document),
    }
}

fn handle(document: Document, run: Run, preferences: Preferences, searching: Searching, host: &Host, request: Request) {
    let phase = run.phase.get_untracked();
    match request {
        Request::Ping => say_ready(host, document),
        Request::Load(Some(notation)) => match parse(&notation) {
            Ok(_) => {
                document.discard_draft();
                document.open_text(announcements::LOAD_PROGRAM, notation);
                say_ready(host, document);
            }
            Err(error) => say_error(host, &error),
        },
        Request::Load(None) => say_error(host, &ParseError::whole(text::NO_TEXT, text::EXPECTED_PROGRAM_TEXT)),
        Request::Run => run.start(),
        Request::Pause => run.pause(),
        Request::Resume if phase == Phase::Paused => run.resume(),
        Request::Resume => {}
        Request::Step => run.step(),
        Request::Cancel => run.cancel(),
        Request::Seek(t) if phase == Phase::Idle => run.show_at(t),
        Request::Seek(t) => run.seek(t),
        Request::Set(settings) => set(document, run, preferences, settings),
        Request::Search { preemptions, bound } => {
            searching.search(preemptions.unwrap_or(PREEMPTIONS), bound.unwrap_or(BOUND).min(MAX_BOUND));
        }
    }
}

fn set(document: Document, run: Run, preferences: Preferences, settings: Settings) {
    let Settings { speed, theme, model, cores, quantum, switch, schedule, seed } = settings;
    speed.into_iter().for_each(|speed| run.set_speed(speed));
    theme.into_iter().for_each(|theme| preferences.set_theme(theme));
    seed.into_iter().for_each(|seed| document.set_seed(seed));
    let (before, word) = untrack(|| (document.threads(), document.model.with(Model::word)));
    let threads = Threads {
        cores: cores.unwrap_or(before.cores),
        quantum: quantum.unwrap_or(before.quantum),
        switch: switch.unwrap_or(before.switch),
        schedule: schedule.unwrap_or(before.schedule),
    };
    let model = Model::of(model.as_deref().unwrap_or(word), &threads);
    model.into_iter().for_each(|model| document.set_model(model));
}

/// Reports what a search has found once it is over.
fn report_search(searching: Searching, host: Host) {
    effect(move || {
        let searched = searching.searched.read();
        let Some(Searched { found, is_over: true, .. }) = &*searched else { return };
        let number = |number: u32| JsValue::from(number);
        let shortest = found.shortest.as_ref().map(|schedule| ("shortest", JsValue::from(schedule.to_string())));
        let members = [
            ("schedules", number(found.schedules)),
            ("wrong", number(found.wrong)),
            ("complete", found.is_complete.into()),
        ];
        host.post("searched", members.into_iter().chain(shortest));
    });
}

fn say_ready(host: &Host, document: Document) {
    let predicted = untrack(|| document.is_predicted().then(|| document.prediction()));
    host.post("ready", [("predicted_ms", predicted.map_or(JsValue::NULL, |history| to_ms(history.end())))]);
}

fn say_error(host: &Host, error: &ParseError) {
    let place = |number: usize| JsValue::from(u32::try_from(number).unwrap_or(u32::MAX));
    host.post(
        "error",
        [("message", error.to_string().into()), ("line", place(error.line)), ("column", place(error.column))],
    );
}

/// The last state and events that were reported.
struct Reported {
    state: State,
    /// The events of the present run.
    events: LogCursor,
    /// True if the end of the present run was reported.
    has_ended: bool,
}

/// The state that is reported to the host. It has no cursor while time goes on by itself: then each frame would be a
/// change.
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
        let is_moving = phase == Phase::Running || run.replaying.get();
        Self { run: run.number(), phase, speed, cursor: (!is_moving).then(|| run.cursor.get()) }
    }
}

/// Reports each event of a run, each change of its state, and its end with the whole log.
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

/// The time at which the root has ended. Cleanups of what it has left behind may go on after that.
fn makespan(log: &EventLog) -> Duration {
    let end = log.events().iter().find(|event| event.step == StepId::ROOT && event.kind.is_end());
    end.map_or(log.end(), |end| end.t)
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
    // The start of a run is reported before its events, its end after them.
    if !phase.is_over() {
        say_state();
    }
    let plan = document.plan();
    // A run that is only shown has no number, and its events are not reported.
    if number.is_some() {
        for event in reported.events.advance(log, Duration::MAX).events() {
            host.post("event", [("entry", parse_json(&event_json(&plan, event, log.waits())))]);
        }
    }
    if phase.is_over() {
        say_state();
    }
    if number.is_some() && matches!(phase, Phase::Ended | Phase::Failed | Phase::Stuck) && !reported.has_ended {
        reported.has_ended = true;
        let wall_ms = log.events().last().map_or(JsValue::from(0), |last| to_ms(last.wall));
        let entries = parse_json(&log.to_json(&plan));
        host.post("ended", [("log", entries), ("makespan_ms", to_ms(makespan(log))), ("wall_ms", wall_ms)]);
    }
}
