//! Distributes spans over lanes and rows.

use std::{sync::Arc, time::Duration};

use super::rows::rows;
pub use super::rows::{Bar, LaneKind};
use crate::{
    home::DeviceId,
    runtime::{Failure, History, Plan, StepId, StepState, Work},
    ui::{render::ids::bar_id, text},
};

/// The bars of one device, or of all blocks, in as many rows as overlap.
#[derive(Clone, Debug, PartialEq)]
pub struct Lane {
    pub name: Arc<str>,
    pub kind: LaneKind,
    /// The device of the lane; `None` for blocks.
    pub device: Option<DeviceId>,
    /// The bars of a row do not overlap, and they are ordered by time.
    pub rows: Vec<Vec<Bar>>,
}

/// The end of the chart of a history: that of a run which is stuck goes on for a while, and shows what never ends.
pub fn chart_end(history: &History) -> Duration {
    const MIN_TAIL: Duration = Duration::from_millis(100);
    let end = history.end();
    if history.is_stuck() { end + (end / 5).max(MIN_TAIL) } else { end }
}

/// The lanes of a history: blocks, then each device.
pub fn lanes(history: &History) -> Vec<Lane> {
    let plan = history.plan();
    let (mut blocks, mut devices) = (Vec::new(), vec![Vec::new(); plan.devices.len()]);
    for execution in plan.ids().flat_map(|step| history.executions(step)) {
        let span = history.span(execution);
        let (Some(start), Some((end, state))) = (span.start, span.end) else { continue };
        let end = if history.never_ends(execution) { chart_end(history) } else { end };
        let failure = match state {
            StepState::Failed(failure) => Some(failure),
            _ => None,
        };
        let lane = match plan.step(execution.step).work {
            Work::Message { device: DeviceId(device), .. } => &mut devices[device as usize],
            _ => &mut blocks,
        };
        lane.push(Bar { execution, start, end, failure });
    }
    let blocks =
        (!blocks.is_empty()).then(|| Lane::new(plan, text::timeline::BLOCKS.into(), LaneKind::Blocks, None, blocks));
    let devices = plan.devices.iter().zip(devices).zip(0..);
    let devices = devices.map(|((device, bars), id)| {
        Lane::new(plan, device.name.clone(), LaneKind::Device(device.kind), Some(DeviceId(id)), bars)
    });
    blocks.into_iter().chain(devices).collect()
}

/// The lanes without the bars of blocks: other steps that belong to no device, then each device.
pub fn lanes_without_blocks(history: &History) -> Vec<Lane> {
    let is_block = |bar: &Bar| matches!(history.plan().step(bar.execution.step).work, Work::Block(_));
    let without_blocks = |lane: Lane| match lane.device {
        Some(_) => Some(lane),
        None => {
            let bars: Vec<_> = lane.rows.into_iter().flatten().filter(|bar| !is_block(bar)).collect();
            (!bars.is_empty())
                .then(|| Lane::new(history.plan(), text::timeline::OTHER_STEPS.into(), lane.kind, None, bars))
        }
    };
    lanes(history).into_iter().filter_map(without_blocks).collect()
}

/// The ids of the bars that show steps: one for each execution.
pub fn bar_ids(history: &History, steps: &[StepId]) -> Vec<String> {
    steps.iter().flat_map(|&step| history.executions(step)).map(bar_id).collect()
}

impl Lane {
    fn new(plan: &Plan, name: Arc<str>, kind: LaneKind, device: Option<DeviceId>, bars: Vec<Bar>) -> Self {
        Self { name, kind, device, rows: rows(bars, kind, |step| plan.step(step).parent) }
    }
}

/// Bars that are too close to tell apart and are drawn as one; most clusters have one bar.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Cluster {
    pub first: Bar,
    pub end: Duration,
    pub count: usize,
    /// The first failure among the bars.
    pub failure: Option<Failure>,
}

