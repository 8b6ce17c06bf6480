//! Selects the rows of a long list to render: those near the viewport.

use std::ops::Range;

/// The rows of equal height that are at least partly visible.
pub fn visible_rows(scroll_top_px: i32, height_px: i32, row_px: i32) -> Range<usize> {
    let first = (scroll_top_px / row_px).max(0) as usize;
    first..first + (height_px / row_px).max(0) as usize + 2
}

/// Rounds a row down to a multiple of `stride`, so that scrolling by a few rows renders nothing.
pub fn snap(row: usize, stride: usize) -> usize {
    row / stride * stride
}

/// Rows beyond the edges of the viewport too, within a list of `len` rows.
pub fn with_overscan(rows: Range<usize>, overscan: usize, len: usize) -> Range<usize> {
    rows.start.saturating_sub(overscan).min(len)..(rows.end + overscan).min(len)
}

/// At most `max` rows around one of `len` rows. A list that is not much longer is rendered as a whole.
pub fn window_around(center: usize, max: usize, len: usize) -> Range<usize> {
    if len <= max + max / 2 {
        return 0..len;
    }
    let start = center.saturating_sub(max / 2).min(len - max);
    start..start + max
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_at_both_edges_of_the_viewport_are_visible() {
        assert_eq!(visible_rows(0, 100, 20), 0..7);
        assert_eq!(visible_rows(30, 95, 20), 1..7);
        assert_eq!(visible_rows(-5, 0, 20), 0..2, "a browser may scroll beyond the top");
    }

    #[test]
    fn overscan_ends_at_the_ends_of_the_list() {
        assert_eq!(with_overscan(3..8, 12, 100), 0..20);
        assert_eq!(with_overscan(92..99, 12, 100), 80..100);
        assert_eq!(with_overscan(120..127, 12, 100), 100..100);
    }

    #[test]
    fn a_window_moves_in_strides() {
        assert_eq!([99, 100, 199].map(|row| snap(row, 100)), [0, 100, 100]);
    }

    #[test]
    fn a_short_list_is_rendered_as_a_whole_and_a_long_one_around_its_center() {
        assert_eq!(window_around(0, 48, 1), 0..1);
        assert_eq!(window_around(60, 48, 72), 0..72);
        assert_eq!(window_around(0, 48, 1000), 0..48);
        assert_eq!(window_around(500, 48, 1000), 476..524);
        assert_eq!(window_around(999, 48, 1000), 952..1000);
    }
}
