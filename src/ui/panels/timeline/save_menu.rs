//! The menu that exports the timeline: as a picture, or as the event log behind it.

use leptos::{html::Details, prelude::*, web_sys::Element};

use super::{chart::Chart, svg_export::svg};
use crate::{
    browser::files,
    ui::{render::icons, text::timeline as text},
};

/// The choices of the menu, each with its label.
const CHOICES: [(&str, &str); 4] =
    [("svg", text::DOWNLOAD_SVG), ("png", text::DOWNLOAD_PNG), ("copy", text::COPY_SVG), ("log", text::DOWNLOAD_LOG)];

#[component]
pub fn SaveMenu(chart: Chart) -> impl IntoView {
    let menu: NodeRef<Details> = NodeRef::new();
    let close = move || {
        if let Some(menu) = menu.get_untracked() {
            menu.set_open(false);
        }
    };
    let on_click = move |event: leptos::ev::MouseEvent| {
        if let Some(choice) = event_target::<Element>(&event).get_attribute("data-as") {
            save(chart, &choice);
            close();
        }
    };
    let on_key = move |event: leptos::ev::KeyboardEvent| {
        if event.key() == "Escape" {
            close();
        }
    };
    let choices = CHOICES.map(|(choice, label)| view! { <button class="quiet" data-as=choice>{label}</button> });
    view! {
        <details class="save" node_ref=menu on:click=on_click on:keydown=on_key>
            <summary class="icon" aria-label=text::SAVE_AS title=text::SAVE_AS inner_html=icons::DOWNLOAD></summary>
            <div class="choices">{choices}</div>
        </details>
    }
}

fn save(chart: Chart, choice: &str) {
    let (document, run) = (chart.document, chart.run);
    let program = document.program.get_untracked();
    let name = &*untrack(|| document.title());
    // A run that has ended is exported as it ran; otherwise, the prediction is.
    let has_run = untrack(|| run.is_over());
    let history = run.history.read_untracked();
    let shown = if has_run { &*history } else { &*program.prediction };
    let picture = || svg(name, shown, &program.forecast);
    match choice {
        "svg" => files::save_as(&files::file_name(name, "timeline", "svg"), "image/svg+xml", &picture()),
        "png" => files::save_as_png(files::file_name(name, "timeline", "png"), &picture(), move |saved| {
            // The page may be gone by then.
            if let Some(words) = text::saved_picture(saved).filter(|_| !run.phase.is_disposed()) {
                document.announce(words.into());
            }
        }),
        "copy" => document.copy(&picture(), text::COPIED_SVG.into()),
        _ => {
            let log = untrack(|| run.with_log(|log| log.to_json(&program.plan)));
            files::save_as(&files::file_name(name, "log", "json"), "application/json", &log);
        }
    }
}