/// The visible bars of a row between two times. Bars that end less than `gap` after a start are clustered with it.
pub fn visible_clusters(row: &[Bar], from: Duration, to: Duration, gap: Duration) -> Vec<Cluster> {
    let mut clusters = Vec::new();
    let mut next = row.partition_point(|bar| bar.end < from);
    while let Some(first) = row.get(next).filter(|bar| bar.start <= to) {
        let close = row[next..].partition_point(|bar| bar.end < first.start + gap);
        let count = close.max(1);
        let bars = &row[next..next + count];
        let failure = bars.iter().find_map(|bar| bar.failure);
        clusters.push(Cluster { first: *first, end: bars[count - 1].end, count, failure });
        next += count;
    }
    clusters
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::{
        program::{BlockKind, Scene, Step, arbitrary, parse},
        runtime::{Execution, predict},
    };

    /// The history of a program whose steps run three times.
    fn repeated(text: &str) -> History {
        let plan = Arc::new(Plan::new(&parse(text).unwrap(), 1));
        History::of(plan.clone(), &predict(&plan))
    }

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
    fn messages_that_do_not_overlap_share_a_row_in_any_program_order() {
        assert_eq!(rows("parallel(sequence(delay(1s), toilet.flush), toilet.clean)")[3], ("toilet".to_string(), 1));
    }

    #[test]
    fn a_block_is_above_the_blocks_inside_it() {
        assert_eq!(rows("parallel(sequence(toilet.flush), sequence(parallel(light.connect)))")[0].1, 4);
        assert_eq!(rows("sequence(sequence(toilet.flush), sequence(light.connect))")[0].1, 2);
    }

    #[test]
    fn without_the_bars_of_blocks_delays_keep_theirs() {
        let lanes = |text: &str| {
            let lanes = lanes_without_blocks(&repeated(text));
            lanes.into_iter().map(|lane| (lane.name.to_string(), lane.rows.len())).collect::<Vec<_>>()
        };
        let devices = [("light", 0), ("speaker", 0), ("toilet", 1)];
        assert_eq!(lanes("fallback(toilet.flush, delay(1s))"), named(&devices));
        let others = [[("others", 1)].as_slice(), &devices].concat();
        assert_eq!(lanes("sequence(toilet.flush, sequence(delay(1s)))"), named(&others));
    }

    #[test]
    fn a_program_without_blocks_has_no_lane_for_them() {
        assert_eq!(rows("toilet.flush")[0].0, "light");
    }

    fn bar(start: u64, end: u64) -> Bar {
        Bar {
            execution: Execution::first(StepId(0)),
            start: Duration::from_millis(start),
            end: Duration::from_millis(end),
            failure: None,
        }
    }

    #[test]
    fn a_cluster_has_the_first_failure_of_its_bars() {
        let failed = Bar { failure: Some(Failure::Busy), ..bar(0, 0) };
        let failures = |row: &[Bar]| {
            let gap = Duration::from_millis(5);
            visible_clusters(row, Duration::ZERO, gap, gap).iter().map(|cluster| cluster.failure).collect::<Vec<_>>()
        };
        assert_eq!(failures(&[bar(0, 0), failed, bar(1, 1)]), [Some(Failure::Busy)]);
        assert_eq!(failures(&[bar(0, 0), bar(1, 1)]), [None]);
    }

    #[test]
    fn bars_that_are_too_close_are_one_cluster() {
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

    #[test]
    fn a_step_that_is_repeated_has_a_bar_for_each_execution() {
        let history = repeated("repeat(3, toilet.flush, toilet.clean)");
        let lanes = lanes(&history);
        let bars = |lane: usize| lanes[lane].rows.iter().flatten();
        assert_eq!(bars(0).count(), 1);
        let flush = StepId(1);
        let bars: Vec<_> = bars(3).filter(|bar| bar.execution.step == flush).collect();
        assert_eq!(bars.iter().map(|bar| bar.execution.occurrence).collect::<Vec<_>>(), [1, 2, 3]);
        assert_eq!(bars.iter().map(|bar| bar.start.as_millis()).collect::<Vec<_>>(), [0, 1000, 2000]);
        assert_eq!(lanes[3].rows.len(), 1);
    }

    #[test]
    fn what_never_ends_has_a_bar_beyond_the_end_of_the_run() {
        let history = repeated("parallel(lock(a, delay(1s), lock(b)), lock(b, delay(1s), lock(a)))");
        let ends: Vec<_> = lanes(&history)[0].rows.iter().flatten().map(|bar| bar.end.as_millis()).collect();
        assert_eq!(chart_end(&history).as_millis(), 1200);
        assert_eq!(ends.iter().filter(|&&end| end == 1200).count(), 5, "{ends:?}");
    }

    #[test]
    fn the_bars_of_a_step_are_those_of_all_its_executions() {
        let history = repeated("repeat(3, toilet.flush)");
        assert_eq!(bar_ids(&history, &[StepId(0), StepId(1)]), ["bar-0", "bar-1", "bar-1-2", "bar-1-3"]);
    }

    proptest! {
        #[test]
        fn prop_every_span_of_the_log_is_in_one_row_and_none_overlap(scene in arbitrary::scene(), repeats: bool) {
            let Scene { devices, locks, step } = scene;
            let step = if repeats { Step::block(BlockKind::Repeat, [step]) } else { step };
            let plan = Arc::new(Plan::new(&Scene { devices, locks, step }, 1));
            let history = History::of(plan.clone(), &predict(&plan));
            let lanes = lanes(&history);
            let bars = lanes.iter().flat_map(|lane| lane.rows.iter().flatten());
            let mut drawn: Vec<_> = bars.map(|bar| (bar.execution, Some(bar.start), Some(bar.end))).collect();
            drawn.sort();
            let executions = plan.ids().flat_map(|step| history.executions(step));
            let spans = executions.map(|execution| (execution, history.span(execution)));
            let ran = spans.filter(|(_, span)| span.start.is_some());
            let end = |execution, end| if history.never_ends(execution) { chart_end(&history) } else { end };
            let logged: Vec<_> = ran.map(|(execution, span)| (execution, span.start, span.end.map(|(it, _)| end(execution, it)))).collect();
            prop_assert_eq!(drawn, logged);
            for row in lanes.iter().flat_map(|lane| &lane.rows) {
                prop_assert!(row.windows(2).all(|pair| pair[0].end <= pair[1].start));
            }
        }
    }
}
