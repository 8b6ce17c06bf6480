/// The visible part of the chart, in pixels.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Viewport {
    pub left: f64,
    pub top: f64,
    pub width: f64,
    pub height: f64,
}

impl Viewport {
    /// Snaps a scroll offset to steps of half the viewport, so that small movements render nothing.
    pub fn snapped(px: i32, size: f64) -> f64 {
        (f64::from(px) / (size / 2.0).max(1.0)).floor() * (size / 2.0)
    }
}
