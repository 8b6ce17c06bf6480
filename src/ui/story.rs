use std::time::Duration;

use leptos::prelude::*;

use super::{
    render::{
        icons,
        reactive::{text_signal, view_signal},
    },
    state::{Phase, Run, use_document, use_run},
    text::{describe_hazard, seconds},
};
use crate::{
    program::presets,
    runtime::{EventLog, History, StepState, Work},
};

/// What to watch for, what came of it, and where the story goes on.
#[component]
pub fn Story() -> impl IntoView {
    let (document, run) = (use_document(), use_run());
    let name = move || document.preset().map_or("Your own program", |preset| preset.name);
    let lesson = move || match document.preset() {
        Some(preset) => preset.lesson,
        None if document.plan().len() == 1 && document.prediction().end().is_zero() => "This program does nothing yet.",
        None => "Press Run and watch.",
    };
    let verdict = move || verdict(run);
    let next = move || document.preset().and_then(|preset| presets::find(preset.next));
    view! {
        <section class="story" aria-label="Story" data-run=text_signal(move || run.phase.get().as_str())>
            <div>
                <h2>{text_signal(name)}</h2>
                <p class="lesson">{text_signal(lesson)}</p>
            </div>
            <p class="verdict" role="status" data-tone=text_signal(move || verdict().tone)>
                {view_signal(move || (verdict().tone == "hazard").then(|| view! { <span inner_html=icons::WARNING></span> }))}
                {text_signal(move || verdict().text)}
            </p>
            {view_signal(move || next().map(|next| view! {
                <button class="next" on:click=move |_| document.open_preset(next)>
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

/// What can be said at the cursor: how the run ended is known at its end.
fn verdict(run: Run) -> Verdict {
    let (moment, end) = (run.moment.get(), run.with_log(EventLog::end));
    let history = run.history.read();
    let hazards = history.hazards_until(moment);
    let hazard =
        hazards.first().map(|(_, _, hazard)| format!("{}{}.", describe_hazard(*hazard), and_more(hazards.len() - 1)));
    let (tone, text) = match run.phase.get() {
        Phase::Paused if run.is_paused_by_page.get() => {
            ("", "The page paused the run while nobody could see it. Press Resume to go on.".into())
        }
        Phase::Cancelled if moment == end => {
            ("cancelled", format!("Cancelled after {}. What had not finished was stopped.", seconds(end)))
        }
        Phase::Failed if moment == end => ("failed", first_failure(&history)),
        Phase::Ended if moment == end => match hazard {
            Some(hazard) => ("hazard", format!("Done in {}, but: {hazard}", seconds(end))),
            None => ("done", format!("Done in {}.{}", seconds(end), saved_time(&history))),
        },
        _ => match hazard {
            Some(hazard) => ("hazard", capitalized(&hazard)),
            None => ("", String::new()),
        },
    };
    Verdict { tone, text }
}

fn capitalized(sentence: &str) -> String {
    let mut letters = sentence.chars();
    letters.next().map_or_else(String::new, |first| first.to_ascii_uppercase().to_string() + letters.as_str())
}

/// Which step failed first, when, and why.
fn first_failure(history: &History) -> String {
    let failures = history.failures_until(Duration::MAX);
    let Some(&(t, step, failure)) = failures.first() else { return String::new() };
    let step = capitalized(&history.plan().describe(step));
    format!("{step} failed at {}: {failure}{}.", seconds(t), and_more(failures.len() - 1))
}

/// " (and 2 more)"
fn and_more(more: usize) -> String {
    if more == 0 { String::new() } else { format!(" (and {more} more)") }
}

/// What running things at the same time has gained.
fn saved_time(history: &History) -> String {
    match one_by_one(history) {
        longer if longer > history.end() => format!(" One after another it would have been {}.", seconds(longer)),
        _ => String::new(),
    }
}

fn one_by_one(history: &History) -> Duration {
    let plan = history.plan();
    let took = |work: &Work| match work {
        Work::Message { latency, .. } | Work::Delay(latency) => *latency,
        Work::UnknownDevice { .. } | Work::Block(_) => Duration::ZERO,
    };
    let done = plan.ids().filter(|&id| matches!(history.span(id).end, Some((_, StepState::Done))));
    done.map(|id| took(&plan.step(id).work)).sum()
}
