//! The dialog that says what Homeloop is, answers a learner's questions and explains the words of the page.

use leptos::{
    html::Dialog,
    prelude::*,
    wasm_bindgen::JsCast,
    web_sys::{Element, HtmlElement},
};

use super::{keys, share::Share};
use crate::{
    program::presets,
    ui::{
        dialogs::head::{empty_dialog, head},
        render::sketches::sketch,
        state::{Document, Form, Preferences, TimelineView, use_document, use_preferences},
        text::about::{self as text, content_html},
    },
};

/// The dialog. A handle: copies are the same.
#[derive(Clone, Copy)]
pub struct About {
    dialog: NodeRef<Dialog>,
    keys: NodeRef<Dialog>,
    /// `None` in a page that is a part of another one.
    share: Option<Share>,
    document: Document,
    preferences: Preferences,
}

impl About {
    pub fn new(keys: NodeRef<Dialog>, share: Option<Share>) -> Self {
        Self { dialog: NodeRef::new(), keys, share, document: use_document(), preferences: use_preferences() }
    }

    /// Fills the dialog and opens it.
    pub fn open(self) {
        if let Some(dialog) = self.dialog.get_untracked() {
            let (head, content) = (head("about-title", text::TITLE), content_html(sketch, self.share.is_some()));
            dialog.set_inner_html(&format!(r#"<div class="inside"><div class="head">{head}</div>{content}</div>"#));
            _ = dialog.show_modal();
        }
    }

    /// Opens the dialog at a word of the glossary.
    pub fn open_at(self, word: &str) {
        self.open();
        if let Some(entry) = text::word_id(word).and_then(|id| document().get_element_by_id(&id)) {
            entry.scroll_into_view();
            _ = entry.unchecked_into::<HtmlElement>().focus();
        }
    }

    /// Executes what a button of the dialog is for. Each of them closes it.
    pub fn act(self, button: &Element) {
        let Some(dialog) = self.dialog.get_untracked().filter(|dialog| dialog.contains(Some(button))) else { return };
        dialog.close();
        match (&*button.get_attribute("data-act").unwrap_or_default(), self.share) {
            ("keys", _) => keys::show(self.keys),
            ("share", Some(share)) => share.open_for_a_page(),
            ("open", _) => {
                let preset = button.get_attribute("data-preset").and_then(|id| presets::find(&id));
                preset.into_iter().for_each(|preset| self.document.open_preset(preset));
            }
            ("view", _) => {
                let view = button.get_attribute("data-view").and_then(|name| TimelineView::named(&name));
                view.into_iter().for_each(|view| self.preferences.show_in_timeline(view));
                self.preferences.set_panel("timeline");
            }
            ("code", _) => {
                self.preferences.set_form(Form::Code);
                self.preferences.set_panel("program");
            }
            _ => {}
        }
    }
}

/// The dialog, without content until it is shown.
#[component]
pub fn AboutDialog(about: About) -> impl IntoView {
    empty_dialog("library about", "about-title", about.dialog)
}
