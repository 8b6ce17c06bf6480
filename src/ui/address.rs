//! Synchronizes the page's address with the program, in both directions.

use std::time::Duration;

use leptos::prelude::*;
use wasm_bindgen_futures::spawn_local;

use super::{
    dialogs::library::Library,
    render::reactive::effect,
    state::{Document, MODEL_KEYS, use_document},
};
use crate::browser::{Address, ProgramSource, fragment, program_link, replace_url};
use crate::runtime::Model;

/// The minimum time between two changes of the address: browsers refuse changes that come too often.
const MIN_UPDATE_INTERVAL: Duration = Duration::from_millis(400);

/// Longer notation is put into the address only when it is compressed.
const MAX_PLAIN_BYTES: usize = 2_000;

/// Writes the program to the address after each change, and opens the program of an address that changes.
pub fn sync(library: Library, notices: RwSignal<Vec<String>>) {
    let document = use_document();
    let sync = AddressSync {
        document,
        library,
        notices,
        is_throttled: StoredValue::new_local(false),
        said: StoredValue::new((document.model.get_untracked(), document.name.get_untracked())),
    };
    effect(move || {
        document.editor.track();
        document.model.track();
        document.name.track();
        sync.update();
    });
    let changed = window_event_listener_untyped("hashchange", move |_| spawn_local(sync.read()));
    on_cleanup(move || changed.remove());
}

#[derive(Clone, Copy)]
struct AddressSync {
    document: Document,
    library: Library,
    /// Problems with the address, which the page shows.
    notices: RwSignal<Vec<String>>,
    /// True if the address has changed less than [`MIN_UPDATE_INTERVAL`] ago; it is updated again after that.
    is_throttled: StoredValue<bool, LocalStorage>,
    /// The model and the name of the program that the address says.
    said: StoredValue<(Model, String)>,
}

impl AddressSync {
    /// Writes the present program to the address, or the later program once the address may change again.
    fn update(self) {
        let text = self.document.editor.read_untracked().text();
        let said = (self.document.model.get_untracked(), self.document.name.get_untracked());
        let is_written = self.document.is_addressed_as(&text) && self.said.with_value(|before| *before == said);
        if self.is_throttled.get_value() || is_written {
            return;
        }
        let name = said.1.clone();
        self.said.set_value(said);
        let keys = untrack(|| self.document.model_keys());
        self.is_throttled.set_value(true);
        // The page may be gone by then.
        let again = move || {
            if self.is_throttled.try_set_value(false).is_none() {
                self.update();
            }
        };
        set_timeout(again, MIN_UPDATE_INTERVAL);
        self.document.set_addressed(text.clone());
        if let Some(preset) = self.document.plain_preset() {
            return replace_url(&program_link(Some(preset.id), "", "", &keys, &MODEL_KEYS));
        }
        // Compression takes a moment: a page that is reloaded before it is done must find the program.
        if text.len() < MAX_PLAIN_BYTES {
            replace_url(&program_link(None, &name, &fragment::write_plain(&text), &keys, &MODEL_KEYS));
        }
        spawn_local(async move {
            // A program that is too long for an address leaves it without a program, not with an older one.
            let new = program_link(None, &name, &fragment::write(&text).await.unwrap_or_default(), &keys, &MODEL_KEYS);
            if self.document.is_addressed_as(&text) {
                replace_url(&new);
            }
        });
    }

    /// Opens the program of an address that a person has edited or gone back to.
    async fn read(self) {
        let Address { program, title, notices, model, threads, .. } = Address::current().await;
        if self.is_throttled.is_disposed() {
            return;
        }
        self.notices.set(notices);
        match program {
            Some(ProgramSource::Notation(written)) => {
                self.library.open_written(written);
                self.document.set_name(title.unwrap_or_default());
            }
            Some(ProgramSource::Preset(preset)) => self.document.open_preset(preset),
            None => return,
        }
        if let Some(model) = model.and_then(|word| Model::of(&word, &threads)) {
            self.document.set_model(model);
        }
        self.document.set_addressed(self.document.editor.read_untracked().text());
    }
}
