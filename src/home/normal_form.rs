use std::sync::{Arc, OnceLock};

static NORMALIZE: OnceLock<fn(&str) -> String> = OnceLock::new();

/// Sets the function that converts a text to Unicode's normal form C. Without one a page leaves names as they are: the
/// tables for it are large, and every browser has them.
pub fn set_normalize(normalize: fn(&str) -> String) {
    _ = NORMALIZE.set(normalize);
}

/// A name in Unicode's normal form C. All devices have theirs in it: "é" may be typed as one character or as two, and is
/// the same name.
pub fn normal_form(name: impl Into<Arc<str>>) -> Arc<str> {
    let name = name.into();
    if name.is_ascii() {
        return name;
    }
    NORMALIZE.get().map_or_else(|| built_in(&name), |normalize| normalize(&name).into())
}

#[cfg(not(target_arch = "wasm32"))]
fn built_in(name: &Arc<str>) -> Arc<str> {
    unicode_normalization::UnicodeNormalization::nfc(&**name).collect::<String>().into()
}

#[cfg(target_arch = "wasm32")]
fn built_in(name: &Arc<str>) -> Arc<str> {
    name.clone()
}
