//! Icons of buttons and steps, as SVG text. They are decoration: the elements that show them have names.

use crate::{
    home::DeviceKind,
    program::{BlockKind, LeafKind},
};

pub fn device(kind: DeviceKind) -> &'static str {
    match kind {
        DeviceKind::Light => LIGHT,
        DeviceKind::Speaker => SPEAKER,
        DeviceKind::Toilet => TOILET,
    }
}

pub const fn block(kind: BlockKind) -> &'static str {
    match kind {
        BlockKind::Sequence => SEQUENCE,
        BlockKind::Parallel => PARALLEL,
        BlockKind::Race => RACE,
        BlockKind::Timeout => TIMEOUT,
        BlockKind::Retry => RETRY,
        BlockKind::Repeat => REPEAT,
        BlockKind::Fallback => FALLBACK,
        BlockKind::Ensure => ENSURE,
        BlockKind::Lock => LOCK,
        BlockKind::Start => START,
        BlockKind::Future => FUTURE,
        BlockKind::Blocking => BLOCKING,
        BlockKind::Offload => OFFLOAD,
    }
}

pub fn leaf(kind: LeafKind) -> &'static str {
    match kind {
        LeafKind::Delay => CLOCK,
        LeafKind::Fail => FAIL,
        LeafKind::Work => WORK,
        LeafKind::Await => AWAIT,
        LeafKind::Cancel => STOP,
        LeafKind::Resolve => RESOLVE,
        LeafKind::Increment => INCREMENT,
    }
}

