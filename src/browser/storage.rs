//! The browser's key-value storage. It may be refused or full; callers get to know which.

use wasm_bindgen::JsValue;

/// A storage area of this origin.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Store {
    /// `localStorage`: shared by all tabs, kept for later visits.
    Browser,
    /// `sessionStorage`: of one tab, kept through reloads.
    Tab,
}

/// The reason why storage failed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StoreError {
    /// The browser denies storage, as in a sandboxed frame or with site data blocked.
    Refused,
    /// The quota of this origin is used up.
    Full,
}

impl Store {
    /// Returns the value stored under a key.
    ///
    /// # Errors
    /// If the browser denies storage.
    pub fn get(self, key: &str) -> Result<Option<String>, StoreError> {
        self.storage()?.get_item(key).map_err(store_error)
    }

    /// Stores a value under a key, replacing the one before.
    ///
    /// # Errors
    /// If the browser denies storage or its quota is used up. The value before stays then.
    pub fn set(self, key: &str, value: &str) -> Result<(), StoreError> {
        self.storage()?.set_item(key, value).map_err(store_error)
    }

    /// Removes a key and its value; not an error if there is none.
    ///
    /// # Errors
    /// If the browser denies storage.
    pub fn remove(self, key: &str) -> Result<(), StoreError> {
        self.storage()?.remove_item(key).map_err(store_error)
    }

    /// Returns all keys with a prefix, each with its value, in no particular order.
    ///
    /// # Errors
    /// If the browser denies storage.
    pub fn all(self, prefix: &str) -> Result<Vec<(String, String)>, StoreError> {
        let storage = self.storage()?;
        let keys = (0..storage.length().map_err(store_error)?).filter_map(|index| storage.key(index).ok()?);
        let keys = keys.filter(|key| key.starts_with(prefix));
        Ok(keys.filter_map(|key| storage.get_item(&key).ok()?.map(|value| (key, value))).collect())
    }

    fn storage(self) -> Result<web_sys::Storage, StoreError> {
        let window = super::window();
        let storage = match self {
            Self::Browser => window.local_storage(),
            Self::Tab => window.session_storage(),
        };
        storage.ok().flatten().ok_or(StoreError::Refused)
    }
}

fn store_error(error: JsValue) -> StoreError {
    let name = js_sys::Reflect::get(&error, &"name".into()).ok().and_then(|name| name.as_string());
    match name.as_deref() {
        // The second is Firefox's.
        Some("QuotaExceededError" | "NS_ERROR_DOM_QUOTA_REACHED") => StoreError::Full,
        _ => StoreError::Refused,
    }
}
