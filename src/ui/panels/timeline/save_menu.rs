//! The menu that exports the timeline: as a picture, or as the event log behind it.

use leptos::prelude::*;

use super::{
    chart::Chart,
    svg_export::{WIDTH_PX, svg},
};
use crate::{
    browser::{drawing, files},
    ui::{
        render::{icons, menu::Menu},
        text::timeline as text,
    },
};

/// The choices of the menu, each with its label.
const CHOICES: [(&str, &str); 4] =
    [("svg", text::DOWNLOAD_SVG), ("png", text::DOWNLOAD_PNG), ("copy", text::COPY_SVG), ("log", text::DOWNLOAD_LOG)];

/// The drawing of the home that shows the present run.
const HOME: &str = ".house:first-child > .home";

#[component]
pub fn SaveMenu(chart: Chart) -> impl IntoView {
    let choices = CHOICES.map(|(choice, label)| {
        view! { <button class="quiet" on:click=move |_| save(chart, choice)>{label}</button> }
    });
    view! {
        <Menu label=text::SAVE_AS id="save" face=view! { <span inner_html=icons::DOWNLOAD></span> }.into_any()>
            {choices}
        </Menu>
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
    let picture = || svg(name, shown, &program.forecast, drawing::take(HOME, WIDTH_PX).as_ref());
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
