//! Links to this page, and the link that the address bar shows.

use js_sys::Reflect;
use wasm_bindgen::JsValue;

use super::window;

/// Returns the page's own query and fragment, with their `?` and `#`.
pub fn query_and_fragment() -> String {
    let location = window().location();
    location.search().unwrap_or_default() + &location.hash().unwrap_or_default()
}

/// Returns true if the page was opened by a reload.
pub fn is_reload() -> bool {
    let entries = window().performance().map(|performance| performance.get_entries_by_type("navigation"));
    // Smaller than the types that web-sys has for this one property.
    let kind = entries.and_then(|entries| Reflect::get(&entries.get(0), &"type".into()).ok());
    kind.is_some_and(|kind| kind == "reload")
}

/// Returns the page's absolute URL without query and fragment.
pub fn base_url() -> String {
    let location = window().location();
    location.origin().unwrap_or_default() + &location.pathname().unwrap_or_default()
}

/// Builds a link, without the origin, to this page with another program.
///
/// The program is the `preset` of that id, or else the `fragment` that [`fragment::write`](super::fragment::write) made
/// of notation, with a `title` unless that is empty, and with more `keys`. The other keys of the present query stay, except for
/// `without`.
pub fn program_link(
    preset: Option<&str>,
    title: &str,
    fragment: &str,
    keys: &[(&str, String)],
    without: &[&str],
) -> String {
    let location = window().location();
    let query = location.search().unwrap_or_default();
    let Ok(query) = web_sys::UrlSearchParams::new_with_str(&query) else { return fragment.into() };
    without.iter().chain(&["preset", "title"]).for_each(|key| query.delete(key));
    match preset {
        Some(preset) => query.set("preset", preset),
        None if !title.is_empty() => query.set("title", title),
        None => {}
    }
    keys.iter().for_each(|(key, value)| query.set(key, value));
    let query = String::from(query.to_string());
    let path = location.pathname().unwrap_or_default();
    [path.as_str(), if query.is_empty() { "" } else { "?" }, &query, fragment].concat()
}

/// Writes a text as a value in a query.
pub fn encode_query_value(text: &str) -> String {
    String::from(js_sys::encode_uri_component(text))
}

/// Replaces the URL in the address bar, without a new history entry.
pub fn replace_url(link: &str) {
    // Sandboxed frames refuse this, and so do browsers after too many calls; then the old URL stays.
    _ = window().history().and_then(|history| history.replace_state_with_url(&JsValue::NULL, "", Some(link)));
}
