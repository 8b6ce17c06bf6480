//! A program in the fragment of an address, in one of two forms.
//!
//! - `#program=` and the notation, percent-encoded;
//! - `#z=` and the notation, compressed with DEFLATE (RFC 1951) and encoded as base64url (RFC 4648 §5) without padding.
//!
//! Published links carry both, so both have to stay readable.

use js_sys::{Array, Uint8Array, encode_uri_component};
use wasm_bindgen::{JsCast, JsValue, prelude::wasm_bindgen};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Blob, ReadableStream, ReadableStreamDefaultReader, ReadableWritablePair};

use super::window;
use crate::program::Limits;

#[wasm_bindgen]
extern "C" {
    // web-sys has these two only with `--cfg=web_sys_unstable_apis`.
    #[wasm_bindgen(extends = ReadableWritablePair)]
    type CompressionStream;
    #[wasm_bindgen(constructor, catch)]
    fn new(format: &str) -> Result<CompressionStream, JsValue>;

    #[wasm_bindgen(extends = ReadableWritablePair)]
    type DecompressionStream;
    #[wasm_bindgen(constructor, catch)]
    fn new(format: &str) -> Result<DecompressionStream, JsValue>;
}

const DEFLATE_FORMAT: &str = "deflate-raw";

/// Longest fragment to put into an address bar: browsers refuse addresses of more than 2 MB.
const MAX_FRAGMENT_BYTES: usize = 1_000_000;

/// Undecoded notation from an address.
pub struct RawNotation {
    /// UTF-8 text if the link is sound.
    pub bytes: Vec<u8>,
    /// Defect of the link, to be inserted in a sentence; `bytes` is then the part that could be recovered.
    pub damage: Option<&'static str>,
}

/// Reads a fragment with its `#`; `None` if it carries no program.
///
/// # Errors
/// If it carries something under an unknown key, as links from a later version may. The error is a sentence for the
/// page.
pub async fn read(fragment: &str) -> Result<Option<RawNotation>, String> {
    if let Some(encoded) = fragment.strip_prefix("#program=") {
        return Ok(Some(RawNotation { bytes: percent_decode(encoded), damage: None }));
    }
    if let Some(packed) = fragment.strip_prefix("#z=") {
        return Ok(Some(unpack(packed).await));
    }
    match fragment.split_once('=') {
        Some((key, _)) if key.len() < 20 => {
            Err(format!("The address carries something as {key}=, which this version cannot read. It was left out."))
        }
        _ => Ok(None),
    }
}

/// Writes the shorter of the two forms, with its `#`; `None` if that is too long for an address.
///
/// Asynchronous, because browsers compress in streams.
pub async fn write(notation: &str) -> Option<String> {
    let plain = write_plain(notation);
    let packed = pack(notation).await.map(|packed| format!("#z={packed}"));
    let shorter = packed.filter(|packed| packed.len() < plain.len()).unwrap_or(plain);
    (shorter.len() <= MAX_FRAGMENT_BYTES).then_some(shorter)
}

/// Writes the percent-encoded form, of any length, with its `#`.
pub fn write_plain(notation: &str) -> String {
    format!("#program={}", String::from(encode_uri_component(notation)))
}

async fn pack(notation: &str) -> Option<String> {
    let bytes = Uint8Array::from(notation.as_bytes());
    let (packed, damage) = pipe(&bytes, CompressionStream::new(DEFLATE_FORMAT).ok()?.as_ref(), usize::MAX).await;
    let binary: String = packed.into_iter().map(char::from).collect();
    let base64 = window().btoa(&binary).ok().filter(|_| damage.is_none())?;
    Some(base64.trim_end_matches('=').replace('+', "-").replace('/', "_"))
}

async fn unpack(packed: &str) -> RawNotation {
    let damaged = |damage| RawNotation { bytes: Vec::new(), damage: Some(damage) };
    let Ok(binary) = window().atob(&packed.replace('-', "+").replace('_', "/")) else {
        return damaged("a link with characters that no link of ours has");
    };
    let Ok(inflate) = DecompressionStream::new(DEFLATE_FORMAT) else {
        return damaged("a packed program, which this browser cannot unpack");
    };
    // `atob` returns a string with one character for each byte.
    let bytes: Vec<u8> = binary.chars().map(|character| character as u8).collect();
    // Limited to one byte more than the parser accepts, which is enough for the parser to report the excess.
    let (bytes, damage) = pipe(&Uint8Array::from(&*bytes), inflate.as_ref(), Limits::default().text_bytes + 1).await;
    RawNotation { bytes, damage }
}

/// Pipes bytes through a stream. Returns at most `max` bytes of its output, and the defect that ended it early.
async fn pipe(bytes: &Uint8Array, through: &ReadableWritablePair, max: usize) -> (Vec<u8>, Option<&'static str>) {
    const DAMAGED: Option<&str> = Some("a link that is cut off or damaged");
    let mut output = Vec::new();
    let Ok(blob) = Blob::new_with_u8_array_sequence(&Array::of1(bytes)) else { return (output, DAMAGED) };
    let stream: ReadableStream = blob.stream().pipe_through(through);
    let Ok(reader) = ReadableStreamDefaultReader::new(&stream) else { return (output, DAMAGED) };
    let member = |object: &JsValue, name: &str| js_sys::Reflect::get(object, &name.into()).unwrap_or_default();
    while let Ok(chunk) = JsFuture::from(reader.read()).await {
        if member(&chunk, "done").is_truthy() {
            return (output, None);
        }
        output.extend(member(&chunk, "value").unchecked_into::<Uint8Array>().to_vec());
        if output.len() >= max {
            output.truncate(max);
            _ = reader.cancel();
            return (output, Some("a link that unpacks to more than 1 MiB"));
        }
    }
    (output, DAMAGED)
}

/// Decodes percent-encoding. A percent sign without two hexadecimal digits after it stays.
fn percent_decode(encoded: &str) -> Vec<u8> {
    let mut rest = encoded.as_bytes();
    let mut decoded = Vec::with_capacity(rest.len());
    while let Some((&byte, after)) = rest.split_first() {
        let hex = after.first_chunk::<2>().filter(|hex| byte == b'%' && hex.iter().all(u8::is_ascii_hexdigit));
        let value = hex.and_then(|hex| u8::from_str_radix(std::str::from_utf8(hex).ok()?, 16).ok());
        decoded.push(value.unwrap_or(byte));
        rest = if value.is_some() { &after[2..] } else { after };
    }
    decoded
}

#[cfg(test)]
mod tests {
    use super::percent_decode;

    #[test]
    fn percent_encoded_bytes_are_decoded() {
        assert_eq!(percent_decode("a%20%22%C3%A9%22"), "a \"é\"".as_bytes());
        assert_eq!(percent_decode("%FF"), [0xff]);
    }

    #[test]
    fn a_percent_sign_without_two_hexadecimal_digits_stays() {
        assert_eq!(percent_decode("100%"), b"100%");
        assert_eq!(percent_decode("%zz%2"), b"%zz%2");
        assert_eq!(percent_decode("%+1"), b"%+1");
    }
}
