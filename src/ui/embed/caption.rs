//! The title of the program and the verdict on its run, in small type.

use leptos::prelude::*;

use crate::ui::{
    render::reactive::text_signal,
    state::{use_document, use_run},
    story::verdict,
};

/// A line that moves nothing when it changes: it lies over the home, or has a height of its own above the timeline.
#[component]
pub fn Caption(over_home: bool) -> impl IntoView {
    let (document, run) = (use_document(), use_run());
    let title = move || document.own_title().unwrap_or_default();
    let said = move || verdict(run).text;
    view! {
        <div class="caption" data-over=over_home.to_string()>
            <p title=text_signal(said)>
                <b prop:textContent=text_signal(title)></b>
                <span role="status" data-tone=text_signal(move || verdict(run).tone) prop:textContent=text_signal(said)></span>
            </p>
        </div>
    }
}
