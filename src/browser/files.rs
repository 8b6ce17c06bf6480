//! Downloads, and files that a person chooses. The page never sees a path.

use futures::channel::oneshot;
use js_sys::{Array, Uint8Array, encode_uri_component};
use wasm_bindgen::{JsCast, JsValue, prelude::Closure};
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{
    Blob, BlobPropertyBag, CanvasRenderingContext2d, File, HtmlAnchorElement, HtmlCanvasElement, HtmlImageElement,
    HtmlInputElement, Url,
};

use crate::program::is_word;

/// Pixels per CSS pixel of downloaded pictures, for screens of double density.
const PNG_SCALE: f64 = 2.0;

/// The longest side of a canvas that Chromium, Firefox and WebKit all draw, in pixels.
const MAX_CANVAS_SIDE: f64 = 32_767.0;

/// The result of saving a picture.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum SavedPicture {
    Whole,
    /// The picture is too large for a canvas and was scaled down. Its text may be too small to read.
    ScaledDown,
    /// The browser drew nothing.
    Failed,
}

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

/// Downloads an SVG as PNG, two pixels for each CSS pixel or as many as the browser can draw; then calls `then`.
pub fn save_as_png(file_name: String, svg: &str, then: impl FnOnce(SavedPicture) + 'static) {
    let svg = svg.to_string();
    spawn_local(async move {
        then(match render_png(&svg).await.and_then(|(png, saved)| download(&file_name, &png).map(|()| saved)) {
            Ok(saved) => saved,
            Err(error) => {
                web_sys::console::warn_1(&error);
                SavedPicture::Failed
            }
        });
    });
}

/// Renders an SVG on a canvas, which browsers limit in its sides and its area. The limit of the area is not known, so each
/// size is tried, from the largest on.
async fn render_png(svg: &str) -> Result<(Blob, SavedPicture), JsValue> {
    let image = HtmlImageElement::new()?;
    // Not the URL of a blob, which the page's content security policy would have to allow for images.
    image.set_src(&format!("data:image/svg+xml,{}", String::from(encode_uri_component(svg))));
    JsFuture::from(image.decode()).await?;
    for scale in scales(image.natural_width().max(image.natural_height())) {
        if let Some(png) = png_of(&image, scale).await {
            let saved = if scale < PNG_SCALE { SavedPicture::ScaledDown } else { SavedPicture::Whole };
            return Ok((png, saved));
        }
    }
    Err("no canvas of this picture could be drawn".into())
}

/// The scales to try for a picture whose longer side has this length: the desired one, or else the largest that a side
/// may have, then smaller ones.
fn scales(longer_side: u32) -> impl Iterator<Item = f64> {
    let largest = PNG_SCALE.min(MAX_CANVAS_SIDE / f64::from(longer_side.max(1)));
    (0..6).map(move |halvings| largest / f64::from(1 << halvings))
}

/// Draws an image at a scale. `None` if the canvas is too large for the browser.
async fn png_of(image: &HtmlImageElement, scale: f64) -> Option<Blob> {
    let canvas: HtmlCanvasElement = super::window().document()?.create_element("canvas").ok()?.unchecked_into();
    let [width, height] =
        [image.natural_width(), image.natural_height()].map(|side| (f64::from(side) * scale).floor().max(1.0));
    canvas.set_width(width as u32);
    canvas.set_height(height as u32);
    let context: CanvasRenderingContext2d = canvas.get_context("2d").ok()??.unchecked_into();
    context.draw_image_with_html_image_element_and_dw_and_dh(image, 0.0, 0.0, width, height).ok()?;
    // Browsers leave a canvas that is too large transparent, without an error. The picture itself is opaque.
    let last = context.get_image_data(width - 1.0, height - 1.0, 1.0, 1.0).ok()?.data();
    if last.last() != Some(&255) {
        return None;
    }
    let (sender, receiver) = oneshot::channel();
    let send = Closure::once_into_js(move |png: Option<Blob>| _ = sender.send(png));
    canvas.to_blob(send.unchecked_ref()).ok()?;
    receiver.await.ok().flatten()
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
    use super::{PNG_SCALE, file_name, safe_name, scales};

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

    #[test]
    fn a_picture_is_scaled_down_to_what_a_canvas_can_hold() {
        assert_eq!(scales(960).next(), Some(PNG_SCALE));
        let sides: Vec<_> = scales(35_000).map(|scale| (35_000.0 * scale).round()).collect();
        assert_eq!(sides[..3], [32_767.0, 16_384.0, 8_192.0]);
        assert!(scales(0).all(f64::is_normal));
    }
}
