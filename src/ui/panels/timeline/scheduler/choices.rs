//! A person as the scheduler: at each choice the threads that could go on are buttons.

use leptos::{prelude::*, wasm_bindgen::JsCast, web_sys::HtmlElement};

use crate::{
    runtime::{Event, EventKind, Goal, Schedule, StepId},
    ui::{
        render::reactive::{text_signal, view_signal},
        state::{Phase, use_choosing, use_document, use_run},
        text::scheduler as text,
    },
};

#[component]
pub fn Choices() -> impl IntoView {
    let (document, run, choosing) = (use_document(), use_run(), use_choosing());
    let has_choices =
        Memo::new(move |_| matches!(document.threads().schedule, Schedule::Choices(choices) if !choices.is_empty()));
    let line = move || match (choosing.is_on.get(), &*choosing.choice.read()) {
        (false, _) if run.phase.get() == Phase::Idle && has_choices.get() => text::GIVEN_SCHEDULE.into(),
        (false, _) => text::INVITATION.into(),
        (true, Some(choice)) if choice.threads.is_empty() => text::TOO_MANY.into(),
        (true, Some(choice)) => text::question(choosing.choices().len() + 1, choice.t, choice.running),
        (true, None) => {
            let plan = run.history.with(|history| history.plan().clone());
            let reached = run.with_log(|log| Goal::reached(&plan, log));
            let has_failed = run.phase.get() == Phase::Failed;
            text::outcome(choosing.goal.get(), reached, choosing.choices().len(), has_failed)
        }
    };
    let goal = move |goal: Goal| {
        let is_chosen = move || choosing.goal.get() == Some(goal);
        let toggle = move |_| choosing.set_goal((!untrack(is_chosen)).then_some(goal));
        view! { <button class="quiet" aria-pressed=text_signal(move || is_chosen().to_string()) on:click=toggle>{text::goal(goal)}</button> }
    };
    let goals = move || {
        let goals = choosing.goals.get();
        (!goals.is_empty()).then(|| {
            view! {
                <div class="row goals" role="group" aria-label=text::GOAL>
                    <span>{text::GOAL}</span>
                    {goals.into_iter().map(goal).collect_view()}
                </div>
            }
        })
    };
    let options = move || {
        let choice = choosing.choice.get()?;
        let plan = run.history.with(|history| history.plan().clone());
        let next_thread = choosing.next();
        let button = |thread: u32| {
            let (name, next) = run.with_log(|log| {
                let did = |event: &&Event| {
                    event.kind != EventKind::Switched && event.on.is_some_and(|on| on.thread == thread)
                };
                let last = log.events().iter().rfind(did);
                let step = last.map(|event| event.step).or(log.first_step(thread)).unwrap_or(StepId::ROOT);
                let kind = last.map(|event| event.kind);
                (plan.describe(step), text::next(last.map(|_| &plan.step(step).work), kind))
            });
            view! {
                <button
                    data-running=(choice.running == Some(thread)).to_string()
                    data-next=(next_thread == Some(thread)).to_string()
                    aria-description=(next_thread == Some(thread)).then_some(text::IS_NEXT)
                    on:click=move |_| choosing.choose(thread)>
                    <kbd aria-hidden="true">{thread.to_string()}</kbd>
                    <span><b prop:textContent=text::thread(thread)></b><span prop:textContent=name></span></span>
                    <small prop:textContent=next></small>
                </button>
            }
        };
        Some(choice.threads.clone().into_iter().map(button).collect_view())
    };
    // The button that was pressed is gone after each choice, and so it is when a person's choices end.
    let group: NodeRef<leptos::html::Div> = NodeRef::new();
    Effect::new(move |was_on: Option<bool>| {
        choosing.choice.track();
        let is_on = choosing.is_on.get();
        if is_on || was_on == Some(true) {
            request_animation_frame(move || keep_focus(group));
        }
        is_on
    });
    view! {
        <div class="choices" role="group" aria-label=text::CHOICES node_ref=group>
            {view_signal(goals)}
            <div class="row">
                {view_signal(move || match choosing.is_on.get() {
                    false => {
                        let schedule = document.threads().schedule.to_string();
                        let has_choices = has_choices.get();
                        Some(view! {
                            {has_choices.then(|| view! { <button class="primary" on:click=move |_| choosing.step_through()>{text::step_through(&schedule)}</button> })}
                            <button class=(!has_choices).then_some("primary") on:click=move |_| choosing.begin()>{text::BEGIN}</button>
                        }.into_any())
                    }
                    true => Some(view! {
                        <button aria-disabled=text_signal(move || (!choosing.can_undo()).to_string()) on:click=move |_| _ = choosing.undo()>{text::UNDO}</button>
                        {view_signal(move || Some(match choosing.choice.read().is_some() {
                            true => view! { <button on:click=move |_| choosing.leave()>{if choosing.followed.read().is_none() { text::LEAVE } else { text::SHOW_REST }}</button> }.into_any(),
                            false => view! { <button on:click=move |_| choosing.begin()>{text::AGAIN}</button> }.into_any(),
                        }))}
                    }.into_any()),
                })}
            </div>
            <p aria-live="polite" prop:textContent=text_signal(line)></p>
            <div class="options">{view_signal(options)}</div>
        </div>
    }
}

/// Focuses the button to press next, if nothing has the focus. On the buttons of threads the focus follows the schedule.
fn keep_focus(group: NodeRef<leptos::html::Div>) {
    let active = document().active_element();
    let has_none = active.as_ref().is_none_or(|active| active.tag_name() == "BODY");
    let find = |which| group.try_get_untracked().flatten().and_then(|group| group.query_selector(which).ok().flatten());
    let next = find("[data-next=true]");
    let is_on_threads = active.is_some_and(|active| active.closest(".options").is_ok_and(|it| it.is_some()));
    let has_none = has_none || is_on_threads && next.is_some();
    let next =
        next.or_else(|| find(".options button")).or_else(|| find(".row:not(.goals) button:not([aria-disabled=true])"));
    if let Some(next) = next.filter(|_| has_none).and_then(|next| next.dyn_into::<HtmlElement>().ok()) {
        _ = next.focus();
    }
}
