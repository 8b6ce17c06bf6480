//! The story at the top of the page: what a program teaches, the verdict on its run, and the next preset.

mod lesson;
mod title;
mod verdict;

use leptos::{
    ev::{FocusEvent, MouseEvent},
    html::Section,
    prelude::*,
    web_sys::Element,
};

pub use self::verdict::verdict;
use self::{lesson::lesson, title::Title, verdict::Verdict};
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
    browser::is_dialog_open,
    program::presets::{self, Preset},
};

/// Longest title, in characters, that has one line in the type of titles; longer ones are smaller.
const LONG_TITLE: usize = 24;

/// The name and the lesson of the program, the verdict on its run, and a button that opens the next preset.
#[component]
pub fn Story(library: Library) -> impl IntoView {
    let (document, run) = (use_document(), use_run());
    // The preset that was edited: its lesson and the way on stay.
    let changed = move || document.base.get().filter(|_| document.preset().is_none());
    let verdict =
        move || match document.preset().filter(|_| run.phase.get() == Phase::Idle && document.is_made_preset.get()) {
            Some(preset) => Verdict { tone: "done", text: text::made_preset(preset.name) },
            None => verdict(run),
        };
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
    // A dialog gives the focus back.
    let on_blur = move |event: FocusEvent| {
        if !is_dialog_open() {
            _ = event_target::<Element>(&event).remove_attribute("tabindex");
        }
    };
    view! {
        <section class="story" node_ref=section on:click=keep_focus on:blur=on_blur aria-label=text::STORY data-run=text_signal(move || run.phase.get().as_str())>
            <div>
                <h2 data-long=text_signal(move || (document.title().chars().count() > LONG_TITLE).to_string())>
                    <Title library />
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
