//! What is remembered in the browser. It may refuse, or be full; whoever calls is told which, and nothing panics.

use wasm_bindgen::JsValue;

/// Where something is remembered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Store {
    /// For all tabs, and for later visits.
    Browser,
    /// For one tab, through reloads.
    Tab,
}

/// Why something cannot be remembered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Trouble {
    /// The browser lets this page store nothing: a sandboxed frame, blocked site data.
    Refused,
    /// There is no room left.
    Full,
}

impl Store {
    /// What is stored under a key, if anything is.
    ///
    /// # Errors
    /// When the browser refuses.
    pub fn get(self, key: &str) -> Result<Option<String>, Trouble> {
        self.storage()?.get_item(key).map_err(trouble)
    }

    /// Stores a text.
    ///
    /// # Errors
    /// When the browser refuses or is full. What was there before is still there.
    pub fn set(self, key: &str, value: &str) -> Result<(), Trouble> {
        self.storage()?.set_item(key, value).map_err(trouble)
    }

    /// Forgets what is stored under a key.
    ///
    /// # Errors
    /// When the browser refuses.
    pub fn remove(self, key: &str) -> Result<(), Trouble> {
        self.storage()?.remove_item(key).map_err(trouble)
    }

    /// All keys that begin like this, with what is stored under them.
    ///
    /// # Errors
    /// When the browser refuses.
    pub fn all(self, prefix: &str) -> Result<Vec<(String, String)>, Trouble> {
        let storage = self.storage()?;
        let keys = (0..storage.length().map_err(trouble)?).filter_map(|index| storage.key(index).ok()?);
        let ours = keys.filter(|key| key.starts_with(prefix));
        Ok(ours.filter_map(|key| Some((storage.get_item(&key).ok()??, key))).map(|(text, key)| (key, text)).collect())
    }

    fn storage(self) -> Result<web_sys::Storage, Trouble> {
        let window = super::window();
        let storage = match self {
            Self::Browser => window.local_storage(),
            Self::Tab => window.session_storage(),
        };
        storage.ok().flatten().ok_or(Trouble::Refused)
    }
}

fn trouble(error: JsValue) -> Trouble {
    let name = js_sys::Reflect::get(&error, &"name".into()).ok().and_then(|name| name.as_string());
    match name.as_deref() {
        // Firefox has a name of its own.
        Some("QuotaExceededError" | "NS_ERROR_DOM_QUOTA_REACHED") => Trouble::Full,
        _ => Trouble::Refused,
    }
}
