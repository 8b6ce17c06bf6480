//! Small pictures for buttons and steps, as SVG text. Decoration: what they stand on has a name of its own.

macro_rules! icon {
    ($shapes:literal) => {
        concat!(r#"<svg class="glyph" viewBox="0 0 24 24" aria-hidden="true">"#, $shapes, "</svg>")
    };
}

pub const HOUSE: &str = icon!(r#"<path d="M3 12 12 4l9 8M6 10v10h12V10"/><path d="M10 20v-5h4v5"/>"#);
pub const PLAY: &str = icon!(r#"<path class="solid" d="M7 4.5v15l12-7.5z"/>"#);
pub const PAUSE: &str = icon!(r#"<path class="solid" d="M6 5h4v14H6zM14 5h4v14h-4z"/>"#);
pub const STOP: &str = icon!(r#"<path d="M6 6l12 12M18 6L6 18"/>"#);
pub const RESET: &str = icon!(r#"<path d="M5 5v5h5"/><path d="M5.6 15a7 7 0 1 0 .6-7.6L5 10"/>"#);
pub const SUN: &str = icon!(
    r#"<circle cx="12" cy="12" r="4"/><path d="M12 3v2M12 19v2M3 12h2M19 12h2M5.6 5.6 7 7M17 17l1.4 1.4M5.6 18.4 7 17M17 7l1.4-1.4"/>"#
);
pub const MOON: &str = icon!(r#"<path d="M20 14.5A8.5 8.5 0 1 1 9.5 4a7 7 0 0 0 10.5 10.5z"/>"#);
pub const AUTO: &str = icon!(r#"<circle cx="12" cy="12" r="8"/><path class="solid" d="M12 4a8 8 0 0 1 0 16z"/>"#);
pub const LIGHT: &str = icon!(r#"<path d="M9 15a5.5 5.5 0 1 1 6 0v2H9zM10 20h4"/>"#);
pub const SPEAKER: &str = icon!(
    r#"<rect x="6" y="3" width="12" height="18" rx="2"/><circle cx="12" cy="14.5" r="3.5"/><path d="M12 7h.01"/>"#
);
pub const TOILET: &str = icon!(r#"<path d="M7 3h10v7H7zM5 10h14c0 5-3 7-5 7v4h-4v-4c-2 0-5-2-5-7z"/>"#);
pub const CLOCK: &str = icon!(r#"<circle cx="12" cy="12" r="8.5"/><path d="M12 7v5l3.5 2"/>"#);
pub const WARNING: &str = icon!(r#"<path d="M12 4 2.5 20h19zM12 10v5M12 17.5h.01"/>"#);
