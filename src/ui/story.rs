//! The story at the top of the page: what a program teaches, the verdict on its run, and the next preset.

use std::{borrow::Cow, time::Duration};

use leptos::{
    ev::{FocusEvent, MouseEvent},
    html::Section,
    prelude::*,
    web_sys::Element,
};

use super::{
    dialogs::library::Library,
    render::{
        icons,
        reactive::{text_signal, view_signal},
        terms::words_html,
    },
    state::{Document, Phase, Run, use_document, use_run},
    text::{fix_label, story as text},
};
use crate::{
    program::{
        presets::{self, Preset},
        risks,
    },
    runtime::{EventLog, Failure, History, Plan, StepState, Wait, WaitsFor, Work, predict, ring},
};

/// Longest title, in characters, that has one line in the type of titles; longer ones are smaller.
const LONG_TITLE: usize = 24;

/// The name and the lesson of the program, the verdict on its run, and a button that opens the next preset.
#[component]
pub fn Story(library: Library) -> impl IntoView {
    let (document, run) = (use_document(), use_run());
    // The preset that was edited: its lesson and the way on stay.
    let changed = move || document.base.get().filter(|_| document.preset().is_none());
    let verdict = move || verdict(run);
    let next = move || document.base.get().and_then(|preset| presets::find(preset.next));
    let section: NodeRef<Section> = NodeRef::new();
    // These buttons go away when they are pressed, and the focus must not go with them. The section takes it only then: a
    // click on its text takes the focus from nothing.
    let keep_focus = move |event: MouseEvent| {
        let button = event_target::<Element>(&event).closest(".fix, .back, .next");
        if let (Ok(Some(_)), Some(section)) = (button, section.get_untracked()) {
            section.set_tab_index(-1);
            _ = section.focus();
        }
    };
    let on_blur = move |event: FocusEvent| _ = event_target::<Element>(&event).remove_attribute("tabindex");
    view! {
        <section class="story" node_ref=section on:click=keep_focus on:blur=on_blur aria-label=text::STORY data-run=text_signal(move || run.phase.get().as_str())>
            <div>
                <h2 data-long=text_signal(move || (document.title().chars().count() > LONG_TITLE).to_string())>
                    {view_signal(move || Some(title(document, library)))}
                    {view_signal(move || changed().map(|base| view! {
                        <button class="quiet back" on:click=move |_| document.open_preset(base)>
                            {text::RESET}
                            <span class="visually-hidden">{text::TO_PRESET}</span>
                        </button>
                    }))}
                </h2>
                <p class="lesson" inner_html=text_signal(move || words_html(&lesson(document, run)))></p>
            </div>
            <p class="verdict" role="status" data-tone=text_signal(move || verdict().tone)>
                {view_signal(move || (verdict().tone == "hazard").then(|| view! { <span class="sign" inner_html=icons::WARNING></span> }))}
                <span prop:textContent=text_signal(move || verdict().text)></span>
                {view_signal(move || repair(document, run))}
            </p>
            {view_signal(move || next().map(|next| view! {
                <button class="next" on:click=move |_| document.open_preset(next)>
                    <small prop:textContent=what_is_next(next)></small>
                    <span prop:textContent=next.name></span>
                </button>
            }))}
        </section>
    }
}

/// The title: of a program of one's own a button, which gives it a name.
fn title(document: Document, library: Library) -> AnyView {
    let title = text_signal(move || document.title());
    if document.preset().is_some() || document.readonly {
        return view! { <span prop:textContent=title></span> }.into_any();
    }
    view! {
        <button class="quiet name" title=text::NAME_IT on:click=move |_| library.open_at_name()>
            <span prop:textContent=title></span>
            <span inner_html=icons::PENCIL></span>
        </button>
    }
    .into_any()
}

/// The words above the name of the next preset.
fn what_is_next(next: Preset) -> String {
    match presets::ALL.iter().position(|preset| preset.id == next.id) {
        Some(place) if place > 0 => text::next(place + 1, presets::ALL.len()),
        _ => text::FROM_THE_START.into(),
    }
}

/// A button for the first repair of the program, once its run has shown what goes wrong.
fn repair(document: Document, run: Run) -> Option<AnyView> {
    let is_shown = run.is_over() && !document.hides_outcome() && !document.readonly;
    let program = document.program.read();
    let risk = program.risks.first().filter(|_| is_shown)?;
    let fix = document.with_editor(|editor| risk.fixes(editor.scene())).into_iter().next()?;
    let label = fix_label(&fix.kind);
    Some(
        view! { <button class="fix" on:click=move |_| _ = document.edit(fix.edit.clone())>{label}</button> }.into_any(),
    )
}

