//! The bar at the top of the page.

use leptos::{html::Dialog, prelude::*};

use super::{
    dialogs::{about::About, keys, library::Library, share::Share},
    present::Presentation,
    render::{icons, menu::Menu, preset_options::preset_options, reactive::text_signal},
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
    // In a row, or in a menu where there is no room for their words.
    let tools = move || {
        view! {
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
            <button class="quiet icon for-keys" title=text::KEYS_TITLE on:click=move |_| keys::show(help)>
                <span inner_html=icons::KEYS></span><span class="word">{text::KEYS}</span>
            </button>
            <button class="quiet icon" title=text_signal(move || text::theme(theme.get())) on:click=move |_| preferences.choose_next_theme()>
                <span inner_html=text_signal(move || match theme.get() {
                    Theme::Auto => icons::AUTO,
                    Theme::Light => icons::SUN,
                    Theme::Dark => icons::MOON,
                })></span>
                <span class="word" prop:textContent=text_signal(move || text::theme(theme.get()))></span>
            </button>
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
                    {preset_options(untrack(chosen))}
                </select>
            </label>
            <button class="quiet own" title=text::NEW_TITLE on:click=move |_| library.start_anew()>
                <span inner_html=icons::NEW></span><span class="word">{text::NEW}</span>
            </button>
            <div class="wide">{tools()}</div>
            <Menu label=text::MENU id="page" face=view! { <span inner_html=icons::MORE></span><span>{text::MENU.name}</span> }.into_any()>
                {tools()}
            </Menu>
        </header>
    }
}
