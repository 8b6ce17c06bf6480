use super::{SPEEDS, Theme, window};
use crate::{
    codegen,
    program::presets::{self, Preset},
};

/// What the page's address asks for.
#[derive(Default)]
pub struct Address {
    pub program: Option<Program>,
    pub theme: Option<Theme>,
    pub speed: Option<f64>,
    pub seed: Option<u64>,
    /// The language of the code: the id of a [`Target`](codegen::Target).
    pub language: Option<&'static str>,
    /// What the address has wrong: what was left out instead of done, in sentences.
    pub notices: Vec<String>,
}

/// The program an address names.
pub enum Program {
    Preset(Preset),
    /// Notation, not read yet; perhaps not even text.
    Notation(Vec<u8>),
}

impl Address {
    /// Reads the address of the page.
    pub fn current() -> Self {
        let location = window().location();
        let mut address = Self::default();
        address.read_query(&location.search().unwrap_or_default());
        let fragment = location.hash().unwrap_or_default();
        if let Some(encoded) = fragment.strip_prefix("#program=") {
            address.program = Some(Program::Notation(percent_decode(encoded)));
        } else if fragment.starts_with("#z=") {
            let notice = "The address carries a program as #z=, which this version cannot read. It was left out.";
            address.notices.push(notice.into());
        }
        address
    }

    fn read_query(&mut self, query: &str) {
        let Ok(query) = web_sys::UrlSearchParams::new_with_str(query) else { return };
        let mut read = |key: &str, wanted: &str, take: &mut dyn FnMut(&mut Self, &str) -> bool| {
            if let Some(value) = query.get(key)
                && !take(self, &value)
            {
                self.notices.push(format!("The address says {key}={value}, which is not {wanted}. It was left out."));
            }
        };
        read("preset", "the name of a preset", &mut |address, value| {
            address.program = presets::find(value).map(Program::Preset);
            address.program.is_some()
        });
        read("theme", "light, dark or auto", &mut |address, value| {
            address.theme = Theme::from_name(value);
            address.theme.is_some()
        });
        read("speed", "a number from 0.1 to 100", &mut |address, value| {
            let range = SPEEDS[0]..=SPEEDS[SPEEDS.len() - 1];
            address.speed =
                Some(wasm_bindgen::JsValue::from_str(value).unchecked_into_f64()).filter(|speed| range.contains(speed));
            address.speed.is_some()
        });
        read("lang", "python, rust, javascript or blocking", &mut |address, value| {
            address.language = codegen::find(value).map(|target| target.about().id);
            address.language.is_some()
        });
        read("seed", "a whole number", &mut |address, value| {
            address.seed = value.parse().ok();
            address.seed.is_some()
        });
    }
}

/// The part of the page's address that says what is on the page.
pub fn here() -> String {
    let location = window().location();
    location.search().unwrap_or_default() + &location.hash().unwrap_or_default()
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
