//! Drawings of messages that did not arrive, and of what stands beside the hub.

/// A message that failed or was cancelled, by the word of its ending. The parts follow its route.
pub fn ending(kind: &str) -> &'static str {
    match kind {
        "torn" => TORN,
        "refused" => REFUSED,
        "unplugged" => UNPLUGGED,
        "recalled" => RECALLED,
        "no-address" => NO_ADDRESS,
        _ => RAISED,
    }
}

const TORN: &str = r#"<path class="half left" d="M-23-11q0-5 5-5H4L-2-9 4-2-4 5 1 11-3 16H-18q-5 0-5-5zM-21-13-3 1"/><path class="half right" d="M7-16h11q5 0 5 5v22q0 5-5 5H1L6 11 0 5 8-2 2-9zM21-13 8-2"/>"#;

macro_rules! bounced {
    ($sign:literal) => {
        concat!(
            r#"<path class="letter card" d="M-23-11q0-5 5-5h36q5 0 5 5v22q0 5-5 5h-36q-5 0-5-5zM21-13 0 4-21-13"/><g class="sign">"#,
            $sign,
            "</g>"
        )
    };
}

const REFUSED: &str = bounced!(r#"<circle class="plate stop" r="17"/><path class="ink" d="M-9 0H9"/>"#);
const UNPLUGGED: &str = bounced!(
    r##"<circle class="plate" r="17"/><g transform="rotate(180)"><use href="#plug" y="2"/></g><path class="ink slash" d="M-12 12 12-12"/>"##
);
const NO_ADDRESS: &str =
    bounced!(r#"<circle class="plate" r="17"/><path class="ink" d="M-5-4q0-6 5-6t5 5q0 3-5 6v2M0 9v.1"/>"#);
const RAISED: &str =
    r#"<g class="sign"><circle class="plate stop" r="17"/><path class="ink" d="M-7-7 7 7M7-7-7 7"/></g>"#;

/// The thread leads from the hub to the envelope: its end is at (1, 1) before the style sheet stretches it.
const RECALLED: &str = r#"<path class="thread dark" d="M0 0 1 1"/><path class="thread" d="M0 0 1 1"/><g class="letter"><path class="card" d="M-23-11q0-5 5-5h36q5 0 5 5v22q0 5-5 5h-36q-5 0-5-5z"/><path class="back" d="M11 8V3q0-5-5-5h-16m7-7-7 7 7 7"/></g>"#;

/// The end of a thread that nobody holds any more.
pub const LEASH: &str = "M-22 6q-14-2-16 7t-12 4q-8-4-12 5";

/// A broom as a badge, for messages of a cleanup.
pub const BROOM: &str =
    r#"<circle r="13"/><path class="stick" d="M6-9 0 1"/><path class="straw" d="M-4-2 4 3l-2 8q-6 0-10-6z"/>"#;

/// An alarm clock. The part that has passed since its start is filled, and its hand comes to the mark at the top.
pub const CLOCK: &str = r#"<g class="timed shown"><path class="hook" d="M0-22v-12"/><g class="timed shake"><path class="bells" d="M-15-19a7 7 0 0 1 9-6zM15-19a7 7 0 0 0-9-6z"/><path class="legs" d="M-11 17l-5 6M11 17l5 6"/><circle class="case" r="20"/><circle class="burnt timed" r="8" pathLength="100"/><path class="mark" d="M0-18v5M-16 0h3M16 0h-3M0 16v-3"/><path class="hand timed" d="M0 3v-15"/><circle class="knob" r="2.5"/></g><path class="rays" d="M-27-14l-8-5M-30-2h-9M27-14l8-5M30-2h9M-14-30l-4-8M14-30l4-8"/></g>"#;

/// An hourglass on a shelf.
pub const HOURGLASS: &str = r#"<path class="shelf" d="M-24 25h48"/><path class="bulb-glass" d="M-12-20h24c0 12-10 14-10 20s10 8 10 20h-24c0-12 10-14 10-20s-10-8-10-20z"/><path class="sand top timed" d="M-9-12h18c-2 6-7 8-7.5 12h-3c-.5-4-5.5-6-7.5-12z"/><path class="sand bottom timed" d="M-11 20c0-6 4-10 11-12 7 2 11 6 11 12z"/><path class="grain timed" d="M0 0v18"/><path class="caps" d="M-15-21h30M-15 21h30"/>"#;
