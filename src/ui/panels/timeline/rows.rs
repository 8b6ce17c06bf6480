//! Distributes the bars of a lane over rows.

use std::{
    cmp::Reverse,
    collections::{BTreeSet, BinaryHeap},
    time::Duration,
};

use crate::{
    home::DeviceKind,
    runtime::{Execution, Failure, StepId},
};

/// The span of an execution in a lane.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Bar {
    pub execution: Execution,
    pub start: Duration,
    pub end: Duration,
    /// The failure that it ends with.
    pub failure: Option<Failure>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LaneKind {
    /// Blocks and delays, which belong to no device.
    Blocks,
    Device(DeviceKind),
}

impl LaneKind {
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Blocks => "blocks",
            Self::Device(kind) => kind.as_str(),
        }
    }
}

/// Puts each bar into a row that is free when it starts: a message into that of its step's last execution, if it can, and
/// others into the first that is below the row of the block around them. `parent` returns the block that a step is in.
pub fn rows(mut bars: Vec<Bar>, lane: LaneKind, parent: impl Fn(StepId) -> Option<StepId>) -> Vec<Vec<Bar>> {
    bars.sort_by_key(|bar| (bar.start, bar.execution));
    let mut rows: Vec<Vec<Bar>> = Vec::new();
    let (mut taken, mut free) = (BinaryHeap::new(), BTreeSet::new());
    let steps = bars.iter().map(|bar| bar.execution.step.index() + 1).max().unwrap_or_default();
    let mut rows_of_steps: Vec<Option<usize>> = vec![None; steps];
    for bar in bars {
        while let Some(&Reverse((end, row))) = taken.peek()
            && end <= bar.start
        {
            taken.pop();
            free.insert(row);
        }
        let step = bar.execution.step;
        let last = match lane {
            LaneKind::Blocks => None,
            LaneKind::Device(_) => rows_of_steps[step.index()].filter(|row| free.contains(row)),
        };
        let around = parent(step).and_then(|block| rows_of_steps.get(block.index()).copied().flatten());
        let lowest = around.map_or(0, |row| row + 1);
        let row = last.or_else(|| free.range(lowest..).next().copied()).unwrap_or_else(|| {
            rows.push(Vec::new());
            rows.len() - 1
        });
        free.remove(&row);
        rows[row].push(bar);
        taken.push(Reverse((bar.end, row)));
        rows_of_steps[step.index()] = Some(row);
    }
    rows
}

#[cfg(test)]
mod tests {
    use super::*;

    fn bar(step: u32, occurrence: u32, start: u64, end: u64) -> Bar {
        let execution = Execution { step: StepId(step), occurrence };
        Bar { execution, start: Duration::from_millis(start), end: Duration::from_millis(end), failure: None }
    }

    #[test]
    fn a_block_is_below_the_one_around_it_although_a_row_above_is_free() {
        let bars = vec![bar(1, 1, 0, 100), bar(2, 1, 0, 200), bar(3, 1, 100, 200)];
        let steps = rows(bars, LaneKind::Blocks, |step| (step.0 == 3).then_some(StepId(2)));
        let rows_of: Vec<Vec<_>> =
            steps.iter().map(|row| row.iter().map(|bar| bar.execution.step.0).collect()).collect();
        assert_eq!(rows_of, [[1], [2], [3]]);
    }

    #[test]
    fn the_attempts_of_a_message_stay_in_one_row() {
        let bars = || vec![bar(1, 1, 0, 300), bar(2, 1, 0, 100), bar(2, 2, 300, 400), bar(2, 3, 600, 700)];
        let steps = |rows: Vec<Vec<Bar>>| {
            rows.iter().map(|row| row.iter().map(|bar| bar.execution.step.0).collect()).collect::<Vec<Vec<_>>>()
        };
        assert_eq!(steps(rows(bars(), LaneKind::Device(DeviceKind::Light), |_| None)), [vec![1], vec![2, 2, 2]]);
        assert_eq!(steps(rows(bars(), LaneKind::Blocks, |_| None)), [vec![1, 2, 2], vec![2]]);
    }
}
