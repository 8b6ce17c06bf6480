//! Distributes spans over lanes and rows.

use std::{
    cmp::Reverse,
    collections::{BTreeSet, BinaryHeap},
    sync::Arc,
    time::Duration,
};

use crate::{
    home::{DeviceId, DeviceKind},
    runtime::{History, StepId, Work},
};

/// The steps of one kind or device, in as many rows as overlap.
#[derive(Clone, Debug, PartialEq)]
pub struct Lane {
    pub name: Arc<str>,
    pub kind: LaneKind,
    /// The device of the lane; `None` for blocks.
    pub device: Option<DeviceId>,
    /// In each row no two overlap, and they are ordered by time.
    pub rows: Vec<Vec<Bar>>,
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
    pub start: Duration,
    pub end: Duration,
}

/// The lanes of a history: blocks, then each device.
pub fn lanes(history: &History) -> Vec<Lane> {
    let plan = history.plan();
    let (mut blocks, mut devices) = (Vec::new(), vec![Vec::new(); plan.devices.len()]);
    for step in plan.ids() {
        let span = history.span(step);
        let (Some(start), Some((end, _))) = (span.start, span.end) else { continue };
        let lane = match plan.step(step).work {
            Work::Message { device: DeviceId(device), .. } => &mut devices[device as usize],
            Work::Block(_) | Work::Delay(_) | Work::UnknownDevice { .. } => &mut blocks,
        };
        lane.push(Bar { step, start, end });
    }
    let blocks = (!blocks.is_empty()).then(|| Lane::new("blocks".into(), LaneKind::Blocks, None, blocks));
    let devices = plan.devices.iter().zip(devices).zip(0..);
    let devices = devices.map(|((device, bars), id)| {
        Lane::new(device.name.clone(), LaneKind::Device(device.kind), Some(DeviceId(id)), bars)
    });
    blocks.into_iter().chain(devices).collect()
}

impl Lane {
    fn new(name: Arc<str>, kind: LaneKind, device: Option<DeviceId>, bars: Vec<Bar>) -> Self {
        Self { name, kind, device, rows: pack(bars) }
    }
}

impl LaneKind {
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Blocks => "blocks",
            Self::Device(kind) => kind.as_str(),
        }
    }
}

/// Puts each span into the first row that is free when it starts. A block starts no later than what is inside it, and
/// comes before it in program order, so it is above.
fn pack(mut bars: Vec<Bar>) -> Vec<Vec<Bar>> {
    bars.sort_by_key(|bar| (bar.start, bar.step));
    let mut rows: Vec<Vec<Bar>> = Vec::new();
    let (mut taken, mut free) = (BinaryHeap::new(), BTreeSet::new());
    for bar in bars {
        while let Some(&Reverse((end, row))) = taken.peek()
            && end <= bar.start
        {
            taken.pop();
            free.insert(row);
        }
        let row = free.pop_first().unwrap_or_else(|| {
            rows.push(Vec::new());
            rows.len() - 1
        });
        rows[row].push(bar);
        taken.push(Reverse((bar.end, row)));
    }
    rows
}

/// Bars that are too close to be told apart, drawn as one; most often it is one.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Cluster {
    pub first: Bar,
    pub end: Duration,
    pub count: usize,
}

/// The visible bars of a row between two times. Bars that end less than `gap` after a start are clustered with it.
pub fn visible_clusters(row: &[Bar], from: Duration, to: Duration, gap: Duration) -> Vec<Cluster> {
    let mut clusters = Vec::new();
    let mut next = row.partition_point(|bar| bar.end < from);
    while let Some(first) = row.get(next).filter(|bar| bar.start <= to) {
        let close = row[next..].partition_point(|bar| bar.end < first.start + gap);
        let count = close.max(1);
        clusters.push(Cluster { first: *first, end: row[next + count - 1].end, count });
        next += count;
    }
    clusters
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::{
        program::{arbitrary, parse},
        runtime::{Plan, predict},
    };

    fn rows(text: &str) -> Vec<(String, usize)> {
        let plan = Arc::new(Plan::new(&parse(text).unwrap(), 1));
        let history = History::of(plan.clone(), &predict(&plan));
        lanes(&history).into_iter().map(|lane| (lane.name.to_string(), lane.rows.len())).collect()
    }

    fn named(rows: &[(&str, usize)]) -> Vec<(String, usize)> {
        rows.iter().map(|&(name, rows)| (name.to_string(), rows)).collect()
    }

    #[test]
    fn a_lane_is_as_high_as_its_messages_overlap() {
        assert_eq!(
            rows("parallel(toilet.flush, toilet.clean)"),
            named(&[("blocks", 1), ("light", 0), ("speaker", 0), ("toilet", 2)])
        );
        assert_eq!(
            rows("sequence(toilet.flush, toilet.clean)"),
            named(&[("blocks", 1), ("light", 0), ("speaker", 0), ("toilet", 1)])
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

    fn bar(start: u64, end: u64) -> Bar {
        Bar { step: StepId(0), start: Duration::from_millis(start), end: Duration::from_millis(end) }
    }

    #[test]
    fn what_is_too_close_to_be_told_apart_is_drawn_as_one() {
        let row: Vec<_> = (0..100).map(|i| bar(10 * i, 10 * i + 10)).chain([bar(1000, 2000)]).collect();
        let counts = |from, to, gap| {
            let ms = Duration::from_millis;
            visible_clusters(&row, ms(from), ms(to), ms(gap)).iter().map(|cluster| cluster.count).collect::<Vec<_>>()
        };
        assert_eq!(counts(0, 2000, 0).len(), 101);
        assert_eq!(counts(0, 2000, 501), [50, 50, 1]);
        assert_eq!(counts(205, 234, 0), [1, 1, 1, 1]);
        assert_eq!(counts(1500, 1600, 500), [1]);
        assert_eq!(counts(2001, 3000, 1), [0; 0]);
    }

    proptest! {
        #[test]
        fn every_span_of_the_log_is_in_one_row_and_none_overlap(scene in arbitrary::scene()) {
            let plan = Arc::new(Plan::new(&scene, 1));
            let history = History::of(plan.clone(), &predict(&plan));
            let lanes = lanes(&history);
            let bars = lanes.iter().flat_map(|lane| lane.rows.iter().flatten());
            let mut drawn: Vec<_> = bars.map(|bar| (bar.step, Some(bar.start), Some(bar.end))).collect();
            drawn.sort();
            let spans = plan.ids().map(|step| (step, history.span(step)));
            let ran = spans.filter(|(_, span)| span.start.is_some());
            let logged: Vec<_> = ran.map(|(step, span)| (step, span.start, span.end.map(|(end, _)| end))).collect();
            prop_assert_eq!(drawn, logged);
            for row in lanes.iter().flat_map(|lane| &lane.rows) {
                prop_assert!(row.windows(2).all(|pair| pair[0].end <= pair[1].start));
            }
        }
    }
}