fn lesson(document: Document, run: Run) -> Cow<'static, str> {
    let preset = document.preset();
    match preset.or_else(|| document.base.get()) {
        Some(base) if preset.is_none() && is_repaired(base, document, run) => repaired(base, run).into(),
        Some(base) if document.hides_outcome() => base.question.into(),
        // The answer to the question may be another one after an edit.
        Some(_) if preset.is_none() && run.is_over() => text::LOOK_AGAIN.into(),
        Some(base) if preset.is_none() => base.question.into(),
        Some(preset) => preset.lesson.into(),
        None if !document.is_predicted() => text::NOT_PREDICTED.into(),
        None if document.plan().ids().all(|id| matches!(document.plan().step(id).work, Work::Block(_))) => {
            text::EMPTY_PROGRAM.into()
        }
        None if run.is_over() => text::LOOK_AGAIN.into(),
        None => text::PRESS_RUN.into(),
    }
}

/// True if a run of an edited preset has gone well, and what can go wrong in the preset no longer can.
fn is_repaired(base: Preset, document: Document, run: Run) -> bool {
    run.phase.get() == Phase::Ended
        && document.program.read().risks.is_empty()
        && run.history.with(|history| history.hazards_until(Duration::MAX).is_empty())
        && !risks(&base.scene()).is_empty()
}

fn repaired(base: Preset, run: Run) -> String {
    let before = predict(&Plan::new(&base.scene(), 1));
    text::repaired(before.end(), !before.waits().is_empty(), run.with_log(EventLog::end))
}

/// Sums up a run in a sentence.
pub struct Verdict {
    /// The name by which style sheets colour it; empty for none.
    pub tone: &'static str,
    pub text: String,
}

/// The verdict at the cursor. The outcome of the run is part of it only at the run's end.
pub fn verdict(run: Run) -> Verdict {
    let (moment, end) = (run.moment.get(), run.with_log(EventLog::end));
    let history = run.history.read();
    let hazards = history.hazards_until(moment);
    let hazard = hazards.first().map(|&(_, _, hazard)| hazard);
    let (tone, text) = match (run.phase.get(), hazard) {
        (Phase::Running | Phase::Paused, None) if run.is_slowed.get() && !run.is_paused_by_page.get() => {
            ("", text::SLOWED.into())
        }
        (Phase::Paused, _) if run.is_paused_by_page.get() => ("", text::PAUSED_BY_PAGE.into()),
        (Phase::Cancelled, _) if moment == end => ("cancelled", text::cancelled(end)),
        (Phase::Failed, _) if moment == end => ("failed", failure(&history)),
        (Phase::Stuck, _) if moment == end => ("failed", run.with_log(|log| stuck(&history, log))),
        (Phase::Ended, Some(hazard)) if moment == end => {
            ("hazard", text::done_with_hazards(end, hazard, hazards.len()))
        }
        (Phase::Ended, None) if moment == end => match (history.failures_until(Duration::MAX), one_by_one(&history)) {
            ([(_, step, _), more @ ..], _) => {
                ("done", text::done_despite(end, &history.plan().describe(*step), more.len() + 1))
            }
            ([], longer) if longer > history.end() => ("done", text::done_sooner(end, longer)),
            ([], _) => ("done", text::done(end)),
        },
        (_, Some(hazard)) => ("hazard", text::hazards(hazard, hazards.len())),
        (_, None) => ("", String::new()),
    };
    Verdict { tone, text }
}

fn stuck(history: &History, log: &EventLog) -> String {
    let plan = history.plan();
    let named = |wait: Wait| text::Awaited {
        name: plan.name_of(wait.on),
        is_lock: matches!(wait.on, WaitsFor::Lock(_)),
        thread: wait.held_by.and_then(|holder| log.thread_of(holder)),
    };
    let ring: Vec<_> = ring(plan, history.waits()).into_iter().map(named).collect();
    let first = history.waits().iter().find(|wait| wait.held_by.is_none()).map(|wait| plan.name_of(wait.on));
    text::stuck(history.end(), &ring, first)
}

fn failure(history: &History) -> String {
    let failures = history.failures_until(Duration::MAX);
    // A run that has come to its limit fails for that, whatever has failed in it before.
    let limit = failures.last().filter(|(.., failure)| *failure == Failure::TooManyExecutions);
    let Some(&(t, step, failure)) = limit.or(failures.first()) else { return String::new() };
    text::failed(&history.plan().describe(step), t, failure, failures.len())
}

/// The time that the finished steps would have taken one after another.
fn one_by_one(history: &History) -> Duration {
    let plan = history.plan();
    let latency = |work: &Work| match work {
        Work::Message { latency, .. }
        | Work::Delay(latency)
        | Work::Busy(latency)
        | Work::Fail { after: latency, .. } => *latency,
        Work::UnknownDevice { .. } | Work::OnTask(_) | Work::Increment(_) | Work::Block(_) => Duration::ZERO,
    };
    let done = plan.ids().filter(|&id| matches!(history.span(id).end, Some((_, StepState::Done))));
    done.map(|id| latency(&plan.step(id).work)).sum()
}
