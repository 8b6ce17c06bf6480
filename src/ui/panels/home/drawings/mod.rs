//! The drawings of the home: static SVG text. The sheets in `style/home/` add states and motion.

mod endings;
mod house;

use crate::home::DeviceKind;

pub use endings::{BROOM, CLOCK, HOURGLASS, LEASH, ending};
pub use house::{house, sky};

/// The inside of a room. Every drawing of a room or a device uses these local coordinates.
pub const ROOM_WIDTH: i32 = 216;
pub const ROOM_HEIGHT: i32 = 196;
/// Thickness of walls and floor slabs.
pub const WALL: i32 = 12;
/// The distance of the house from the left and the right edge of the picture.
pub const SIDE: i32 = 52;
/// The distance from the top of the picture to the floor of the attic. The slab below the attic follows.
pub const ATTIC: i32 = 158;
/// The distance from the ground to the bottom of the picture.
pub const GROUND: i32 = 42;
/// The distance of the hub's centre from the floor of the attic. The hub stands in the middle of the attic.
pub const HUB_LIFT: i32 = 28;

/// Masks, clips and small shapes that other drawings refer to; once per picture, inside `<defs>`.
pub const DEFS: &str = include_str!("defs.svg");
pub const HUB: &str = include_str!("hub.svg");
/// A key on its hook; the origin is where the key hangs.
pub const KEY: &str = include_str!("key.svg");
/// A ticket on its pin; the origin is where it hangs.
pub const TICKET: &str = include_str!("ticket.svg");
/// A slate for a number on the wall; the origin is where it hangs.
pub const PERSON: &str = include_str!("person.svg");
pub const SLATE: &str = include_str!("slate.svg");
/// The signs of mishaps, the same for each device: inside the device, after its own drawing, in room coordinates.
pub const MISHAPS: &str = include_str!("mishaps.svg");

const ROOM_LIGHT: &str = include_str!("room_light.svg");
const ROOM_SPEAKER: &str = include_str!("room_speaker.svg");
const ROOM_TOILET: &str = include_str!("room_toilet.svg");
/// A room without a device.
pub const ROOM_SPARE: &str = include_str!("room_spare.svg");

const LIGHT: &str = include_str!("light.svg");
const SPEAKER: &str = include_str!("speaker.svg");
const TOILET: &str = include_str!("toilet.svg");

/// The walls of a room from inside.
pub const ROOM_OUTLINE: &str = "M0 0h216v196H0z";

/// The furniture of a room with a device of this kind.
pub fn room(kind: DeviceKind) -> &'static str {
    match kind {
        DeviceKind::Light => ROOM_LIGHT,
        DeviceKind::Speaker => ROOM_SPEAKER,
        DeviceKind::Toilet => ROOM_TOILET,
    }
}

pub fn device(kind: DeviceKind) -> &'static str {
    match kind {
        DeviceKind::Light => LIGHT,
        DeviceKind::Speaker => SPEAKER,
        DeviceKind::Toilet => TOILET,
    }
}

/// An envelope with the mark of the device that it goes to. Few elements, since there may be many envelopes.
pub fn letter(kind: DeviceKind) -> &'static str {
    macro_rules! sealed {
        ($mark:literal) => {
            concat!(include_str!("envelope.svg"), "<path class=\"glyph\" d=\"", $mark, "\"/>")
        };
    }
    match kind {
        DeviceKind::Light => sealed!("M-3 9h6M-3 6C-3 3-6 2-6-1A6 6 0 0 1 6-1C6 2 3 3 3 6z"),
        DeviceKind::Speaker => sealed!("M-5 7.5a3.2 3 0 1 0 6-1.2V0l4 1.5V-2.5L-1.5-5v8.8a3.4 3 0 0 0-3.5 3.7z"),
        DeviceKind::Toilet => sealed!("M0-5C4 0 5 2 5 5A5 5 0 0 1-5 5C-5 2-4 0 0-5z"),
    }
}

/// The point in its room at which a message reaches a device: `--clash` in style/home/room.css.
pub fn anchor(kind: DeviceKind) -> (i32, i32) {
    match kind {
        DeviceKind::Light => (54, 44),
        DeviceKind::Speaker => (108, 40),
        DeviceKind::Toilet => (108, 86),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ROOM_SHEET: &str = include_str!("../../../../../style/home/room.css");

    #[test]
    fn a_clash_is_drawn_where_messages_arrive() {
        for kind in DeviceKind::ALL {
            let selector = format!("[data-kind=\"{}\"] {{", kind.as_str());
            let (_, rule) = ROOM_SHEET.split_once(&selector).expect("a rule for each kind of device");
            let (rule, _) = rule.split_once('}').expect("the end of the rule");
            let (x, y) = anchor(kind);
            assert!(rule.contains(&format!("--clash: translate({x}px, {y}px);")), "{kind:?}: {rule}");
        }
    }
}