macro_rules! icon {
    ($shapes:literal) => {
        concat!(r#"<svg class="glyph" viewBox="0 0 24 24" aria-hidden="true">"#, $shapes, "</svg>")
    };
}

const BLOCKING: &str = icon!(r#"<path d="M8.5 3.5h7l5 5v7l-5 5h-7l-5-5v-7z"/><path d="M8 12h8"/>"#);
const OFFLOAD: &str = icon!(r#"<path d="M4 4v16M9 12h10M15 8l4 4-4 4"/><path d="M20 4v16" stroke-dasharray="2 2"/>"#);
const WORK: &str = icon!(
    r#"<circle cx="12" cy="12" r="3.2"/><path d="M12 3.5v3.3M12 17.2v3.3M3.5 12h3.3M17.2 12h3.3M6 6l2.3 2.3M15.7 15.7 18 18M18 6l-2.3 2.3M8.3 15.7 6 18"/>"#
);
const START: &str = icon!(r#"<path d="M4 8h10v8H4zM8 8v8M17 9l3 3-3 3"/>"#);
const FUTURE: &str = icon!(r#"<path d="M4 8h16v8H4z" stroke-dasharray="3 2"/><path d="M9 8v8"/>"#);
const AWAIT: &str = icon!(r#"<path d="M7 4h10M7 20h10M8 4c0 5 8 5 8 8s-8 3-8 8M16 4c0 5-8 5-8 8s8 3 8 8"/>"#);
const RESOLVE: &str = icon!(r#"<path d="M4 8h16v8H4zM9 12l2 2 4-4"/>"#);
const INCREMENT: &str = icon!(r#"<path d="M4 5h16v14H4zM8 12h8M12 8v8"/>"#);
pub const HOUSE: &str = icon!(r#"<path d="M3 12 12 4l9 8M6 10v10h12V10"/><path d="M10 20v-5h4v5"/>"#);
pub const PLAY: &str = icon!(r#"<path class="solid" d="M7 4.5v15l12-7.5z"/>"#);
pub const PAUSE: &str = icon!(r#"<path class="solid" d="M6 5h4v14H6zM14 5h4v14h-4z"/>"#);
pub const STOP: &str = icon!(r#"<path d="M6 6l12 12M18 6L6 18"/>"#);
pub const RESET: &str = icon!(r#"<path d="M5 5v5h5"/><path d="M5.6 15a7 7 0 1 0 .6-7.6L5 10"/>"#);
pub const OPEN: &str = icon!(r#"<path d="M13 5h6v6M19 5l-9 9M17 14v5H5V7h5"/>"#);
pub const ABOUT: &str = icon!(r#"<circle cx="12" cy="12" r="8.5"/><path d="M12 11v5.5M12 7.5h.01"/>"#);
pub const PRESENT: &str = icon!(r#"<path d="M4 5h16v10H4zM12 15v4M8 19h8"/>"#);
pub const SHARE: &str = icon!(r#"<path d="M12 15V4M8 7.5 12 4l4 3.5M6 12v8h12v-8"/>"#);
pub const SUN: &str = icon!(
    r#"<circle cx="12" cy="12" r="4"/><path d="M12 3v2M12 19v2M3 12h2M19 12h2M5.6 5.6 7 7M17 17l1.4 1.4M5.6 18.4 7 17M17 7l1.4-1.4"/>"#
);
pub const MOON: &str = icon!(r#"<path d="M20 14.5A8.5 8.5 0 1 1 9.5 4a7 7 0 0 0 10.5 10.5z"/>"#);
pub const AUTO: &str = icon!(r#"<circle cx="12" cy="12" r="8"/><path class="solid" d="M12 4a8 8 0 0 1 0 16z"/>"#);
const LIGHT: &str = icon!(r#"<path d="M9 15a5.5 5.5 0 1 1 6 0v2H9zM10 20h4"/>"#);
const SPEAKER: &str = icon!(
    r#"<rect x="6" y="3" width="12" height="18" rx="2"/><circle cx="12" cy="14.5" r="3.5"/><path d="M12 7h.01"/>"#
);
const TOILET: &str = icon!(r#"<path d="M7 3h10v7H7zM5 10h14c0 5-3 7-5 7v4h-4v-4c-2 0-5-2-5-7z"/>"#);
const CLOCK: &str = icon!(r#"<circle cx="12" cy="12" r="8.5"/><path d="M12 7v5l3.5 2"/>"#);
pub const WARNING: &str = icon!(r#"<path d="M12 4 2.5 20h19zM12 10v5M12 17.5h.01"/>"#);
pub const STEP: &str = icon!(r#"<path d="M6 5v14"/><path class="solid" d="M10 5v14l9-7z"/>"#);
pub const STEP_BACK: &str = icon!(r#"<path class="solid" d="M14 5v14l-9-7z"/><path d="M18 5v14"/>"#);
pub const MORE: &str = icon!(
    r#"<circle class="solid" cx="5" cy="12" r="1.8"/><circle class="solid" cx="12" cy="12" r="1.8"/><circle class="solid" cx="19" cy="12" r="1.8"/>"#
);
pub const REPLAY: &str =
    icon!(r#"<path d="M4 12a8 8 0 1 0 3-6.2"/><path d="M8 2v4.5H3.5"/><path class="solid" d="M10.5 9v6l5-3z"/>"#);
pub const LOOP: &str = icon!(
    r#"<path d="M17 3l3.5 3.5L17 10"/><path d="M20 6.5H7.5A4 4 0 0 0 3.5 10.5V12"/><path d="M7 21l-3.5-3.5L7 14"/><path d="M4 17.5h12.5a4 4 0 0 0 4-4V12"/>"#
);
pub const DOWNLOAD: &str = icon!(r#"<path d="M12 4v11M7 10.5l5 5 5-5M4 20h16"/>"#);
pub const SOUND: &str =
    icon!(r#"<path d="M9 18V6l10-2v12"/><circle cx="6.5" cy="18" r="2.5"/><circle cx="16.5" cy="16" r="2.5"/>"#);
pub const KEYS: &str = icon!(
    r#"<rect x="2.5" y="6" width="19" height="12" rx="2"/><path d="M6 10h.01M9.5 10h.01M13 10h.01M16.5 10h.01M8 14h8"/>"#
);
pub const ZOOM_IN: &str = icon!(r#"<circle cx="11" cy="11" r="6.5"/><path d="M16 16l5 5M11 8.5v5M8.5 11h5"/>"#);
pub const ZOOM_OUT: &str = icon!(r#"<circle cx="11" cy="11" r="6.5"/><path d="M16 16l5 5M8.5 11h5"/>"#);
pub const FIT: &str = icon!(r#"<path d="M4 5v14M20 5v14M7 12h10M10 9l-3 3 3 3M14 9l3 3-3 3"/>"#);
pub const UNDO: &str = icon!(r#"<path d="M9 6 4.5 10.5 9 15"/><path d="M5 10.5h9.5a5 5 0 0 1 0 10H11"/>"#);
pub const REDO: &str = icon!(r#"<path d="m15 6 4.5 4.5L15 15"/><path d="M19 10.5H9.5a5 5 0 0 0 0 10H13"/>"#);
pub const GRIP: &str = icon!(r#"<path d="M9 6h.01M15 6h.01M9 12h.01M15 12h.01M9 18h.01M15 18h.01"/>"#);
pub const PENCIL: &str = icon!(r#"<path d="M4 20l1-4L16 5l3 3L8 19z"/>"#);
pub const UP: &str = icon!(r#"<path d="M12 19V5M6 11l6-6 6 6"/>"#);
pub const DOWN: &str = icon!(r#"<path d="M12 5v14M6 13l6 6 6-6"/>"#);
pub const OUT: &str = icon!(r#"<path d="M20 4v16M15 12H4M9 7l-5 5 5 5"/>"#);
pub const IN: &str = icon!(r#"<path d="M4 4v16M9 12h11M15 7l5 5-5 5"/>"#);
pub const SEQUENCE: &str = icon!(
    r#"<path d="M5 3v18"/><rect x="9" y="4" width="11" height="6" rx="1.5"/><rect x="9" y="14" width="11" height="6" rx="1.5"/>"#
);
const RACE: &str = icon!(r#"<path d="M5 7h9M5 12h14M5 17h6"/><path d="M16 4v16"/>"#);
const TIMEOUT: &str = icon!(r#"<circle cx="12" cy="13" r="7.5"/><path d="M12 13V8M9.5 2.5h5M19 4l2 2"/>"#);
const RETRY: &str = icon!(r#"<path d="M19 5v5h-5"/><path d="M18.4 15a7 7 0 1 1-.6-7.6L19 10"/>"#);
const REPEAT: &str = icon!(r#"<path d="M4 11V9a3 3 0 0 1 3-3h13l-3-3M20 13v2a3 3 0 0 1-3 3H4l3 3"/>"#);
const FALLBACK: &str = icon!(r#"<path d="M5 6h8M11 3l3 3-3 3M10 12v6h9M16 15l3 3-3 3"/>"#);
const ENSURE: &str = icon!(r#"<path d="M12 3l7 3v5c0 5-3 8-7 10-4-2-7-5-7-10V6z"/><path d="M8.5 12l2.5 2.5 4.5-5"/>"#);
const LOCK: &str =
    icon!(r#"<rect x="5" y="11" width="14" height="9" rx="2"/><path d="M8 11V7.5a4 4 0 0 1 8 0V11M12 14.5v2"/>"#);
const FAIL: &str = icon!(r#"<path d="M12 3l9.5 17h-19z"/><path d="M12 10v5M12 17.5h.01"/>"#);
const PARALLEL: &str = icon!(
    r#"<path d="M3 4h18"/><rect x="4" y="8" width="6.5" height="12" rx="1.5"/><rect x="13.5" y="8" width="6.5" height="12" rx="1.5"/>"#
);
pub const TURN: &str = icon!(r#"<path d="M4 9h14l-4-4M20 15H6l4 4"/>"#);
pub const UNWRAP: &str = icon!(r#"<path d="M4 9V4h5M20 9V4h-5M4 15v5h5M20 15v5h-5"/><path d="M9 12h6"/>"#);
pub const DUPLICATE: &str =
    icon!(r#"<rect x="4" y="4" width="11" height="11" rx="2"/><path d="M19 9v8a2 2 0 0 1-2 2H9M12 7v5M9.5 9.5h5"/>"#);
pub const CUT: &str = icon!(
    r#"<circle cx="6.5" cy="17.5" r="2.5"/><circle cx="17.5" cy="17.5" r="2.5"/><path d="M8 15.5 17 4M16 15.5 7 4"/>"#
);
pub const COPY: &str =
    icon!(r#"<rect x="8" y="8" width="12" height="12" rx="2"/><path d="M5 16H4V6a2 2 0 0 1 2-2h10v1"/>"#);
pub const PASTE: &str =
    icon!(r#"<rect x="5" y="5" width="14" height="16" rx="2"/><path d="M9 5V3h6v2M9 11h6M9 15h6"/>"#);
pub const DELETE: &str = icon!(r#"<path d="M4 7h16M10 7V4h4v3M6 7l1 13h10l1-13M10 11v5M14 11v5"/>"#);
pub const LIBRARY: &str = icon!(r#"<path d="M4 20h16M6 20V5h4v15M10 20V8h4v12M14.5 8.5l3.5-1 2.5 12"/>"#);
pub const NEW: &str = icon!(r#"<path d="M6 3h8l4 4v14H6z"/><path d="M12 10v7M8.5 13.5h7"/>"#);
pub const EXPORT: &str = icon!(r#"<path d="M12 4v11M7 10.5l5 5 5-5M4 20h16"/>"#);
