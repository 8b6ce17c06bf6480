//! The program as text, which is parsed as it is typed.

use std::ops::Range;

use leptos::{
    ev::{Event, KeyboardEvent},
    html::{Pre, Textarea},
    prelude::*,
};

use crate::{
    browser::{UndoKey, after_next_frame},
    program::{format, tokens},
    ui::{
        render::{
            metrics::CODE_LINE_PX,
            reactive::{text_signal, view_signal},
            rendering::Rendering,
            vdom::{VElement, VNode, element},
            virtual_list::visible_rows,
        },
        state::{Draft, use_document},
        text::text_editor::{
            DISCARD, FORMAT, FORMAT_EDIT, PROBLEM, PROGRAM_IS_UNCHANGED, PROGRAM_TEXT, expected, found,
        },
    },
};

/// Most tokens of a line that are coloured.
const MAX_COLORED_TOKENS: usize = 400;

/// A text of more bytes is parsed in a task of its own.
const LONG_TEXT_BYTES: usize = 8_000;

/// The visible part of a text, in pixels from its upper left corner.
#[derive(Clone, Copy, Default, PartialEq)]
struct Viewport {
    top: i32,
    left: i32,
    height: i32,
}

/// A text area, and behind it the visible part of the same text in colours.
#[component]
pub fn TextEditor() -> impl IntoView {
    let document = use_document();
    let area: NodeRef<Textarea> = NodeRef::new();
    let backdrop: NodeRef<Pre> = NodeRef::new();
    let rendering = Rendering::new();
    let view = RwSignal::new(Viewport::default());
    let text = RwSignal::new(String::new());
    // The text as the page has set it last. The browser can undo what was typed since, but nothing before.
    let base = StoredValue::new(String::new());
    // True while the last input is still to be parsed.
    let is_due = StoredValue::new_local(false);
    Effect::new(move || {
        let current = match &*document.draft.read() {
            Some(draft) => draft.text.clone(),
            None => document.editor.read().text().to_string(),
        };
        if !is_due.get_value() && *text.read_untracked() != current {
            base.set_value(current.clone());
            text.set(current);
        }
    });
    let on_key = move |event: KeyboardEvent| {
        let is_base = base.with_value(|base| *base == *text.read_untracked());
        let is_done = match UndoKey::of(&event).filter(|_| is_base) {
            Some(UndoKey::Undo) => {
                _ = document.undo();
                true
            }
            // The browser redoes its own undo.
            Some(UndoKey::Redo) => document.redo(),
            None => false,
        };
        if is_done {
            event.prevent_default();
        }
    };
    let sync_viewport = move || {
        if let Some(area) = area.get_untracked() {
            view.set(Viewport { top: area.scroll_top(), left: area.scroll_left(), height: area.client_height() });
        }
    };
    Effect::new(move || {
        area.track();
        sync_viewport();
    });
    Effect::new(move || {
        let Some(backdrop) = backdrop.get() else { return };
        let error = document.draft.read().as_ref().map(|draft| draft.error.offset);
        let nodes = visible_lines(&text.read(), view.get(), error);
        rendering.render(&backdrop, nodes);
    });
    let resized = window_event_listener(leptos::ev::resize, move |_| sync_viewport());
    on_cleanup(move || resized.remove());
    let read = move || {
        let was_due = is_due.try_update_value(std::mem::take).unwrap_or_default();
        if let Some(typed) = text.try_get_untracked().filter(|_| was_due) {
            document.type_text(typed);
        }
    };
    // The colours follow each key at once; a long text is parsed in a task of its own, so that no key waits for it.
    let on_input = move |event: Event| {
        let typed = event_target_value(&event);
        let is_long = typed.len() > LONG_TEXT_BYTES;
        text.set(typed);
        sync_viewport();
        let was_due = is_due.try_update_value(|due| std::mem::replace(due, true)).unwrap_or_default();
        match is_long {
            true if was_due => {}
            true => after_next_frame(read),
            false => read(),
        }
    };
    // Leaving the editor does not drop the last input.
    on_cleanup(read);
    let has_error = move || document.draft.read().is_some();
    view! {
        <div class="text" data-error=text_signal(move || has_error().to_string())>
            <div class="paper">
                <pre
                    node_ref=backdrop
                    aria-hidden="true"
                    style=("--x", text_signal(move || format!("{}px", -view.get().left)))
                    style=("--y", text_signal(move || format!("{}px", -(view.get().top % CODE_LINE_PX))))
                ></pre>
                <textarea
                    node_ref=area
                    aria-label=PROGRAM_TEXT
                    aria-describedby="text-problem"
                    aria-invalid=text_signal(move || has_error().to_string())
                    readonly=document.readonly
                    spellcheck="false"
                    autocapitalize="off"
                    wrap="off"
                    prop:value=text_signal(move || text.get())
                    on:input=on_input
                    on:keydown=on_key
                    on:scroll=move |_| sync_viewport()
                    on:blur=move |_| document.close_entry()
                ></textarea>
            </div>
            <div id="text-problem" role="status">
                {view_signal(move || document.draft.get().map(|draft| problem(&draft)))}
            </div>
            <p class="actions">
                <button aria-disabled=text_signal(move || has_error().to_string()) on:click=move |_| {
                    if let Ok(text) = format(&text.read_untracked()) {
                        document.replace_text(FORMAT_EDIT, text);
                    }
                }>{FORMAT}</button>
                {view_signal(move || has_error().then(|| view! {
                    <button class="quiet" on:click=move |_| document.discard_draft()>{DISCARD}</button>
                }))}
            </p>
        </div>
    }
}

