//! The program as code in several languages. Each line shows the state of its steps at the cursor.

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
            rendering::render_effect,
            terms::with_words,
            vdom::{VNode, element},
        },
        text::{code as text, page::CODE},
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
        <section class="code" aria-label=CODE>
            <div node_ref=head on:click=on_click></div>
            <Lines view />
            <div class="foot" node_ref=foot></div>
        </section>
    }
}

/// The buttons for the languages and for the code, and the duration of the program without async.
fn draw_head(view: CodeView) -> Vec<VNode> {
    let button = |class, what, label| {
        element("button").attr("class", class).attr("data-code", what).attr("aria-label", label).attr("title", label)
    };
    let language = |target: &'static Language| {
        element("button")
            .attr("class", "quiet")
            .attr("data-code", target.id)
            .attr_bool("aria-pressed", target.id == view.preferences.language.get())
            .text(text::language(target))
    };
    let languages = element("div").attr("class", "languages").attr("role", "group").attr("aria-label", text::LANGUAGE);
    let head = element("div")
        .attr("class", "head")
        .child(languages.children(codegen::LANGUAGES.map(language)))
        .child(button("quiet icon", "copy", text::COPY).inner_html(icons::COPY))
        .child(button("quiet icon", "download", text::DOWNLOAD).inner_html(icons::DOWNLOAD));
    let own_run = view.listing.get().own_run;
    let remark = own_run.filter(|_| view.document.is_predicted()).and_then(|run| {
        let program = view.document.program.read();
        text::own_duration(view.target(), (&program.source, &program.plan), run.end(), program.prediction.end())
    });
    let other_model = text::other_model(view.document.model.read().word(), view.target());
    let remark =
        other_model.map(str::to_owned).or(remark).map(|remark| element("p").attr("class", "remark").text(remark));
    std::iter::once(head).chain(remark).map(VNode::Element).collect()
}

/// Says how the code is proven, and explains each construct by its difference from Python.
fn differences(target: &'static Language) -> Vec<VNode> {
    let subject = |subject| with_words(element("dt"), &format!("[{subject}]"));
    let entries = target
        .differences
        .iter()
        .flat_map(|difference| [subject(difference.subject), element("dd").text(difference.text)]);
    let details = element("details")
        .attr("class", "differences")
        .child(element("summary").text(text::differences(target)))
        .child(element("dl").children(entries));
    vec![element("p").attr("class", "proof").text(text::proof(target)).into(), details.into()]
}

/// Selects a language, copies the code or downloads it.
fn dispatch(view: CodeView, what: &str) {
    let (document, preferences) = (view.document, view.preferences);
    let (target, listing) = (view.target_untracked(), view.listing.get_untracked());
    match what {
        "copy" => document.copy(listing.code.text(), text::copied(target)),
        "download" => {
            let title = untrack(|| document.title());
            let name = files::file_name(&title, text::file_kind(target), target.extension);
            files::save_as(&name, target.mime, listing.code.text());
        }
        id => codegen::find(id).into_iter().for_each(|target| preferences.set_language(target.id)),
    }
}
