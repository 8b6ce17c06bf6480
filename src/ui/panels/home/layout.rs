//! The layout of the house: positions and sizes in units of the view box.

use super::drawings::{ATTIC, GROUND, HUB_LIFT, ROOM_HEIGHT, ROOM_WIDTH, SIDE, WALL};

/// A house with more rooms has several rows, and about twice as many columns as rows.
const MAX_ROOMS_IN_ONE_ROW: usize = 4;

/// A grid of rooms, all rows of which are full.
#[derive(Clone, Copy, Debug)]
pub struct Layout {
    pub columns: i32,
    pub rows: i32,
}

/// The route of a message: a quadratic curve from the hub to the device, with a control point at the height of its start.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Route {
    pub from: (i32, i32),
    pub control: (i32, i32),
    pub to: (i32, i32),
    /// The part of the curve, in thousandths, after which it has come to the ceiling of the room.
    pub door: u32,
}

impl Layout {
    pub fn new(rooms: usize) -> Self {
        let columns = if rooms <= MAX_ROOMS_IN_ONE_ROW { rooms } else { (2 * rooms).isqrt() }.max(1);
        let rows = rooms.div_ceil(columns).max(1);
        let number = |count: usize| i32::try_from(count).expect("a home has fewer rooms than that");
        Self { columns: number(columns), rows: number(rows) }
    }

    /// The number of rooms, spare ones included.
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

    /// The route of a message to a room, where `anchor` is the place of the device. Messages on their way to one device
    /// at the same time take different slots, so that none hides another.
    pub fn route(&self, room: usize, anchor: (i32, i32), slot: usize) -> Route {
        const SLOT_DISTANCE: i32 = 36;
        /// The bow of a route that would otherwise lead straight down through the hub.
        const BOW_AROUND_HUB: i32 = 110;
        let side = if slot.is_multiple_of(2) { 1 } else { -1 };
        let aside = side * i32::try_from(slot.div_ceil(2) % 3).unwrap_or_default() * SLOT_DISTANCE;
        /// The distance of a sign at the door from the ceiling.
        const BELOW_CEILING: i32 = 8;
        let (from, (x, y)) = (self.hub(), self.corner(room));
        let to = (x + anchor.0 + aside, y + anchor.1);
        let bow = if (x + anchor.0 - from.0).abs() < SLOT_DISTANCE { side * BOW_AROUND_HUB } else { 0 };
        // The height is that of the start, and then grows with the square.
        let door = ((y + BELOW_CEILING - from.1) * 1_000_000 / (to.1 - from.1)).unsigned_abs().isqrt();
        Route { from, control: (to.0 + bow, from.1), to, door }
    }

    /// The route of what goes to no room: a short way up from the hub.
    pub fn route_nowhere(&self) -> Route {
        const UP: i32 = 52;
        let from = self.hub();
        Route { from, control: from, to: (from.0, from.1 - UP), door: 1000 }
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
    fn three_rooms_are_side_by_side() {
        let layout = Layout::new(3);
        assert_eq!((layout.columns, layout.rows), (3, 1));
        assert_eq!((layout.width(), layout.height()), (800, 420));
        assert_eq!(layout.hub(), (400, 130));
    }

    #[test]
    fn a_house_has_a_room_for_each_device_and_few_spare_ones() {
        for devices in 0..50 {
            let layout = Layout::new(devices);
            assert!(layout.rooms() >= devices);
            assert!(layout.rooms() < devices.max(1) + layout.columns.unsigned_abs() as usize, "{devices}");
        }
    }

    #[test]
    fn messages_at_the_same_time_take_different_routes() {
        let layout = Layout::new(3);
        let routes: Vec<_> = (0..5).map(|slot| layout.route(1, (108, 40), slot)).collect();
        for (index, route) in routes.iter().enumerate() {
            assert!(!routes[..index].contains(route));
            assert_ne!(route.control.0, layout.hub().0, "straight through the hub");
        }
    }

    #[test]
    fn the_door_of_a_route_is_just_below_the_ceiling() {
        for room in 0..3 {
            let layout = Layout::new(3);
            let Route { from, to, door, .. } = layout.route(room, (108, 86), 0);
            let part = f64::from(door) / 1000.0;
            let y = f64::from(from.1) + part * part * f64::from(to.1 - from.1);
            assert!((f64::from(layout.corner(room).1)..f64::from(to.1)).contains(&y), "{y}");
        }
    }

    #[test]
    fn rooms_are_inside_the_picture() {
        let layout = Layout::new(11);
        for room in 0..layout.rooms() {
            let (x, y) = layout.corner(room);
            assert!(x + ROOM_WIDTH + WALL + SIDE <= layout.width());
            assert!(y + ROOM_HEIGHT + WALL + GROUND <= layout.height());
        }
    }
}
