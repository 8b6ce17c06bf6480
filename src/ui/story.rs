use std::time::Duration;

use leptos::prelude::*;

use super::{
    icons,
    live::{live, live_view},
    session::{Phase, Session, use_session},
    words::seconds,
};
use crate::{
    program::presets,
    runtime::{EventKind, Failure, History, StepState, Work},
};

/// What to watch for, what came of it, and where the story goes on.
#[component]
pub fn Story() -> impl IntoView {
    let session = use_session();
    let name = move || session.preset().map_or("Your own program", |preset| preset.name);
    let lesson = move || match session.preset() {
        Some(preset) => preset.lesson,
        None if session.plan().len() == 1 && session.prediction().end().is_zero() => "This program does nothing yet.",
        None => "Press Run and watch.",
    };
    let verdict = move || verdict(session);
    let next = move || session.preset().and_then(|preset| presets::find(preset.next));
    view! {
        <section class="story" aria-label="Story" data-run=live(move || session.phase.get().as_str())>
            <div>
                <h2>{live(name)}</h2>
                <p class="lesson">{live(lesson)}</p>
            </div>
            <p class="verdict" role="status" data-tone=live(move || verdict().tone)>
                {live_view(move || (verdict().tone == "hazard").then(|| view! { <span inner_html=icons::WARNING></span> }))}
                {live(move || verdict().text)}
            </p>
            {live_view(move || next().map(|next| view! {
                <button class="next" on:click=move |_| session.open_preset(next)>
                    <small>"Next"</small>
                    {next.name}
                </button>
            }))}
        </section>
    }
}

struct Verdict {
    tone: &'static str,
    text: String,
}

fn verdict(session: Session) -> Verdict {
    let end = || session.with_log(|log| seconds(log.end()));
    let (tone, text) = match session.phase.get() {
        Phase::Idle | Phase::Running | Phase::Paused => match first_hazard(session) {
            Some(hazard) => ("hazard", capitalized(&hazard)),
            None => ("", String::new()),
        },
        Phase::Cancelled => ("cancelled", format!("Cancelled after {}. What had not finished was stopped.", end())),
        Phase::Failed => ("failed", first_failure(session)),
        Phase::Ended => match first_hazard(session) {
            Some(hazard) => ("hazard", format!("Done in {}, but: {hazard}", end())),
            None => ("done", format!("Done in {}.{}", end(), saved_time(session))),
        },
    };
    Verdict { tone, text }
}

/// The first hazard of the run up to now, in a sentence.
fn first_hazard(session: Session) -> Option<String> {
    let history = session.history.read();
    let (first, others) = history.hazards().split_first()?;
    Some(format!("{first}{}.", and_more(others.len())))
}

fn capitalized(sentence: &str) -> String {
    let mut letters = sentence.chars();
    letters.next().map_or_else(String::new, |first| first.to_ascii_uppercase().to_string() + letters.as_str())
}

/// Which step failed first, when, and why.
fn first_failure(session: Session) -> String {
    let plan = session.plan();
    session.with_log(|log| {
        let mut failures = log.events().iter().filter_map(|event| match event.kind {
            EventKind::Failed(failure @ (Failure::NotConnected | Failure::NoSuchDevice)) => Some((event, failure)),
            _ => None,
        });
        let Some((event, failure)) = failures.next() else { return String::new() };
        let step = capitalized(&plan.words(event.step));
        format!("{step} failed at {}: {failure}{}.", seconds(event.t), and_more(failures.count()))
    })
}

/// " (and 2 more)"
fn and_more(more: usize) -> String {
    if more == 0 { String::new() } else { format!(" (and {more} more)") }
}

/// What running things at the same time has gained.
fn saved_time(session: Session) -> String {
    let history = session.history.read();
    let one_by_one = one_by_one(&history);
    if one_by_one > session.with_log(|log| log.end()) {
        format!(" One after another it would have been {}.", seconds(one_by_one))
    } else {
        String::new()
    }
}

fn one_by_one(history: &History) -> Duration {
    let plan = history.plan();
    let took = |work: &Work| match work {
        Work::Message { latency, .. } | Work::Delay(latency) => *latency,
        Work::Misaddressed { .. } | Work::Block(_) => Duration::ZERO,
    };
    let done = plan.ids().filter(|&id| matches!(history.span(id).end, Some((_, StepState::Done))));
    done.map(|id| took(&plan.step(id).work)).sum()
}
