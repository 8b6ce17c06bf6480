use std::time::Duration;

use leptos::{
    html::Ol,
    prelude::*,
    wasm_bindgen::JsCast,
    web_sys::{Element, HtmlElement},
};

use super::{
    hand::{on_click, on_focus, on_key, on_over},
    paper::{PART, Paper, Row},
};
use crate::{
    codegen::TokenKind,
    ui::{
        live::follow,
        mural::mark_pointed,
        sketch::{Piece, Shape, Sketch, shape, text},
        words::count,
    },
};

/// The lines that are near what is seen.
#[component]
pub fn Lines(paper: Paper) -> impl IntoView {
    let list: NodeRef<Ol> = NodeRef::new();
    let sketch = StoredValue::new_local(Sketch::default());
    let session = paper.session;
    let mark = move |list: &Element| {
        let (written, steps) = (paper.written.get_untracked(), session.pointed.get_untracked());
        mark_pointed(list, steps.into_iter().filter_map(|step| written.line_of(step)).map(line_id));
    };
    follow(move || {
        let Some(list) = list.get().filter(|_| paper.reach.get() > 0) else { return };
        let pieces = draw(paper);
        sketch.update_value(|sketch| sketch.draw(&list, pieces));
        mark(&list);
        if paper.wants_focus.get_value() {
            // The row may not be drawn yet: it is once it has been scrolled to, and the panel that opens has come so far.
            paper.reveal(paper.focus.get_untracked());
            if let Ok(Some(row)) = list.query_selector("[tabindex='0']") {
                paper.wants_focus.set_value(false);
                _ = row.unchecked_into::<HtmlElement>().focus();
            }
        }
    });
    follow(move || {
        session.pointed.track();
        if let Some(list) = list.get_untracked().filter(|_| paper.reach.get_untracked() > 0) {
            mark(&list);
        }
    });
    // What there is room for is known when a frame is painted; asked for it sooner, the browser would lay it out twice.
    let grow = move |reach| {
        if !paper.reach.is_disposed() {
            paper.look();
            paper.reach.update(|now| *now = (*now).max(reach + PART));
        }
    };
    follow(move || {
        let reach = paper.reach.get();
        if reach == 0 || reach <= paper.drawn().len() {
            request_animation_frame(move || set_timeout(move || grow(reach), Duration::ZERO));
        }
    });
    // Another program has other lines.
    follow(move || {
        session.program.track();
        session.language.track();
        paper.focus.set(0);
    });
    let resized = window_event_listener(leptos::ev::resize, move |_| paper.look());
    on_cleanup(move || resized.remove());
    view! {
        <div class="sheet" node_ref=paper.scroller on:scroll=move |_| paper.look()>
            <ol
                class="lines"
                node_ref=list
                aria-label="Lines"
                on:click=move |event| on_click(&event, paper)
                on:keydown=move |event| on_key(&event, paper)
                on:mouseover=move |event| on_over(&event, paper)
                on:mouseleave=move |_| session.point_at(None)
                on:focusin=move |event| on_focus(&event, paper)
            >
            </ol>
        </div>
    }
}

pub fn line_id(line: usize) -> String {
    format!("line-{line}")
}

/// The line that an element shows, from its id.
pub fn line_of(element_id: &str) -> Option<usize> {
    element_id.strip_prefix("line-")?.parse().ok()
}

/// Gaps as high as the other rows stand for them.
fn draw(paper: Paper) -> Vec<Piece> {
    let (drawn, rows) = (paper.drawn(), paper.rows());
    let gap =
        |rows: usize| shape("li").with("class", "gap").with("aria-hidden", "true").with("--rows", rows.to_string());
    let mut pieces: Vec<Piece> = vec![gap(drawn.start).into()];
    pieces.extend(drawn.clone().map(|row| draw_row(paper, row).into()));
    pieces.push(gap(rows - drawn.end).into());
    pieces
}

fn draw_row(paper: Paper, number: usize) -> Shape {
    let has_keyboard = if paper.focus.get() == number { "0" } else { "-1" };
    match paper.row(number) {
        Row::Line(line) => draw_line(paper, line).with("tabindex", has_keyboard),
        Row::Fold => {
            let is_open = paper.is_open.get();
            let lines = paper.written.with(|written| written.code.lines.len() - written.code.stubs_at);
            let button = shape("button")
                .with("class", "quiet fold")
                .with("tabindex", has_keyboard)
                .with_bool("aria-expanded", is_open)
                .text(format!("Helpers and devices, {}", count(lines, "line")));
            shape("li").with("class", "line").piece(button)
        }
    }
}

fn draw_line(paper: Paper, line: usize) -> Shape {
    let session = paper.session;
    let history = session.history.read();
    paper.written.with(|written| {
        let state = written.state(&written.code.lines[line], &history, session.moment.get());
        let pieces = written.code.tokens(line).map(|token| match token.kind {
            TokenKind::Plain => text(token.text.to_string()),
            kind => shape("span").with("class", kind.as_str()).text(token.text.to_string()).into(),
        });
        pieces.fold(
            shape("li")
                .with("class", "line")
                .with("id", line_id(line))
                .with_some("data-state", state)
                .with_some("aria-description", state),
            Shape::piece,
        )
    })
}
