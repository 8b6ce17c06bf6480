//! Downloads, and files that a person chooses. The page never sees a path.

use js_sys::{Array, Uint8Array, encode_uri_component};
use wasm_bindgen::{JsCast, JsValue, prelude::Closure};
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{
    Blob, BlobPropertyBag, CanvasRenderingContext2d, File, HtmlAnchorElement, HtmlCanvasElement, HtmlImageElement,
    HtmlInputElement, Url,
};

/// Pixels per CSS pixel of downloaded pictures, for screens of double density.
use crate::program::is_word;

const PNG_SCALE: u32 = 2;

/// A file from a file input.
pub struct ChosenFile {
    pub name: String,
    /// The content; `None` if it is unreadable or larger than the limit.
    pub bytes: Option<Vec<u8>>,
}

/// Returns the name of a file with a thing that was made of a program: "good-night.timeline.svg". The thing may be empty.
pub fn file_name(title: &str, thing: &str, extension: &str) -> String {
    let dot = if thing.is_empty() { "" } else { "." };
    format!("{}{dot}{thing}.{extension}", safe_name(title).to_ascii_lowercase())
}

/// Returns the name of a file with the notation of a program: "Wash-and-go.txt". It keeps the capitals of the title, for an
/// imported program is called like its file.
pub fn program_file_name(title: &str) -> String {
    safe_name(title) + ".txt"
}

/// Downloads a text as a file.
pub fn save_as(file_name: &str, mime: &str, text: &str) {
    _ = blob(mime, text).and_then(|blob| download(file_name, &blob));
}

/// Downloads an SVG as PNG, two pixels for each CSS pixel. Failures go to the console.
pub fn save_as_png(file_name: String, svg: &str) {
    if let Err(error) = render_png(svg, move |png| _ = download(&file_name, png)) {
        web_sys::console::warn_1(&error);
    }
}

/// Renders an SVG, then calls `then` with the PNG.
fn render_png(svg: &str, then: impl FnOnce(&Blob) + 'static) -> Result<(), JsValue> {
    let image = HtmlImageElement::new()?;
    // Not the URL of a blob, which the page's content security policy would have to allow for images.
    image.set_src(&format!("data:image/svg+xml,{}", String::from(encode_uri_component(svg))));
    let decoded = image.decode();
    let render = async move {
        JsFuture::from(decoded).await?;
        let document = super::window().document().expect("a window has a document");
        let canvas: HtmlCanvasElement = document.create_element("canvas")?.unchecked_into();
        let (width, height) = (image.natural_width() * PNG_SCALE, image.natural_height() * PNG_SCALE);
        canvas.set_width(width);
        canvas.set_height(height);
        let context: CanvasRenderingContext2d =
            canvas.get_context("2d")?.expect("a canvas has a 2d context").unchecked_into();
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
        if let Err(error) = render.await {
            web_sys::console::warn_1(&error);
        }
    });
    Ok(())
}

fn blob(mime: &str, text: &str) -> Result<Blob, JsValue> {
    let options = BlobPropertyBag::new();
    options.set_type(mime);
    Blob::new_with_str_sequence_and_options(&Array::of1(&text.into()), &options)
}

fn download(file_name: &str, blob: &Blob) -> Result<(), JsValue> {
    let url = Url::create_object_url_with_blob(blob)?;
    let document = super::window().document().expect("a window has a document");
    let link: HtmlAnchorElement = document.create_element("a")?.unchecked_into();
    link.set_href(&url);
    link.set_download(file_name);
    link.click();
    // No event reports the end of a download, so the URL stays valid for a minute.
    let revoke = async move {
        gloo_timers::future::TimeoutFuture::new(60_000).await;
        _ = Url::revoke_object_url(&url);
    };
    spawn_local(revoke);
    Ok(())
}

/// Reads the file chosen in a file input, if any, then calls `then`. A file of more than `max_bytes` is not read.
pub fn read(field: &HtmlInputElement, max_bytes: usize, then: impl FnOnce(ChosenFile) + 'static) {
    let Some(file) = field.files().and_then(|files| files.get(0)) else { return };
    spawn_local(async move { then(ChosenFile { name: file.name(), bytes: bytes(&file, max_bytes).await }) });
    // An input fires no change event for the file that it already has; the person may have corrected it meanwhile.
    field.set_value("");
}

async fn bytes(file: &File, max_bytes: usize) -> Option<Vec<u8>> {
    #[expect(clippy::cast_precision_loss, reason = "limits are far below 2^53")]
    let is_small = file.size() <= max_bytes as f64;
    let buffer = is_small.then(|| JsFuture::from(file.array_buffer()))?.await.ok()?;
    Some(Uint8Array::new(&buffer).to_vec())
}

/// Converts a name to letters with their marks, digits and dashes, at most 60 of them and at least one.
fn safe_name(name: &str) -> String {
    let words = name.split(|character: char| character == '_' || !is_word(character)).filter(|word| !word.is_empty());
    let name = words.collect::<Vec<_>>().join("-").chars().take(60).collect::<String>();
    if name.is_empty() { "program".into() } else { name }
}

#[cfg(test)]
mod tests {
    use super::{file_name, safe_name};

    #[test]
    fn file_names_consist_of_letters_digits_and_dashes() {
        assert_eq!(safe_name("good night 2"), "good-night-2");
        assert_eq!(safe_name("../Gute Nacht, früh?"), "Gute-Nacht-früh");
        assert_eq!(safe_name("बत्ती 1"), "बत्ती-1");
        assert_eq!(safe_name("CON: <x>|\u{202e}\0"), "CON-x");
        assert_eq!(safe_name("…"), "program");
        assert_eq!(safe_name(&"a".repeat(300)).len(), 60);
    }

    #[test]
    fn a_file_is_named_by_its_program_and_by_what_is_in_it() {
        assert_eq!(file_name("Good night", "timeline", "svg"), "good-night.timeline.svg");
        assert_eq!(file_name("Good night, all at once", "log", "json"), "good-night-all-at-once.log.json");
        assert_eq!(file_name("Good night", "", "py"), "good-night.py");
        assert_eq!(file_name("…", "blocking", "py"), "program.blocking.py");
    }
}
