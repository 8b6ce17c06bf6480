//! What is remembered between visits. A browser may refuse storage; then nothing is remembered, and that is all.

use web_sys::Storage;

pub(super) fn get(key: &str) -> Option<String> {
    storage()?.get_item(key).ok()?
}

pub(super) fn set(key: &str, value: &str) {
    if let Some(storage) = storage() {
        _ = storage.set_item(key, value);
    }
}

fn storage() -> Option<Storage> {
    super::window().local_storage().ok()?
}
