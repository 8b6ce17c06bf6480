//! Text files that leave the page and come back.

use js_sys::{Array, Uint8Array};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{Blob, BlobPropertyBag, File, HtmlAnchorElement, HtmlInputElement, Url};

/// A file that a person has chosen.
pub struct Chosen {
    pub name: String,
    /// What is in it; `None` if it cannot be read, or has more than was asked for.
    pub bytes: Option<Vec<u8>>,
}

/// Offers a text as a file of this name, with what the name has in it that is safe in one.
pub fn save_as(name: &str, text: &str) {
    _ = offer(&format!("{}.txt", safe_name(name)), text);
}

fn offer(file_name: &str, text: &str) -> Result<(), JsValue> {
    let kind = BlobPropertyBag::new();
    kind.set_type("text/plain");
    let blob = Blob::new_with_str_sequence_and_options(&Array::of1(&text.into()), &kind)?;
    let url = Url::create_object_url_with_blob(&blob)?;
    let document = super::window().document().expect("a window has a document");
    let link: HtmlAnchorElement = document.create_element("a")?.unchecked_into();
    link.set_href(&url);
    link.set_download(file_name);
    link.click();
    // The browser takes the file in its own time, and says nothing when it has.
    let revoke = async move {
        gloo_timers::future::TimeoutFuture::new(60_000).await;
        _ = Url::revoke_object_url(&url);
    };
    spawn_local(revoke);
    Ok(())
}

/// Reads the file that was chosen in a field. One with more bytes than these is not even looked into.
pub fn read(field: &HtmlInputElement, most_bytes: usize, then: impl FnOnce(Chosen) + 'static) {
    let Some(file) = field.files().and_then(|files| files.get(0)) else { return };
    spawn_local(async move { then(Chosen { name: file.name(), bytes: bytes(&file, most_bytes).await }) });
    // So that the same file can be chosen again, once it was put right.
    field.set_value("");
}

async fn bytes(file: &File, most: usize) -> Option<Vec<u8>> {
    #[expect(clippy::cast_precision_loss, reason = "a limit is far from where a double gets coarse")]
    let is_small = file.size() <= most as f64;
    let buffer = is_small.then(|| JsFuture::from(file.array_buffer()))?.await.ok()?;
    Some(Uint8Array::new(&buffer).to_vec())
}

/// Letters, digits and dashes, whatever the name is.
fn safe_name(name: &str) -> String {
    let words = name.split(|character: char| !character.is_alphanumeric()).filter(|word| !word.is_empty());
    let name = words.collect::<Vec<_>>().join("-").chars().take(60).collect::<String>();
    if name.is_empty() { "program".into() } else { name }
}

#[cfg(test)]
mod tests {
    use super::safe_name;

    #[test]
    fn a_file_name_has_letters_digits_and_dashes() {
        assert_eq!(safe_name("good night 2"), "good-night-2");
        assert_eq!(safe_name("../Gute Nacht, früh?"), "Gute-Nacht-früh");
        assert_eq!(safe_name("CON: <x>|\u{202e}\0"), "CON-x");
        assert_eq!(safe_name("…"), "program");
        assert_eq!(safe_name(&"a".repeat(300)).len(), 60);
    }
}
