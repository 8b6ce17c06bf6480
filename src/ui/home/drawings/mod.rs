//! The drawings of the home: static SVG text. `style/home.css` gives it its states and its motion.

mod house;

pub use house::{house, sky};

/// Inside of a room. Every drawing of a room or a device uses these local coordinates.
pub const ROOM_WIDTH: i32 = 216;
pub const ROOM_HEIGHT: i32 = 196;
/// Thickness of walls and floor slabs.
pub const WALL: i32 = 12;
/// From the picture's left and right edge to the house.
pub const SIDE: i32 = 52;
/// From the picture's top to the floor of the attic, whose slab follows.
pub const ATTIC: i32 = 158;
/// From the ground to the picture's bottom.
pub const GROUND: i32 = 42;
/// The hub stands in the middle of the attic; its centre is this far above the attic's floor.
pub const HUB_LIFT: i32 = 28;

/// Where in its room a message reaches the device; `--clash` in home.css has the same points.
pub const LIGHT_ANCHOR: (i32, i32) = (54, 44);
pub const SPEAKER_ANCHOR: (i32, i32) = (108, 40);
pub const TOILET_ANCHOR: (i32, i32) = (108, 86);

/// Masks, clips and small shapes the others use: once in the picture, inside `<defs>`.
pub const DEFS: &str = include_str!("defs.svg");
pub const HUB: &str = include_str!("hub.svg");
/// A message on its way; shows the glyph of its `data-kind`.
pub const ENVELOPE: &str = include_str!("envelope.svg");
/// What any device may show after a mishap: inside the device, after its own drawing, in room coordinates.
pub const MISHAPS: &str = include_str!("mishaps.svg");

pub const ROOM_LIGHT: &str = include_str!("room_light.svg");
pub const ROOM_SPEAKER: &str = include_str!("room_speaker.svg");
pub const ROOM_TOILET: &str = include_str!("room_toilet.svg");
/// A room nobody has moved into yet.
pub const ROOM_SPARE: &str = include_str!("room_spare.svg");

pub const LIGHT: &str = include_str!("light.svg");
pub const SPEAKER: &str = include_str!("speaker.svg");
pub const TOILET: &str = include_str!("toilet.svg");
