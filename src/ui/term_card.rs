//! The card that explains a word of the page when it is tapped.
//!
//! It is one popover for all words: the browser closes it at Escape or at a click elsewhere, and gives the focus back. Where
//! the browser has no popovers, About opens at the word.

use leptos::{
    ev::{Event, MouseEvent},
    html::Div,
    prelude::*,
    web_sys::{Element, HtmlElement},
};

use super::{
    dialogs::about::About,
    render::{icons, sketches::sketch, terms::CARD},
    text::{
        common::CLOSE,
        glossary::{self, ALL_WORDS, Term},
    },
};

/// Distance between a word and the card, in pixels.
const GAP_PX: f64 = 6.0;

/// The card. It listens to the clicks on all words, and to those in About.
#[component]
pub fn TermCard(about: About) -> impl IntoView {
    let card = NodeRef::<Div>::new();
    let word = StoredValue::new_local(None::<Element>);
    let on_click = move |event: MouseEvent| {
        let Some(card) = card.get_untracked() else { return };
        let Ok(Some(button)) = event_target::<Element>(&event).closest("[data-term], [data-act]") else { return };
        if button.has_attribute("data-act") {
            if !card.contains(Some(&button)) {
                return about.act(&button);
            }
            _ = card.hide_popover();
            let name = word.with_value(|word| word.as_ref().and_then(|word| word.get_attribute("data-term")));
            return about.open_at(&name.unwrap_or_default());
        }
        let Some(term) = glossary::find(&button.get_attribute("data-term").unwrap_or_default()) else { return };
        if card.popover().is_none() {
            return about.open_at(term.name);
        }
        // The browser opens and closes the card after this. A card of another word it would only close.
        if let Some(other) = word.try_update_value(|word| word.replace(button.clone())).flatten()
            && other != button
        {
            _ = other.set_attribute("aria-expanded", "false");
            _ = card.hide_popover();
        }
        card.set_inner_html(&content(term));
        place(&card, &button);
    };
    let listener = window_event_listener(leptos::ev::click, on_click);
    on_cleanup(move || listener.remove());
    let on_toggle = move |_: Event| {
        let Some(card) = card.get_untracked() else { return };
        let is_open = card.matches(":popover-open").unwrap_or_default();
        if is_open {
            _ = card.focus();
        }
        word.with_value(|word| {
            let expanded = if is_open { "true" } else { "false" };
            word.iter().for_each(|word| _ = word.set_attribute("aria-expanded", expanded));
        });
    };
    view! {
        <div
            class="term-card" id=CARD popover="auto" role="dialog" tabindex="-1"
            aria-labelledby="term-name" aria-describedby="term-text"
            node_ref=card on:toggle=on_toggle
        ></div>
    }
}

fn content(term: &Term) -> String {
    let (name, text, drawing, icon) = (term.name, term.text, sketch(term.name), icons::STOP);
    format!(
        r#"<h2 id="term-name">{name}</h2>
<button class="quiet icon" popovertarget="{CARD}" popovertargetaction="hide" aria-label="{CLOSE}" title="{CLOSE}">{icon}</button>
{drawing}<p id="term-text">{text}</p>
<button class="quiet all" data-act="words">{ALL_WORDS}</button>"#
    )
}

/// Puts the card below the text that a word is in, or above it in the lower half of the window. The style sheet keeps it
/// inside.
fn place(card: &HtmlElement, word: &Element) {
    let text = word.closest("p, dd, li, small").ok().flatten();
    let (word, area) = (word.get_bounding_client_rect(), text.as_ref().unwrap_or(word).get_bounding_client_rect());
    let height = window().inner_height().ok().and_then(|height| height.as_f64()).unwrap_or_default();
    let is_above = area.top() + area.bottom() > height;
    let y = if is_above { height - area.top() } else { area.bottom() };
    _ = card.set_attribute("data-side", if is_above { "above" } else { "below" });
    // As whole numbers: the text of others would add a table to the page.
    for (name, px) in [("--x", word.left()), ("--y", y + GAP_PX)] {
        _ = card.style().set_property(name, &[&(px as i32).to_string(), "px"].concat());
    }
}
