//! Files that leave the page and come back.

use js_sys::{Array, Uint8Array};
use wasm_bindgen::{JsCast, JsValue, prelude::Closure};
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{
    Blob, BlobPropertyBag, CanvasRenderingContext2d, File, HtmlAnchorElement, HtmlCanvasElement, HtmlImageElement,
    HtmlInputElement, Url,
};

/// A file that a person has chosen.
pub struct Chosen {
    pub name: String,
    /// What is in it; `None` if it cannot be read, or has more than was asked for.
    pub bytes: Option<Vec<u8>>,
}

/// Offers a text as a file: of this name, as far as it is safe in one, and this ending.
pub fn save_as(name: &str, ending: &str, mime: &str, text: &str) {
    _ = blob(mime, text).and_then(|blob| offer(&format!("{}.{ending}", safe_name(name)), &blob));
}

/// Offers a picture as a file that any program can show, twice as fine as it is written.
pub fn save_as_png(name: &str, svg: &str) {
    let name = format!("{}.png", safe_name(name));
    let drawn = blob("image/svg+xml", svg).and_then(|blob| draw(&blob, move |png| _ = offer(&name, png)));
    if let Err(error) = drawn {
        web_sys::console::warn_1(&error);
    }
}

/// Draws an SVG, and gives it as PNG once the browser has made it.
fn draw(svg: &Blob, then: impl FnOnce(&Blob) + 'static) -> Result<(), JsValue> {
    const FINER: u32 = 2;
    let url = Url::create_object_url_with_blob(svg)?;
    let image = HtmlImageElement::new()?;
    image.set_src(&url);
    let decoded = image.decode();
    let make = async move {
        JsFuture::from(decoded).await?;
        Url::revoke_object_url(&url)?;
        let document = super::window().document().expect("a window has a document");
        let canvas: HtmlCanvasElement = document.create_element("canvas")?.unchecked_into();
        let (width, height) = (image.natural_width() * FINER, image.natural_height() * FINER);
        canvas.set_width(width);
        canvas.set_height(height);
        let context: CanvasRenderingContext2d =
            canvas.get_context("2d")?.expect("a canvas can be drawn on").unchecked_into();
        context.draw_image_with_html_image_element_and_dw_and_dh(
            &image,
            0.0,
            0.0,
            f64::from(width),
            f64::from(height),
        )?;
        canvas.to_blob(Closure::once_into_js(move |png: Option<Blob>| _ = png.map(|png| then(&png))).unchecked_ref())
    };
    spawn_local(async move {
        if let Err(error) = make.await {
            web_sys::console::warn_1(&error);
        }
    });
    Ok(())
}

fn blob(mime: &str, text: &str) -> Result<Blob, JsValue> {
    let kind = BlobPropertyBag::new();
    kind.set_type(mime);
    Blob::new_with_str_sequence_and_options(&Array::of1(&text.into()), &kind)
}

fn offer(file_name: &str, blob: &Blob) -> Result<(), JsValue> {
    let url = Url::create_object_url_with_blob(blob)?;
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
