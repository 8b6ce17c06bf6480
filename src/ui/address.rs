//! Keeps the page's address true to the program, so that it can be shared; and follows an address that is changed.

use std::time::Duration;

use leptos::prelude::*;
use wasm_bindgen_futures::spawn_local;

use super::{
    dialogs::library::Library,
    render::reactive::effect,
    state::{Document, use_document},
};
use crate::browser::{Address, ProgramSource, fragment, program_link, replace_url};

/// How long the address stays as it is before it may change again: browsers refuse what comes too often.
const MIN_UPDATE_INTERVAL: Duration = Duration::from_millis(400);

/// How many bytes of notation an address may tell until they are packed.
const MAX_PLAIN_BYTES: usize = 2_000;

/// Has the address tell the program from now on.
pub fn sync(library: Library, notices: RwSignal<Vec<String>>) {
    let document = use_document();
    let sync = AddressSync { document, library, notices, is_throttled: StoredValue::new_local(false) };
    effect(move || {
        document.editor.track();
        sync.update();
    });
    let changed = window_event_listener_untyped("hashchange", move |_| spawn_local(sync.read()));
    on_cleanup(move || changed.remove());
}

#[derive(Clone, Copy)]
struct AddressSync {
    document: Document,
    library: Library,
    /// What the page says of an address that asks for what there is not.
    notices: RwSignal<Vec<String>>,
    /// Whether the address has changed a moment ago, and will be looked at again.
    is_throttled: StoredValue<bool, LocalStorage>,
}

impl AddressSync {
    /// Has the address tell the program as it is now, or as it will be when the address may change again.
    fn update(self) {
        let text = self.document.editor.read_untracked().text();
        if self.is_throttled.get_value() || self.document.is_addressed_as(&text) {
            return;
        }
        self.is_throttled.set_value(true);
        // By then the page may have been taken down.
        let again = move || {
            if self.is_throttled.try_set_value(false).is_none() {
                self.update();
            }
        };
        set_timeout(again, MIN_UPDATE_INTERVAL);
        self.document.set_addressed(text.clone());
        if let Some(preset) = self.document.plain_preset() {
            return self.show(&program_link(Some(preset.id), "", &[]));
        }
        // Who reloads the page at once shall find the program again.
        if text.len() < MAX_PLAIN_BYTES {
            self.show(&program_link(None, &fragment::write_plain(&text), &[]));
        }
        spawn_local(async move {
            // What no address can hold is not told, nor is another program in its place.
            let new = program_link(None, &fragment::write(&text).await.unwrap_or_default(), &[]);
            if self.document.is_addressed_as(&text) {
                self.show(&new);
            }
        });
    }

    fn show(self, link: &str) {
        replace_url(link);
        // The tab keeps what is on the page under its address.
        _ = self.library.flush();
    }

    /// Takes over the program of an address that a person has changed, or gone back to.
    async fn read(self) {
        let Address { program, notices, .. } = Address::current().await;
        if self.is_throttled.is_disposed() {
            return;
        }
        self.notices.set(notices);
        match program {
            Some(ProgramSource::Notation(written)) => self.library.open_written(written),
            Some(ProgramSource::Preset(preset)) => self.document.open_preset(preset),
            None => return,
        }
        self.document.set_addressed(self.document.editor.read_untracked().text());
    }
}
