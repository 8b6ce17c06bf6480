use leptos::{
    html::Ol,
    prelude::*,
    wasm_bindgen::JsCast,
    web_sys::{Element, HtmlElement},
};

use super::{
    code_view::{CodeView, Row},
    input::{on_click, on_focus, on_key, on_over},
    listing::LineState,
};
use crate::{
    browser::on_resize,
    ui::{
        panels::micro_steps::micro_steps,
        render::{
            ids::line_id,
            pointed::mark_pointed,
            reactive::effect,
            rendering::Rendering,
            vdom::{VElement, VNode, element},
        },
        text::{code as text, timeline::step_state},
    },
};

/// The lines near the viewport.
#[component]
pub fn Lines(view: CodeView) -> impl IntoView {
    let list: NodeRef<Ol> = NodeRef::new();
    let rendering = Rendering::new();
    let document = view.document;
    let mark = move |list: &Element| {
        let (listing, steps) = (view.listing.get_untracked(), document.pointed.get_untracked());
        mark_pointed(list, steps.into_iter().filter_map(|step| listing.line_of(step)).map(line_id));
    };
    effect(move || {
        let Some(list) = list.get() else { return };
        rendering.render(&list, draw(view));
        mark(&list);
        if view.wants_focus.get_value() {
            // The row may not be rendered yet: it is after it has been scrolled to, in a panel that is open long enough.
            view.reveal(view.focus.get_untracked());
            if let Ok(Some(row)) = list.query_selector("[tabindex='0']") {
                view.wants_focus.set_value(false);
                _ = row.unchecked_into::<HtmlElement>().focus();
            }
        }
    });
    effect(move || {
        document.pointed.track();
        if let Some(list) = list.get_untracked() {
            mark(&list);
        }
    });
    // The browser reports the size after it has laid out the page; measured sooner, it would do that twice.
    effect(move || {
        let Some(scroller) = view.scroller.get() else { return };
        on_resize([scroller.into()], move || {
            if !view.view.is_disposed() {
                view.sync_viewport();
            }
        });
    });
    // Another program has other lines; in another language the same step is on another line.
    let shown = StoredValue::new_local(view.listing.get_untracked());
    effect(move || {
        let listing = view.listing.get();
        // No step is below the fold, so that its row has the number of its line.
        let row = view.focus.get_untracked();
        let step = shown.with_value(|before| before.step_of(row).filter(|_| before.has_program_of(&listing)));
        let same = step.and_then(|step| listing.line_of(step));
        shown.set_value(listing);
        view.focus.set(same.unwrap_or_default());
        same.into_iter().for_each(|row| view.reveal(row));
    });
    view! {
        <div class="sheet" node_ref=view.scroller on:scroll=move |_| view.sync_viewport()>
            <ol
                class="lines"
                node_ref=list
                aria-label=text::LINES
                on:click=move |event| on_click(&event, view)
                on:keydown=move |event| on_key(&event, view)
                on:mouseover=move |event| on_over(&event, view)
                on:mouseleave=move |_| document.point_at(None)
                on:focusin=move |event| on_focus(&event, view)
            >
            </ol>
        </div>
    }
}

/// The rows to render, between gaps as high as the other rows.
fn draw(view: CodeView) -> Vec<VNode> {
    let (rendered, rows) = (view.rows_to_render(), view.rows());
    let gap =
        |rows: usize| element("li").attr("class", "gap").attr("aria-hidden", "true").attr("--rows", rows.to_string());
    let mut nodes: Vec<VNode> = vec![gap(rendered.start).into()];
    nodes.extend(rendered.clone().map(|row| draw_row(view, row).into()));
    nodes.push(gap(rows - rendered.end).into());
    nodes
}

fn draw_row(view: CodeView, number: usize) -> VElement {
    let has_keyboard = if view.focus.get() == number { "0" } else { "-1" };
    match view.row(number) {
        Row::Line(line) => draw_line(view, line).attr("tabindex", has_keyboard),
        Row::Fold => {
            let is_open = view.is_open.get();
            let lines = view.listing.with(|listing| listing.code.lines.len() - listing.code.folds_at);
            let button = element("button")
                .attr("class", "quiet fold")
                .attr("tabindex", has_keyboard)
                .attr_bool("aria-expanded", is_open)
                .text(text::helpers(lines));
            element("li").attr("class", "line").child(button)
        }
    }
}

fn describe(state: LineState) -> &'static str {
    match state {
        LineState::Step(state) => step_state(state),
        LineState::Suspended => text::SUSPENDED,
    }
}

fn draw_line(view: CodeView, line: usize) -> VElement {
    let run = view.run;
    let history = run.history.read();
    view.listing.with(|listing| {
        let moment = run.moment.get();
        let state = listing.state(&listing.code.lines[line], &history, moment);
        let tokens = listing.code.tokens(line);
        element("li")
            .attr("class", "line")
            .attr("id", line_id(line))
            .attr_opt("data-state", state.map(LineState::as_str))
            .attr_opt("aria-description", state.map(describe))
            .children(
                tokens.map(|token| element("span").attr("class", token.kind.as_str()).text(token.text.to_string())),
            )
            .children(
                listing
                    .opened(line)
                    .filter(|_| listing.has_threads)
                    .and_then(|step| micro_steps(listing.shown(&history), step, moment)),
            )
    })
}
