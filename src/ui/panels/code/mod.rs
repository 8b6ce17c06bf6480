//! The program as code: the same steps in other languages, lit line by line as they run.

mod code_view;
mod input;
mod lines;
mod listing;

use leptos::{prelude::*, web_sys::Element};

use self::{code_view::CodeView, lines::Lines};
use crate::{
    browser::files,
    codegen::{self, Language},
    ui::{
        render::{
            icons,
            render_effect::render_effect,
            vdom::{VNode, element},
        },
        text::seconds,
    },
};

#[component]
pub fn CodePanel() -> impl IntoView {
    let view = CodeView::new();
    let (head, foot) = (NodeRef::new(), NodeRef::new());
    render_effect(head, move || draw_head(view));
    render_effect(foot, move || differences(view.target()));
    let on_click = move |event: leptos::ev::MouseEvent| {
        if let Ok(Some(button)) = event_target::<Element>(&event).closest("[data-code]") {
            dispatch(view, &button.get_attribute("data-code").unwrap_or_default());
        }
    };
    view! {
        <section class="code" aria-label="Code">
            <div node_ref=head on:click=on_click></div>
            <Lines view />
            <div class="foot" node_ref=foot></div>
        </section>
    }
}

/// The languages to choose from, what to do with the code, and how long it would take without async.
fn draw_head(view: CodeView) -> Vec<VNode> {
    let button = |class, what, label| {
        element("button").attr("class", class).attr("data-code", what).attr("aria-label", label).attr("title", label)
    };
    let language = |target: &'static Language| {
        element("button")
            .attr("class", "quiet")
            .attr("data-code", target.id)
            .attr_bool("aria-pressed", target.id == view.target().id)
            .text(short(target))
    };
    let languages = element("div").attr("class", "languages").attr("role", "group").attr("aria-label", "Language");
    let head = element("div")
        .attr("class", "head")
        .child(languages.children(codegen::LANGUAGES.map(language)))
        .child(button("quiet icon", "copy", "Copy the code").inner_html(icons::COPY))
        .child(button("quiet icon", "download", "Download the code").inner_html(icons::DOWNLOAD));
    let sequential_run = (!view.target().is_async).then(|| view.listing.get().sequential_run).flatten();
    let remark = sequential_run.map(|run| {
        let (sequential, concurrent) = (seconds(run.end()), seconds(view.document.prediction().end()));
        let words = format!("Takes {sequential} where the program takes {concurrent}: nothing overlaps.");
        element("p").attr("class", "remark").text(words)
    });
    std::iter::once(head).chain(remark).map(VNode::Element).collect()
}

/// A name short enough for its button. "Before async" is Python too, which has a button already.
fn short(language: &Language) -> &'static str {
    if language.is_async { language.name } else { "Before async" }
}

/// Explains each construct by its difference from Python.
fn differences(target: &'static Language) -> Vec<VNode> {
    let title = match target.id {
        "python" => "What the words mean",
        "blocking" => "What is different with async?",
        _ => "What is different from Python?",
    };
    let entries = target
        .differences
        .iter()
        .flat_map(|difference| [element("dt").text(difference.subject), element("dd").text(difference.text)]);
    let details = element("details")
        .attr("class", "differences")
        .child(element("summary").text(title))
        .child(element("dl").children(entries));
    vec![details.into()]
}

/// Chooses a language, or takes the code along.
fn dispatch(view: CodeView, what: &str) {
    let (document, preferences) = (view.document, view.preferences);
    let (target, listing) = (view.target_untracked(), view.listing.get_untracked());
    match what {
        "copy" => {
            document.copy(listing.code.text(), format!("The program was copied as {}.", target.name));
        }
        "download" => {
            let name =
                document.program.with_untracked(|program| program.preset.map_or("program", |preset| preset.name));
            files::save_as(name, target.extension, target.mime, listing.code.text());
        }
        id => codegen::find(id).into_iter().for_each(|target| preferences.set_language(target.id)),
    }
}
