//! Which span goes where.

use std::{sync::Arc, time::Duration};

use crate::{
    home::{DeviceId, DeviceKind},
    runtime::{History, StepId, Work},
};

/// A row of the timeline, as high as its spans overlap.
#[derive(Clone, Debug, PartialEq)]
pub struct Lane {
    pub name: Arc<str>,
    pub kind: LaneKind,
    pub rows: usize,
    pub bars: Vec<Bar>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LaneKind {
    /// Blocks and delays, which belong to no device.
    Blocks,
    Device(DeviceKind),
}

/// A step's span in a lane.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Bar {
    pub step: StepId,
    pub row: usize,
    pub start: Duration,
    pub end: Duration,
}

/// The lanes of the first so many steps and devices of a history: blocks, then each device.
pub fn lanes(history: &History, most_steps: usize, most_devices: usize) -> Vec<Lane> {
    let plan = history.plan();
    let mut blocks = Packing::default();
    let mut devices: Vec<_> = plan.devices.iter().take(most_devices).map(|_| Packing::default()).collect();
    for step in plan.ids().take(most_steps) {
        let span = history.span(step);
        let (Some(start), Some((end, _))) = (span.start, span.end) else { continue };
        match plan.step(step).work {
            Work::Message { device: DeviceId(device), .. } => {
                if let Some(lane) = devices.get_mut(device as usize) {
                    lane.add(step, start, end);
                }
            }
            Work::Block(_) | Work::Delay(_) | Work::Misaddressed { .. } => blocks.add(step, start, end),
        }
    }
    let blocks = (!blocks.bars.is_empty()).then(|| blocks.into_lane("blocks".into(), LaneKind::Blocks));
    let devices = plan.devices.iter().zip(devices);
    let devices = devices.map(|(device, bars)| bars.into_lane(device.name.clone(), LaneKind::Device(device.kind)));
    blocks.into_iter().chain(devices).collect()
}

impl LaneKind {
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Blocks => "blocks",
            Self::Device(kind) => kind.as_str(),
        }
    }
}

/// Puts spans into the first row in which they overlap nothing.
#[derive(Default)]
struct Packing {
    bars: Vec<Bar>,
    /// For each row the spans in it, as start and end.
    rows: Vec<Vec<(Duration, Duration)>>,
}

impl Packing {
    fn add(&mut self, step: StepId, start: Duration, end: Duration) {
        let overlaps = |&(other_start, other_end): &(Duration, Duration)| start < other_end && other_start < end;
        let free = self.rows.iter().position(|row| !row.iter().any(overlaps));
        let row = free.unwrap_or(self.rows.len());
        if free.is_none() {
            self.rows.push(Vec::new());
        }
        self.rows[row].push((start, end));
        self.bars.push(Bar { step, row, start, end });
    }

    fn into_lane(self, name: Arc<str>, kind: LaneKind) -> Lane {
        Lane { name, kind, rows: self.rows.len().max(1), bars: self.bars }
    }
}

/// Round times from zero up to `total`, at most eleven.
pub fn ticks(total: Duration) -> Vec<Duration> {
    let round =
        (0..).map(|power| Duration::from_nanos(10_u64.pow(power))).flat_map(|power| [power, 2 * power, 5 * power]);
    let mut round = round.skip_while(|&step| 8 * step <= total);
    let step = round.next().expect("round numbers grow without end");
    std::iter::successors(Some(Duration::ZERO), |&tick| Some(tick + step)).take_while(|&tick| tick <= total).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        program::parse,
        runtime::{Plan, predict},
    };

    fn rows(text: &str) -> Vec<(String, usize)> {
        let plan = Arc::new(Plan::new(&parse(text).unwrap(), 1));
        let history = History::of(plan.clone(), &predict(&plan));
        lanes(&history, usize::MAX, usize::MAX).into_iter().map(|lane| (lane.name.to_string(), lane.rows)).collect()
    }

    fn named(rows: &[(&str, usize)]) -> Vec<(String, usize)> {
        rows.iter().map(|&(name, rows)| (name.to_string(), rows)).collect()
    }

    #[test]
    fn a_lane_is_as_high_as_its_messages_overlap() {
        assert_eq!(
            rows("parallel(toilet.flush, toilet.clean)"),
            named(&[("blocks", 1), ("light", 1), ("speaker", 1), ("toilet", 2)])
        );
        assert_eq!(
            rows("sequence(toilet.flush, toilet.clean)"),
            named(&[("blocks", 1), ("light", 1), ("speaker", 1), ("toilet", 1)])
        );
    }

    #[test]
    fn messages_that_do_not_overlap_share_a_row_in_whatever_order_they_are_written() {
        assert_eq!(rows("parallel(sequence(delay(1s), toilet.flush), toilet.clean)")[3], ("toilet".to_string(), 1));
    }

    #[test]
    fn a_block_is_above_the_blocks_inside_it() {
        assert_eq!(rows("parallel(sequence(toilet.flush), sequence(parallel(light.connect)))")[0].1, 4);
        assert_eq!(rows("sequence(sequence(toilet.flush), sequence(light.connect))")[0].1, 2);
    }

    #[test]
    fn a_program_without_blocks_has_no_lane_for_them() {
        assert_eq!(rows("toilet.flush")[0].0, "light");
    }

    #[test]
    fn ticks_are_round_and_few() {
        let ms = |total| ticks(Duration::from_millis(total)).iter().map(Duration::as_millis).collect::<Vec<_>>();
        assert_eq!(ms(1000), [0, 200, 400, 600, 800, 1000]);
        assert_eq!(ms(500), [0, 100, 200, 300, 400, 500]);
        assert_eq!(ms(2000), [0, 500, 1000, 1500, 2000]);
        assert_eq!(ms(0), [0]);
        for total in 1..3000 {
            assert!((2..=8).contains(&ms(total).len()), "{total}");
        }
    }
}
