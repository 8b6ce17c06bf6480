use std::sync::Arc;

/// A colour as its author wrote it, known to be one that CSS understands.
///
/// The text is kept, not the channels: printing gives back what was typed and the browser does the painting.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Color(Arc<str>);

impl Color {
    /// The colour of a light that was never told another.
    pub fn warm_white() -> Self {
        Self("#ffd9a0".into())
    }

    /// Takes `text` as a CSS `<color>`; `None` when CSS does not know it.
    pub fn parse(text: &str) -> Option<Self> {
        // The parser is laxer than CSS in three ways: outer space, hex without `#`, and hsv().
        let lenient = text.trim() != text
            || text.to_ascii_lowercase().starts_with("hsv")
            || (!text.starts_with('#') && is_hex(text));
        (!lenient && csscolorparser::parse(text).is_ok()).then(|| Self(text.into()))
    }

    /// The CSS text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// What to call the colour in words.
    pub fn name(&self) -> &str {
        if *self == Self::warm_white() { "warm white" } else { &self.0 }
    }
}

fn is_hex(text: &str) -> bool {
    text.bytes().all(|byte| byte.is_ascii_hexdigit())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_css_knows_is_a_color() {
        for text in [
            "red",
            "RebeccaPurple",
            "#f80",
            "#ff880080",
            "rgb(255 0 0 / 50%)",
            "hsl(120, 50%, 50%)",
            "oklch(0.7 0.1 200)",
        ] {
            assert!(Color::parse(text).is_some(), "{text}");
        }
    }

    #[test]
    fn what_css_does_not_know_is_not() {
        for text in ["", "blurple", "#ff", "ff8800", "fff", " red", "hsv(0, 1, 1)", "url(x)", "red; x"] {
            assert!(Color::parse(text).is_none(), "{text}");
        }
    }
}
