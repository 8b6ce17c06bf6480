//! Drawings whose size depends on the number of rooms.

use std::fmt::Write;

use super::{ATTIC, GROUND, ROOM_HEIGHT, ROOM_WIDTH, SIDE, WALL};

/// The distance that the outdoors reaches beyond the picture, for panels with another aspect ratio.
const OUTDOORS: i32 = 1600;
/// The y of the roof's ridge, and of the points where its slope changes.
const RIDGE: i32 = 38;
const KNEE: i32 = 90;

const STARS: &str = include_str!("stars.svg");
const GARDEN: &str = include_str!("garden.svg");
const CHIMNEY: &str = include_str!("chimney.svg");
const CAT: &str = include_str!("cat.svg");
const MOON: &str = include_str!("moon.svg");

/// The sky and the garden behind the house, for a picture of this size.
#[must_use]
pub fn sky(width: i32, height: i32) -> String {
    let (mid, ground) = (width / 2, height - GROUND);
    let all = everywhere(width, height);
    let (tree_1, tree_2, bush, mailbox) = (SIDE - 96, width - SIDE + 104, SIDE - 20, width - SIDE + 30);
    format!(
        r##"<linearGradient id="sky-day" gradientUnits="userSpaceOnUse" x2="0" y1="-30" y2="{ground}">
<stop class="day-1"/><stop offset=".55" class="day-2"/><stop offset="1" class="day-3"/></linearGradient>
<linearGradient id="sky-night" gradientUnits="userSpaceOnUse" x2="0" y1="-30" y2="{ground}">
<stop class="night-1"/><stop offset="1" class="night-2"/></linearGradient>
<path fill="url(#sky-day)" d="{all}"/>
<g class="nightfall"><path fill="url(#sky-night)" d="{all}"/><g class="stars" transform="translate({mid})">{STARS}</g></g>
<g transform="translate({mid} {ground})">{GARDEN}</g>
<use href="#tree" x="{tree_1}" y="{ground}"/><use href="#tree" x="{tree_2}" y="{ground}"/>
<use href="#bush" x="{bush}" y="{ground}"/><use href="#mailbox" x="{mailbox}" y="{ground}"/>"##
    )
}

/// The house without its rooms: roof, attic, walls and slabs, and the wires from the hub to every room. Dusk is drawn
/// over them, but under the moon and the cat.
#[must_use]
pub fn house(width: i32, height: i32, columns: i32, rows: i32) -> String {
    let (left, right, mid, ground) = (SIDE, width - SIDE, width / 2, height - GROUND);
    let (walls, storeys) = (right - left, ground - ATTIC);
    let (knee_1, knee_2) = (left + walls / 8, right - walls / 8);
    let (eave_1, eave_2, eaves) = (left - 14, right + 14, ATTIC + 3);
    let roof = format!("M{eave_1} {eaves} {knee_1} {KNEE} {mid} {RIDGE} {knee_2} {KNEE} {eave_2} {eaves}");
    let slope = |from_mid: i32| RIDGE + (KNEE - RIDGE) * from_mid / (mid - knee_1);

    let (chimney, cat) = (mid + walls / 5, mid - walls / 5);
    let (chimney_y, cat_y) = (slope(walls / 5), slope(walls / 5) - 6);
    let (brace_1, brace_2) = (knee_1 + 44, knee_2 - 44);
    let (chest, carton) = (mid - walls / 4, mid + walls / 4);
    let (wires, all) = (wires(mid, columns, rows), everywhere(width, height));
    format!(
        r#"<g transform="translate({chimney} {chimney_y})">{CHIMNEY}</g>
<path class="roof" d="{roof}"/><path class="shingles" d="{roof}"/>
<path class="beams" d="M{knee_1} {KNEE}V{ATTIC}m0-26L{brace_1} {KNEE}M{knee_2} {KNEE}V{ATTIC}m0-26L{brace_2} {KNEE}"/>
<path class="chest" d="M{chest} {ATTIC}h-44v-24q0-10 10-10h24q10 0 10 10zM{carton} {ATTIC}h36v-30h-36z"/>
<path class="chest-2" d="M{chest} {ATTIC}m0-20h-44m22-2v8M{carton} {ATTIC}m0-22h36m-18-8v8"/>
<rect class="shell" x="{left}" y="{ATTIC}" width="{walls}" height="{storeys}"/>
<path class="base-line" d="M{left} {ground}h{walls}"/><path class="wires" d="{wires}"/>
<path class="nightfall dusk" d="{all}"/>
<g class="cat" transform="translate({cat} {cat_y})">{CAT}</g><g transform="translate(46 54)">{MOON}</g>"#
    )
}

/// A path around the picture and its surroundings.
fn everywhere(width: i32, height: i32) -> String {
    format!("M-{OUTDOORS}-{OUTDOORS}H{}V{}H-{OUTDOORS}z", width + OUTDOORS, height + OUTDOORS)
}

/// A path from the hub down to the slabs, along each of them, and a short way into every room.
fn wires(mid: i32, columns: i32, rows: i32) -> String {
    let column = |c: i32| SIDE + WALL + ROOM_WIDTH / 2 + c * (ROOM_WIDTH + WALL);
    let slab = |r: i32| ATTIC + WALL / 2 + r * (ROOM_HEIGHT + WALL);
    // The shaft is in the wall nearest to the middle.
    let shaft = SIDE + WALL / 2 + columns / 2 * (ROOM_WIDTH + WALL);
    let mut path = format!("M{mid} {}V{}M{shaft} {}V{}", ATTIC - 8, slab(0), slab(0), slab(rows - 1));
    for row in 0..rows {
        let _ = write!(path, "M{} {}H{}", column(0), slab(row), column(columns - 1));
        for c in 0..columns {
            let _ = write!(path, "M{} {}v9", column(c), slab(row));
        }
    }
    path
}
