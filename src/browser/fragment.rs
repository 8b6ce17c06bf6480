//! A program in the fragment of an address: `#program=` and percent-encoded notation, or `#z=` and the same notation
//! deflated (RFC 1951) and in base64url (RFC 4648 §5). Old links are read for ever.

use js_sys::{Array, Uint8Array, encode_uri_component};
use wasm_bindgen::{JsCast, JsValue, prelude::wasm_bindgen};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Blob, ReadableStream, ReadableStreamDefaultReader, ReadableWritablePair};

use super::window;
use crate::program::Limits;

#[wasm_bindgen]
extern "C" {
    // web-sys has them behind a flag of the compiler only.
    #[wasm_bindgen(extends = ReadableWritablePair)]
    type CompressionStream;
    #[wasm_bindgen(constructor, catch)]
    fn new(format: &str) -> Result<CompressionStream, JsValue>;

    #[wasm_bindgen(extends = ReadableWritablePair)]
    type DecompressionStream;
    #[wasm_bindgen(constructor, catch)]
    fn new(format: &str) -> Result<DecompressionStream, JsValue>;
}

const DEFLATE: &str = "deflate-raw";

/// Longer ones are not shown in an address bar: browsers refuse addresses of more than 2 MB.
const LONGEST: usize = 1_000_000;

/// Notation from an address; perhaps not even text.
pub struct Written {
    pub bytes: Vec<u8>,
    /// What is wrong with the way it came: then this is what could be had of it.
    pub damage: Option<&'static str>,
}

/// Reads a fragment with its `#`. One that names no program is `None`; one that does so in an unknown way is an error,
/// in a sentence.
pub async fn read(fragment: &str) -> Result<Option<Written>, String> {
    if let Some(encoded) = fragment.strip_prefix("#program=") {
        return Ok(Some(Written { bytes: percent_decode(encoded), damage: None }));
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

/// Writes the shorter fragment of the two, with its `#`; `None` if both are too long for an address.
pub async fn write(notation: &str) -> Option<String> {
    let plain = write_plain(notation);
    let packed = pack(notation).await.map(|packed| format!("#z={packed}"));
    let shorter = packed.filter(|packed| packed.len() < plain.len()).unwrap_or(plain);
    (shorter.len() <= LONGEST).then_some(shorter)
}

/// Writes the fragment that takes no time to make, with its `#`.
pub fn write_plain(notation: &str) -> String {
    format!("#program={}", String::from(encode_uri_component(notation)))
}

async fn pack(notation: &str) -> Option<String> {
    let bytes = Uint8Array::from(notation.as_bytes());
    let (packed, damage) = pass(&bytes, CompressionStream::new(DEFLATE).ok()?.as_ref(), usize::MAX).await;
    let binary: String = packed.into_iter().map(char::from).collect();
    let base64 = window().btoa(&binary).ok().filter(|_| damage.is_none())?;
    Some(base64.trim_end_matches('=').replace('+', "-").replace('/', "_"))
}

async fn unpack(packed: &str) -> Written {
    let damaged = |damage| Written { bytes: Vec::new(), damage: Some(damage) };
    let Ok(binary) = window().atob(&packed.replace('-', "+").replace('_', "/")) else {
        return damaged("a link with characters that no link of ours has");
    };
    let Ok(inflate) = DecompressionStream::new(DEFLATE) else {
        return damaged("a packed program, which this browser cannot unpack");
    };
    // Each character stands for a byte.
    let bytes: Vec<u8> = binary.chars().map(|character| character as u8).collect();
    // One byte more than is allowed tells that there is too much.
    let (bytes, damage) = pass(&Uint8Array::from(&*bytes), inflate.as_ref(), Limits::default().text_bytes + 1).await;
    Written { bytes, damage }
}

/// What becomes of bytes on their way through a stream, up to so many of them, and what went wrong.
async fn pass(bytes: &Uint8Array, through: &ReadableWritablePair, most: usize) -> (Vec<u8>, Option<&'static str>) {
    const DAMAGED: Option<&str> = Some("a link that is cut off or damaged");
    let mut passed = Vec::new();
    let Ok(blob) = Blob::new_with_u8_array_sequence(&Array::of1(bytes)) else { return (passed, DAMAGED) };
    let stream: ReadableStream = blob.stream().pipe_through(through);
    let Ok(reader) = ReadableStreamDefaultReader::new(&stream) else { return (passed, DAMAGED) };
    let member = |of: &JsValue, name: &str| js_sys::Reflect::get(of, &name.into()).unwrap_or_default();
    while let Ok(chunk) = JsFuture::from(reader.read()).await {
        if member(&chunk, "done").is_truthy() {
            return (passed, None);
        }
        passed.extend(member(&chunk, "value").unchecked_into::<Uint8Array>().to_vec());
        if passed.len() >= most {
            passed.truncate(most);
            _ = reader.cancel();
            return (passed, Some("a link that unpacks to more than 1 MiB"));
        }
    }
    (passed, DAMAGED)
}

/// Undoes percent-encoding; a percent sign that encodes nothing stands for itself.
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
    fn percent_encoding_is_undone() {
        assert_eq!(percent_decode("a%20%22%C3%A9%22"), "a \"é\"".as_bytes());
        assert_eq!(percent_decode("%FF"), [0xff]);
    }

    #[test]
    fn a_percent_sign_that_encodes_nothing_stays() {
        assert_eq!(percent_decode("100%"), b"100%");
        assert_eq!(percent_decode("%zz%2"), b"%zz%2");
        assert_eq!(percent_decode("%+1"), b"%+1");
    }
}
