//! The bar at the top of the page.

use leptos::{html::Dialog, prelude::*};

use super::{
    dialogs::{about::About, keys, library::Library, share::Share},
    present::Presentation,
    render::{icons, reactive::text_signal},
    state::{use_document, use_preferences},
    text::{
        about::ABOUT,
        header as text,
        page::APP_NAME,
        present::{PRESENT, PRESENT_TITLE},
    },
};
use crate::{browser::Theme, program::presets};

/// The bar with the presets, a person's own programs, and the theme.
#[component]
pub fn Header(
    library: Library,
    share: Share,
    about: About,
    help: NodeRef<Dialog>,
    presentation: Presentation,
) -> impl IntoView {
    let (document, preferences) = (use_document(), use_preferences());
    let theme = preferences.theme;
    let chosen = move || document.preset().map_or("", |preset| preset.id);
    let choose = move |event| {
        if let Some(preset) = presets::find(&event_target_value(&event)) {
            document.open_preset(preset);
        }
    };
    view! {
        <header class="bar">
            <div class="brand">
                <h1><span class="mark" inner_html=icons::HOUSE></span>{APP_NAME}</h1>
                <p>{text::WHAT_THIS_IS}</p>
            </div>
            <label class="preset">
                <span>{text::PRESET}</span>
                <select on:change=choose prop:value=text_signal(chosen)>
                    <option value="" hidden=true prop:textContent=text_signal(move || document.title())></option>
                    {presets::ALL.map(|preset| view! { <option value=preset.id selected=preset.id == untrack(chosen)>{preset.name}</option> })}
                </select>
            </label>
            <button class="quiet own" title=text::NEW_TITLE on:click=move |_| library.start_anew()>
                <span inner_html=icons::NEW></span><span class="word">{text::NEW}</span>
            </button>
            <button class="quiet own" title=text::MY_PROGRAMS on:click=move |_| library.open()>
                <span inner_html=icons::LIBRARY></span><span class="word">{text::MY_PROGRAMS}</span>
            </button>
            <button class="quiet own" title=text::SHARE on:click=move |_| share.open()>
                <span inner_html=icons::SHARE></span><span class="word">{text::SHARE}</span>
            </button>
            <button class="quiet own for-screens" title=PRESENT_TITLE on:click=move |_| presentation.begin()>
                <span inner_html=icons::PRESENT></span><span class="word">{PRESENT}</span>
            </button>
            <button class="quiet own for-readers" title=ABOUT on:click=move |_| about.open()>
                <span inner_html=icons::ABOUT></span><span class="word">{ABOUT}</span>
            </button>
            <button class="quiet icon for-keys" aria-label=text::KEYS title=text::KEYS_TITLE on:click=move |_| keys::show(help) inner_html=icons::KEYS></button>
            <button
                class="quiet icon"
                aria-label=text_signal(move || text::theme(theme.get()))
                title=text_signal(move || text::theme(theme.get()))
                on:click=move |_| preferences.choose_next_theme()
                inner_html=text_signal(move || match theme.get() {
                    Theme::Auto => icons::AUTO,
                    Theme::Light => icons::SUN,
                    Theme::Dark => icons::MOON,
                })
            ></button>
        </header>
    }
}
