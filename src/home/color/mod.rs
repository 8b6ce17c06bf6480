mod syntax;

use std::sync::Arc;

/// A CSS colour, as its author wrote it.
///
/// It keeps the text, not the channels: printing gives back the text that was typed, and the browser paints it.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Color(Arc<str>);

impl Color {
    /// The colour of a light before its first `change_color`.
    pub fn warm_white() -> Self {
        Self("#ffd9a0".into())
    }

    /// Reads `text` as a CSS `<color>`; `None` if CSS does not know it.
    pub fn parse(text: &str) -> Option<Self> {
        syntax::is_color(text).then(|| Self(text.into()))
    }

    /// The CSS text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn every_syntax_of_css_colors_is_read() {
        for text in [
            "red",
            "RebeccaPurple",
            "#f80",
            "#ff880080",
            "rgb(255 0 0 / 50%)",
            "hsl(120, 50%, 50%)",
            "oklch(0.7 0.1 200)",
            "rgba(1, 2, 3, .5)",
            "hsl(0.5turn none 50% / 30%)",
            "color(display-p3 1 0 0)",
            "transparent",
            "rgb(1e2 0 0)",
            "rgb(10%, 5%, 3%)",
        ] {
            assert!(Color::parse(text).is_some(), "{text}");
        }
    }

    #[test]
    fn text_that_is_no_css_color_is_refused() {
        for text in [
            "",
            "blurple",
            "#ff",
            "#ggg",
            "ff8800",
            " red",
            "hsv(0, 1, 1)",
            "url(x)",
            "red; x",
            "rgb(1 2)",
            "rgb(1, 2, 3, 4, 5)",
            "rgb(1 2 3",
            "rgb(a b c)",
            "lab(1, 2, 3)",
            "rgb(10%, 5, 3)",
            "hsl(120, 50, 50)",
            "color(nowhere 1 0 0)",
        ] {
            assert!(Color::parse(text).is_none(), "{text}");
        }
    }

    proptest! {
        /// The converse does not hold: that parser also takes white space, hex without `#`, and `hsv()`.
        #[test]
        fn prop_csscolorparser_reads_every_color_that_is_read(
            text in "#[0-9a-g]{2,8}|[a-z]{3,8}|(rgba?|hsla?|hwb|lab|oklch)\\((-?[0-9]{1,3}(\\.[0-9])?(%|deg)?[, /]{1,2}){2,4}[0-9]{1,2}\\)"
        ) {
            if Color::parse(&text).is_some() {
                prop_assert!(csscolorparser::parse(&text).is_ok(), "{text}");
            }
        }
    }

    #[test]
    fn every_color_that_another_parser_has_a_name_for_is_known() {
        for (name, _) in &csscolorparser::NAMED_COLORS {
            assert!(Color::parse(name.as_str()).is_some(), "{name}");
        }
    }
}
