//! Sizes and colours that Rust shares with the style sheets: each constant repeats the custom property that it names, and
//! the tests compare the two. A figure that only Rust uses stays with its user.

/// Height of a line of code or of notation: `--code-line`.
pub const CODE_LINE_PX: i32 = 20;
/// Height of the time axis: `--chart-axis`.
pub const CHART_AXIS_PX: f64 = 24.0;
/// Height of the heading over the lanes of a compared run: `--chart-heading`.
pub const CHART_HEADING_PX: f64 = 26.0;
/// Space above the rows of a lane, and below them: `--lane-padding`.
pub const LANE_PADDING_PX: f64 = 3.0;
/// Space between and around stacked panels: `--stack-gap`.
pub const STACK_GAP_PX: f64 = 8.0;
/// Height of a stacked panel of blocks, text or code that has room: `--stack-column`.
pub const STACK_COLUMN_PX: f64 = 480.0;

/// Colours of the light theme for places that no style sheet reaches, such as an exported picture. They approximate the
/// OKLCH colours of the sheets in sRGB.
pub mod light_theme {
    /// `--paper-0`
    pub const SURFACE: &str = "#fffdf7";
    /// `--paper-3`
    pub const LINE: &str = "#e2d9c8";
    /// `--paper-ink`
    pub const INK: &str = "#2b2740";
    /// `--paper-ink-2`
    pub const INK_SOFT: &str = "#5f5a73";
    /// `--color-light`
    pub const LIGHT: &str = "#b07a24";
    /// `--color-speaker`
    pub const SPEAKER: &str = "#b83f86";
    /// `--color-toilet`
    pub const TOILET: &str = "#23809f";
    /// `--color-sequence`
    pub const SEQUENCE: &str = "#5b4bb3";
    /// `--color-parallel`
    pub const PARALLEL: &str = "#237a5b";
    /// `--state-hazard`
    pub const HAZARD: &str = "#a8501a";
}

/// Colour of a lamp that no message has coloured: `--light-color` in style/home/home.css.
pub const LAMP_COLOR: &str = "#ffd9a0";

#[cfg(test)]
mod tests {
    use std::{fs, path::Path};

    use super::*;

    const TOKENS: &str = include_str!("../../../style/tokens.css");
    const HOME: &str = include_str!("../../../style/home/home.css");

    fn sizes() -> [(&'static str, f64); 6] {
        [
            ("--code-line", f64::from(CODE_LINE_PX)),
            ("--chart-axis", CHART_AXIS_PX),
            ("--chart-heading", CHART_HEADING_PX),
            ("--lane-padding", LANE_PADDING_PX),
            ("--stack-gap", STACK_GAP_PX),
            ("--stack-column", STACK_COLUMN_PX),
        ]
    }

    /// The value of a custom property in a sheet.
    fn value<'a>(sheet: &'a str, property: &str) -> &'a str {
        let (_, rest) = sheet.split_once(&format!(" {property}: ")).unwrap_or_else(|| panic!("{property} is not set"));
        rest.split_once(';').expect("the end of a declaration").0
    }

    /// All style sheets except tokens.css, in one text.
    fn components(folder: &Path) -> String {
        let mut text = String::new();
        for entry in fs::read_dir(folder).expect("a folder of style sheets") {
            let path = entry.expect("an entry of the folder").path();
            if path.is_dir() {
                text += &components(&path);
            } else if path.extension().is_some_and(|extension| extension == "css") && !path.ends_with("tokens.css") {
                text += &fs::read_to_string(path).expect("a style sheet");
            }
        }
        text
    }

    /// OKLab coordinates of the first colour in a value, the one of the light theme.
    fn oklab_of_value(value: &str) -> [f64; 3] {
        let (_, rest) = value.split_once("oklch(").expect("a colour in OKLCH");
        let numbers = rest.split_once(')').expect("the end of the colour").0;
        let numbers: Vec<f64> = numbers.split(' ').map(|number| number.parse().expect("a number")).collect();
        let [lightness, chroma, hue] = numbers[..] else { panic!("a colour of three numbers: {value}") };
        [lightness, chroma * hue.to_radians().cos(), chroma * hue.to_radians().sin()]
    }

    /// OKLab coordinates of `#rrggbb`, after <https://bottosson.github.io/posts/oklab/>.
    fn oklab_of_hex(hex: &str) -> [f64; 3] {
        let [r, g, b] = [1, 3, 5].map(|at| {
            let channel = f64::from(u8::from_str_radix(&hex[at..at + 2], 16).expect("two digits")) / 255.0;
            if channel <= 0.04045 { channel / 12.92 } else { ((channel + 0.055) / 1.055).powf(2.4) }
        });
        let l = (0.412_221 * r + 0.536_333 * g + 0.051_446 * b).cbrt();
        let m = (0.211_903 * r + 0.680_700 * g + 0.107_397 * b).cbrt();
        let s = (0.088_302 * r + 0.281_719 * g + 0.629_979 * b).cbrt();
        [
            0.210_454 * l + 0.793_618 * m - 0.004_072 * s,
            1.977_998 * l - 2.428_592 * m + 0.450_594 * s,
            0.025_904 * l + 0.782_772 * m - 0.808_676 * s,
        ]
    }

    fn expect_close(hex: &str, value: &str) {
        let (a, b) = (oklab_of_hex(hex), oklab_of_value(value));
        let distance = a.iter().zip(b).map(|(a, b)| (a - b).powi(2)).sum::<f64>().sqrt();
        assert!(distance < 0.03, "{hex} differs from {value} by {distance:.3}");
    }

    #[test]
    fn each_size_equals_its_custom_property() {
        for (property, px) in sizes() {
            assert_eq!(value(TOKENS, property), format!("{px}px"), "{property}");
        }
    }

    #[test]
    fn each_shared_size_is_used_by_a_style_sheet() {
        let sheets = components(&Path::new(env!("CARGO_MANIFEST_DIR")).join("style"));
        for (property, _) in sizes() {
            assert!(sheets.contains(&format!("var({property})")), "{property} is unused");
        }
    }

    #[test]
    fn each_colour_is_close_to_its_custom_property() {
        use light_theme::*;
        for (property, hex) in [
            ("--paper-0", SURFACE),
            ("--paper-3", LINE),
            ("--paper-ink", INK),
            ("--paper-ink-2", INK_SOFT),
            ("--color-light", LIGHT),
            ("--color-speaker", SPEAKER),
            ("--color-toilet", TOILET),
            ("--color-sequence", SEQUENCE),
            ("--color-parallel", PARALLEL),
            ("--state-hazard", HAZARD),
        ] {
            expect_close(hex, value(TOKENS, property));
        }
        expect_close(LAMP_COLOR, value(HOME, "--light-color"));
    }
}
