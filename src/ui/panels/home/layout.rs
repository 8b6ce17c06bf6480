//! Where things are in the picture, in units of its view box.

use super::drawings::{ATTIC, GROUND, HUB_LIFT, ROOM_HEIGHT, ROOM_WIDTH, SIDE, WALL};

/// The most rooms of a house with one row. Larger ones get wider with their height.
const MAX_ROOMS_IN_ONE_ROW: usize = 4;

/// A house with enough rooms, in even rows.
#[derive(Clone, Copy, Debug)]
pub struct Layout {
    pub columns: i32,
    pub rows: i32,
}

/// The way of a message: from the hub, around a control point, to its device.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Route {
    pub from: (i32, i32),
    pub around: (i32, i32),
    pub to: (i32, i32),
}

impl Layout {
    pub fn new(rooms: usize) -> Self {
        let columns = if rooms <= MAX_ROOMS_IN_ONE_ROW { rooms } else { (2 * rooms).isqrt() }.max(1);
        let rows = rooms.div_ceil(columns).max(1);
        let number = |count: usize| i32::try_from(count).expect("a home has fewer rooms than that");
        Self { columns: number(columns), rows: number(rows) }
    }

    /// How many rooms there are, spare ones included.
    pub fn rooms(&self) -> usize {
        (self.columns * self.rows).unsigned_abs() as usize
    }

    pub fn width(&self) -> i32 {
        2 * SIDE + WALL + self.columns * (ROOM_WIDTH + WALL)
    }

    pub fn height(&self) -> i32 {
        ATTIC + WALL + self.rows * (ROOM_HEIGHT + WALL) + GROUND
    }

    /// The middle of the hub.
    pub fn hub(&self) -> (i32, i32) {
        (self.width() / 2, ATTIC - HUB_LIFT)
    }

    /// The `transform` that puts a room in its place.
    pub fn translate(&self, room: usize) -> String {
        let (x, y) = self.corner(room);
        format!("translate({x} {y})")
    }

    /// The way of a message to a room, where `anchor` is its device. Messages under way to one device at a time take
    /// different slots, so that none hides another.
    pub fn route(&self, room: usize, anchor: (i32, i32), slot: usize) -> Route {
        /// How far a way keeps from that of the next slot, and from a hub that it would lead straight through.
        const APART: i32 = 36;
        const AROUND_THE_HUB: i32 = 110;
        let side = if slot.is_multiple_of(2) { 1 } else { -1 };
        let aside = side * i32::try_from(slot.div_ceil(2) % 3).unwrap_or_default() * APART;
        let (from, (x, y)) = (self.hub(), self.corner(room));
        let to = (x + anchor.0 + aside, y + anchor.1);
        let bow = if (x + anchor.0 - from.0).abs() < APART { side * AROUND_THE_HUB } else { 0 };
        Route { from, around: (to.0 + bow, from.1), to }
    }

    fn corner(&self, room: usize) -> (i32, i32) {
        let room = i32::try_from(room).expect("a home has fewer rooms than that");
        let x = SIDE + WALL + room % self.columns * (ROOM_WIDTH + WALL);
        let y = ATTIC + WALL + room / self.columns * (ROOM_HEIGHT + WALL);
        (x, y)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn three_devices_live_side_by_side() {
        let layout = Layout::new(3);
        assert_eq!((layout.columns, layout.rows), (3, 1));
        assert_eq!((layout.width(), layout.height()), (800, 420));
        assert_eq!(layout.hub(), (400, 130));
    }

    #[test]
    fn a_house_has_a_room_for_everyone_and_few_spare_ones() {
        for devices in 0..50 {
            let layout = Layout::new(devices);
            assert!(layout.rooms() >= devices);
            assert!(layout.rooms() < devices.max(1) + layout.columns.unsigned_abs() as usize, "{devices}");
        }
    }

    #[test]
    fn messages_under_way_together_take_different_ways() {
        let layout = Layout::new(3);
        let routes: Vec<_> = (0..5).map(|slot| layout.route(1, (108, 40), slot)).collect();
        for (index, route) in routes.iter().enumerate() {
            assert!(!routes[..index].contains(route));
            assert_ne!(route.around.0, layout.hub().0, "straight through the hub");
        }
    }

    #[test]
    fn no_room_reaches_out_of_the_picture() {
        let layout = Layout::new(11);
        for room in 0..layout.rooms() {
            let (x, y) = layout.corner(room);
            assert!(x + ROOM_WIDTH + WALL + SIDE <= layout.width());
            assert!(y + ROOM_HEIGHT + WALL + GROUND <= layout.height());
        }
    }
}
