//! The program as code: the same steps in other languages, lit line by line as they run.

mod hand;
mod lines;
mod paper;
mod written;

use leptos::{prelude::*, web_sys::Element};

use self::{lines::Lines, paper::Paper};
use super::{
    icons,
    mural::keep_drawn,
    session::use_session,
    sketch::{Piece, shape},
    words::seconds,
};
use crate::{
    browser::files,
    codegen::{self, About, Target},
};

#[component]
pub fn CodePanel() -> impl IntoView {
    let paper = Paper::new(use_session());
    let (head, foot) = (NodeRef::new(), NodeRef::new());
    keep_drawn(head, move || draw_head(paper));
    keep_drawn(foot, move || differences(paper.target()));
    let on_click = move |event: leptos::ev::MouseEvent| {
        if let Ok(Some(button)) = event_target::<Element>(&event).closest("[data-code]") {
            act(paper, &button.get_attribute("data-code").unwrap_or_default());
        }
    };
    view! {
        <section class="code" aria-label="Code">
            <div node_ref=head on:click=on_click></div>
            <Lines paper />
            <div class="foot" node_ref=foot></div>
        </section>
    }
}

/// The languages to choose from, what to do with the code, and how long it would take without async.
fn draw_head(paper: Paper) -> Vec<Piece> {
    let button = |class, what, label| {
        shape("button").with("class", class).with("data-code", what).with("aria-label", label).with("title", label)
    };
    let language = |target: &'static dyn Target| {
        shape("button")
            .with("class", "quiet")
            .with("data-code", target.about().id)
            .with_bool("aria-pressed", target.about().id == paper.target().about().id)
            .text(short(target.about()))
    };
    let languages = shape("div").with("class", "languages").with("role", "group").with("aria-label", "Language");
    let head = shape("div")
        .with("class", "head")
        .piece(languages.pieces(codegen::ALL.map(language)))
        .piece(button("quiet icon", "copy", "Copy the code").markup(icons::COPY))
        .piece(button("quiet icon", "download", "Download the code").markup(icons::DOWNLOAD));
    let alone = (paper.target().about().id == "blocking").then(|| paper.written.get().alone).flatten();
    let remark = alone.map(|alone| {
        let (alone, together) = (seconds(alone.end()), seconds(paper.session.prediction().end()));
        let words = format!("Takes {alone} where the program takes {together}: nothing overlaps.");
        shape("p").with("class", "remark").text(words)
    });
    std::iter::once(head).chain(remark).map(Piece::Shape).collect()
}

/// What there is room for; the program is Python on its other button too.
fn short(about: &About) -> &'static str {
    if about.id == "blocking" { "Before async" } else { about.name }
}

/// What is different here from Python, construct by construct.
fn differences(target: &'static dyn Target) -> Vec<Piece> {
    let title = match target.about().id {
        "python" => "What the words mean",
        "blocking" => "What is different with async?",
        _ => "What is different from Python?",
    };
    let entries = target
        .differences()
        .iter()
        .flat_map(|difference| [shape("dt").text(difference.construct.as_str()), shape("dd").text(difference.text)]);
    let details = shape("details")
        .with("class", "differences")
        .piece(shape("summary").text(title))
        .piece(shape("dl").pieces(entries));
    vec![details.into()]
}

/// Chooses a language, or takes the code along.
fn act(paper: Paper, what: &str) {
    let session = paper.session;
    let (target, written) = (paper.target_untracked(), paper.written.get_untracked());
    match what {
        "copy" => {
            session.copy(written.code.text(), format!("The program was copied as {}.", target.about().name));
        }
        "download" => {
            let name = session.program.with_untracked(|program| program.preset.map_or("program", |preset| preset.name));
            files::save_as(name, target.about().extension, target.about().mime, written.code.text());
        }
        id => codegen::find(id).into_iter().for_each(|target| session.language.set(target.about().id)),
    }
}
