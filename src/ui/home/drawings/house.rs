//! The parts of the picture whose size depends on the number of rooms.

use super::{ATTIC, GROUND, ROOM_HEIGHT, ROOM_WIDTH, SIDE, WALL};

/// How far the outdoors goes on beyond the picture, for panels of another shape.
const FAR: i32 = 1600;
/// Top of the roof.
const RIDGE: i32 = 38;
/// Where the roof changes its slope.
const KNEE: i32 = 90;

/// Everything outdoors, behind the house.
pub fn sky(width: i32, height: i32) -> String {
    let (mid, ground, all, below) = (width / 2, height - GROUND, 2 * FAR + width, FAR + height);
    let (left_tree, right_tree) = (SIDE - 96, width - SIDE + 104);
    let (bush, mailbox) = (SIDE - 20, width - SIDE + 30);
    let stars = include_str!("stars.svg");
    let garden = include_str!("garden.svg");
    format!(
        r##"<linearGradient id="sky-day" gradientUnits="userSpaceOnUse" x2="0" y1="-30" y2="{ground}"><stop class="day-1"/><stop offset=".55" class="day-2"/><stop offset="1" class="day-3"/></linearGradient><linearGradient id="sky-night" gradientUnits="userSpaceOnUse" x2="0" y1="-30" y2="{ground}"><stop class="night-1"/><stop offset="1" class="night-2"/></linearGradient><rect fill="url(#sky-day)" x="-{FAR}" y="-{FAR}" width="{all}" height="{below}"/><g class="nightfall"><rect fill="url(#sky-night)" x="-{FAR}" y="-{FAR}" width="{all}" height="{below}"/><g class="stars" transform="translate({mid})">{stars}</g></g><g transform="translate({mid} {ground})">{garden}</g><use href="#tree" x="{left_tree}" y="{ground}"/><use href="#tree" x="{right_tree}" y="{ground}"/><use href="#bush" x="{bush}" y="{ground}"/><use href="#mailbox" x="{mailbox}" y="{ground}"/>"##
    )
}

/// The house without what is in it: roof, attic, walls and slabs, and the wires from the hub to every room; then the dusk
/// that falls on all of this, and the moon that it spares.
pub fn house(width: i32, height: i32, columns: i32, rows: i32) -> String {
    let (left, right, mid, ground) = (SIDE, width - SIDE, width / 2, height - GROUND);
    let knee = (right - left) / 8;
    let eaves = ATTIC + 3;
    let roof = format!(
        "M{} {eaves} {} {KNEE} {mid} {RIDGE} {} {KNEE} {} {eaves}",
        left - 14,
        left + knee,
        right - knee,
        right + 14
    );
    let on_roof = |x: i32| RIDGE + (KNEE - RIDGE) * (x - mid).abs() / (mid - left - knee);
    let (chimney, cat) = (mid + (right - left) / 5, mid - (right - left) / 5);
    let (chimney_y, cat_y) = (on_roof(chimney), on_roof(cat) - 6);
    let (walls, storeys) = (right - left, ground - ATTIC);
    let (chest, crate_) = (mid - (right - left) / 4, mid + (right - left) / 4);
    let (all, below) = (2 * FAR + width, FAR + height);
    let (post_1, post_2, brace_1, brace_2) = (left + knee, right - knee, left + knee + 44, right - knee - 44);
    let wires = wires(width, columns, rows);
    let cat_shape = include_str!("cat.svg");
    let floor = ATTIC;
    format!(
        r##"<g transform="translate({chimney} {chimney_y})"><g class="smoke"><circle cy="-46" r="7"/><circle cy="-46" r="9"/><circle cy="-46" r="8"/></g><path class="chimney" d="M-13 6v-40h-4v-9h34v9h-4v40z"/></g><path class="roof" d="{roof}"/><path class="shingles" d="{roof}"/><g class="cat" transform="translate({cat} {cat_y})">{cat_shape}</g><path class="beams" d="M{post_1} {KNEE}V{floor}M{post_2} {KNEE}V{floor}M{post_1} 132L{brace_1} 90M{post_2} 132L{brace_2} 90"/><path class="chest" d="M{chest} {floor}h-44v-24q0-10 10-10h24q10 0 10 10zM{crate_} {floor}h36v-30h-36z"/><path class="chest-2" d="M{chest} 138h-44m22-2v8M{crate_} 136h36m-18-8v8"/><rect class="shell" x="{left}" y="{floor}" width="{walls}" height="{storeys}"/><path class="base-line" d="M{left} {ground}h{walls}"/><path class="wires" d="{wires}"/><rect class="nightfall dusk" x="-{FAR}" y="-{FAR}" width="{all}" height="{below}"/><g transform="translate(78 56)"><g class="moon"><circle class="moon-glow" r="44"/><circle r="21"/><path class="crater" d="M-8-6h.1M6 8h.1"/></g></g>"##
    )
}

fn wires(width: i32, columns: i32, rows: i32) -> String {
    let mid = width / 2;
    // In the wall that is nearest to the middle.
    let shaft = SIDE + WALL / 2 + columns / 2 * (ROOM_WIDTH + WALL);
    let column = |c: i32| SIDE + WALL + ROOM_WIDTH / 2 + c * (ROOM_WIDTH + WALL);
    let slab = |r: i32| ATTIC + WALL / 2 + r * (ROOM_HEIGHT + WALL);
    let mut path = format!("M{mid} {}V{}M{shaft} {}V{}", ATTIC - 8, slab(0), slab(0), slab(rows - 1));
    for row in 0..rows {
        path += &format!("M{} {}H{}", column(0), slab(row), column(columns - 1));
        for c in 0..columns {
            path += &format!("M{} {}v9", column(c), slab(row));
        }
    }
    path
}