/// The parse error, and what to do about it.
fn problem(draft: &Draft) -> impl IntoView + use<> {
    let error = &draft.error;
    view! {
        <section class="problem" aria-label=PROBLEM>
            <p><b prop:textContent=found(error)></b></p>
            {error.suggestion.clone().map(|suggestion| view! { <p><b prop:textContent=suggestion></b></p> })}
            <p prop:textContent=expected(error)></p>
            <p class="empty">{PROGRAM_IS_UNCHANGED}</p>
        </section>
    }
}

/// Renders the visible lines in colours.
fn visible_lines(text: &str, view: Viewport, error: Option<usize>) -> Vec<VNode> {
    let rows = visible_rows(view.top, view.height, CODE_LINE_PX);
    let mut offset = 0;
    let lines = text.split('\n').map(|line| {
        let start = offset;
        offset += line.len() + 1;
        (start, line)
    });
    let visible = lines.skip(rows.start).take(rows.len());
    visible.map(|(start, line)| colored_line(line, error.and_then(|error| error.checked_sub(start))).into()).collect()
}

/// Renders a line, with the place of an error in it.
fn colored_line(line: &str, error: Option<usize>) -> VElement {
    let error = error.filter(|&error| error <= line.len());
    let piece = |range: Range<usize>, kind: &'static str| {
        let wrong = error.filter(|error| range.contains(error)).map(|_| "true");
        element("span").attr("class", kind).attr_opt("data-wrong", wrong).text(line[range].to_string())
    };
    let mut pieces = Vec::new();
    let mut end = 0;
    // No screen is wide enough for more tokens.
    for (range, kind) in tokens(line).take(MAX_COLORED_TOKENS) {
        pieces.extend((end < range.start).then(|| piece(end..range.start, "")));
        end = range.end;
        pieces.push(piece(range, kind.as_str()));
    }
    pieces.extend((end < line.len()).then(|| piece(end..line.len(), "")));
    // An error at the end of a line is marked behind it.
    pieces.extend((error == Some(line.len())).then(|| element("span").attr("data-wrong", "true").text(" ")));
    element("span").attr("class", "line").children(pieces)
}
