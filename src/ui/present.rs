//! The view for a projector: home and timeline in large type, on the whole screen where the browser allows that.

use leptos::prelude::*;

use super::{
    render::{icons, reactive::view_signal},
    text::present as text,
};
use crate::browser::{enter_fullscreen, is_fullscreen, leave_fullscreen};

/// Presents the page on request. A handle: copies are the same.
#[derive(Clone, Copy)]
pub struct Presentation {
    pub is_on: ReadSignal<bool>,
    write: WriteSignal<bool>,
}

impl Presentation {
    pub fn new() -> Self {
        let (is_on, write) = signal(false);
        let presentation = Self { is_on, write };
        // The browser leaves the whole screen at Escape without telling of the key.
        let left = window_event_listener_untyped("fullscreenchange", move |_| {
            if !is_fullscreen() {
                presentation.end();
            }
        });
        let escape = window_event_listener(leptos::ev::keydown, move |event| {
            if event.key() == "Escape" && !event.default_prevented() && is_on.get_untracked() {
                presentation.end();
            }
        });
        on_cleanup(move || [left, escape].into_iter().for_each(|listener| listener.remove()));
        presentation
    }

    pub fn begin(self) {
        self.write.set(true);
        enter_fullscreen();
    }

    fn end(self) {
        if self.is_on.get_untracked() {
            self.write.set(false);
            leave_fullscreen();
        }
    }
}

/// The button that ends the presentation, while there is one.
#[component]
pub fn EndPresentation(presentation: Presentation) -> impl IntoView {
    let button = move || {
        presentation.is_on.get().then(|| {
            view! {
                <button class="quiet end" title=text::END_TITLE on:click=move |_| presentation.end()>
                    <span inner_html=icons::STOP></span>{text::END}
                </button>
            }
        })
    };
    view_signal(button)
}
