//! A person as the scheduler: at each choice the threads that could go on are buttons.

use leptos::{prelude::*, wasm_bindgen::JsCast, web_sys::HtmlElement};

use crate::{
    home::Hazard,
    runtime::{Event, EventKind, StepId},
    ui::{
        render::reactive::{text_signal, view_signal},
        state::{Phase, use_run, use_scheduling},
        text::scheduler as text,
    },
};

#[component]
pub fn Choices() -> impl IntoView {
    let (run, scheduling) = (use_run(), use_scheduling());
    let line = move || match (scheduling.is_on.get(), &*scheduling.choice.read()) {
        (false, _) => text::INVITATION.into(),
        (true, Some(choice)) if choice.threads.is_empty() => text::TOO_MANY.into(),
        (true, Some(choice)) => text::question(scheduling.choices().len() + 1, choice.t, choice.running),
        (true, None) => run.with_log(|log| {
            let has = |wanted: fn(EventKind) -> bool| log.events().iter().any(|event| wanted(event.kind));
            let has_lost =
                has(|kind| matches!(kind, EventKind::Hazard(Hazard::NumberWrittenOver | Hazard::WrittenOver)));
            text::outcome(run.phase.get() == Phase::Stuck, has_lost, run.phase.get() == Phase::Failed).into()
        }),
    };
    let options = move || {
        let choice = scheduling.choice.get()?;
        let plan = run.history.with(|history| history.plan().clone());
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
                <button data-running=(choice.running == Some(thread)).to_string() on:click=move |_| scheduling.choose(thread)>
                    <kbd aria-hidden="true">{thread.to_string()}</kbd>
                    <span><b prop:textContent=text::thread(thread)></b><span prop:textContent=name></span></span>
                    <small prop:textContent=next></small>
                </button>
            }
        };
        Some(choice.threads.clone().into_iter().map(button).collect_view())
    };
    // The button that was pressed is gone.
    let group: NodeRef<leptos::html::Div> = NodeRef::new();
    let keep_focus = move |_| {
        request_animation_frame(move || {
            let has_none = document().active_element().is_none_or(|active| active.tag_name() == "BODY");
            let first = group.get_untracked().and_then(|group| group.query_selector("button").ok().flatten());
            if let Some(first) = first.filter(|_| has_none).and_then(|first| first.dyn_into::<HtmlElement>().ok()) {
                _ = first.focus();
            }
        });
    };
    let is_first = move || scheduling.is_on.get() && scheduling.choices().is_empty();
    view! {
        <div class="choices" role="group" aria-label=text::CHOICES node_ref=group on:click=keep_focus>
            <p aria-live="polite" prop:textContent=text_signal(line)></p>
            <div class="options">{view_signal(options)}</div>
            <div class="row">
                {view_signal(move || match scheduling.is_on.get() {
                    false => Some(view! { <button class="primary" on:click=move |_| scheduling.begin()>{text::BEGIN}</button> }.into_any()),
                    true => Some(view! {
                        <button aria-disabled=text_signal(move || is_first().to_string()) on:click=move |_| scheduling.undo()>{text::UNDO}</button>
                        {view_signal(move || Some(match scheduling.choice.read().is_some() {
                            true => view! { <button on:click=move |_| scheduling.leave()>{text::LEAVE}</button> }.into_any(),
                            false => view! { <button on:click=move |_| scheduling.begin()>{text::AGAIN}</button> }.into_any(),
                        }))}
                    }.into_any()),
                })}
            </div>
        </div>
    }
}
