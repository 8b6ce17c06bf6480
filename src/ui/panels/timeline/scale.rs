//! Converts between times and pixels.

use std::time::Duration;

/// The width of a stretch of time.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Scale {
    px_per_ms: f64,
}

/// Greatest width of a whole run: browsers lay out nothing far beyond.
const MAX_RUN_PX: f64 = 8_000_000.0;

/// Greatest width of a millisecond.
const MAX_PX_PER_MS: f64 = 16.0;

impl Scale {
    /// A scale on which a run that takes `total` is `zoom` times as wide as the view.
    pub fn new(total: Duration, view_px: f64, zoom: f64) -> Self {
        Self { px_per_ms: view_px.max(1.0) * zoom / to_ms(total.max(Duration::from_millis(1))) }
    }

    /// The greatest useful zoom.
    pub fn max_zoom(total: Duration, view_px: f64) -> f64 {
        let view_px = view_px.max(1.0);
        (to_ms(total) * MAX_PX_PER_MS / view_px).min(MAX_RUN_PX / view_px).max(1.0)
    }

    pub fn px(self, t: Duration) -> f64 {
        to_ms(t) * self.px_per_ms
    }

    /// Returns the time at an x; zero left of the start.
    pub fn time(self, px: f64) -> Duration {
        Duration::from_micros((px.max(0.0) / self.px_per_ms * 1000.0) as u64)
    }

    /// Returns round times between two others, not closer than `apart_px`.
    pub fn ticks(self, from: Duration, to: Duration, apart_px: f64) -> Vec<Duration> {
        let mut round = (0..).map(|power| 10_u64.pow(power)).flat_map(|power| [power, 2 * power, 5 * power]);
        let micros = round.find(|&micros| self.px(Duration::from_micros(micros)) >= apart_px);
        let step = micros.expect("round numbers grow without end").max(1);
        let first = (from.as_micros() as u64).div_ceil(step);
        (first..=to.as_micros() as u64 / step).map(|tick| Duration::from_micros(tick * step)).collect()
    }
}

fn to_ms(duration: Duration) -> f64 {
    duration.as_secs_f64() * 1000.0
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ms(ms: u64) -> Duration {
        Duration::from_millis(ms)
    }

    #[test]
    fn a_run_is_as_wide_as_the_view_times_the_zoom() {
        let scale = Scale::new(ms(2000), 800.0, 3.0);
        assert_eq!((scale.px(ms(2000)), scale.time(1200.0)), (2400.0, ms(1000)));
        assert_eq!(Scale::new(Duration::ZERO, 800.0, 1.0).px(ms(1)), 800.0);
    }

    #[test]
    fn ticks_are_round_and_not_too_close() {
        let ticks = |total, zoom, from, to| {
            let ticks = Scale::new(ms(total), 800.0, zoom).ticks(ms(from), ms(to), 72.0);
            ticks.iter().map(Duration::as_micros).map(|micros| micros / 1000).collect::<Vec<_>>()
        };
        assert_eq!(ticks(1000, 1.0, 0, 1000), [0, 100, 200, 300, 400, 500, 600, 700, 800, 900, 1000]);
        assert_eq!(ticks(2000, 1.0, 0, 2000), [0, 200, 400, 600, 800, 1000, 1200, 1400, 1600, 1800, 2000]);
        assert_eq!(ticks(2000, 10.0, 490, 560), [500, 520, 540, 560]);
        for total in 1..3000 {
            assert!((1..=12).contains(&ticks(total, 1.0, 0, total).len()), "{total}");
        }
    }

    #[test]
    fn zoom_ends_where_a_browser_would() {
        assert_eq!(Scale::max_zoom(ms(1000), 800.0), 20.0);
        assert_eq!(Scale::max_zoom(Duration::from_secs(60_000_000), 800.0), 10_000.0);
        assert_eq!(Scale::max_zoom(Duration::ZERO, 800.0), 1.0);
    }
}
