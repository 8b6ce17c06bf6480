//! The shapes of a saved picture, as SVG.

use std::{borrow::Cow, fmt::Write};

use crate::ui::{
    render::metrics::light_theme::{INK, INK_SOFT},
    text::{shortened, tenths},
};

/// The size of the names of lanes.
const LABEL_FONT_PX: f64 = 13.0;
/// The width of most characters, in sizes of their font.
const CHARACTER_EM: f64 = 0.56;

/// Shortens words to what has room in a width, in a font of a size.
pub fn fitted(words: &str, width_px: f64, font_px: f64) -> Cow<'_, str> {
    shortened(words, width_px / (font_px * CHARACTER_EM))
}

/// Writes words whose base line begins at a place. `more` is further attributes.
pub fn text(svg: &mut String, x: f64, y: f64, fill: &str, more: &str, words: &str) {
    _ = write!(svg, r#"<text x="{}" y="{}" fill="{fill}" {more}>{}</text>"#, tenths(x), tenths(y), escape(words));
}

/// Writes a name that has room of this width. One that is longer is shortened, and whole in the title.
pub fn label(svg: &mut String, x: f64, y: f64, name: &str, width_px: f64) {
    let short = fitted(name, width_px, LABEL_FONT_PX);
    let (x, y, whole, short_name) = (tenths(x), tenths(y), escape(name), escape(&short));
    let title = if short == name { String::new() } else { format!("<title>{whole}</title>") };
    _ = write!(svg, r#"<text x="{x}" y="{y}" fill="{INK_SOFT}">{title}{short_name}</text>"#);
}

/// Draws a line, thick if it is of ink.
pub fn line(svg: &mut String, x1: f64, y1: f64, x2: f64, y2: f64, stroke: &str) {
    let [x1, y1, x2, y2] = [x1, y1, x2, y2].map(tenths);
    let width = if stroke == INK { 3 } else { 1 };
    _ = write!(svg, r#"<line x1="{x1}" y1="{y1}" x2="{x2}" y2="{y2}" stroke="{stroke}" stroke-width="{width}"/>"#);
}

/// Escapes a name, which may contain markup.
pub fn escape(words: &str) -> String {
    let mut escaped = String::with_capacity(words.len());
    for character in words.chars() {
        match character {
            '<' => escaped += "&lt;",
            '>' => escaped += "&gt;",
            '&' => escaped += "&amp;",
            '"' => escaped += "&quot;",
            character if character.is_control() => escaped.push('\u{fffd}'),
            character => escaped.push(character),
        }
    }
    escaped
}

/// A box by its left, upper edge, width and height.
#[derive(Clone, Copy)]
pub struct Rect {
    pub x: f64,
    pub y: f64,
    pub width: f64,
    pub height: f64,
}

impl Rect {
    /// Draws the box with round corners. `more` is further attributes.
    pub fn draw(self, svg: &mut String, more: &str) {
        let [x, y, width, height] = [self.x, self.y, self.width, self.height].map(tenths);
        _ = write!(svg, r#"<rect x="{x}" y="{y}" width="{width}" height="{height}" rx="4" {more}/>"#);
    }
}
