//! Moves from bar to bar with the arrow keys.

use super::layout::{Bar, Lane};
use crate::runtime::Execution;

/// A move from one bar to another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Move {
    Next,
    Previous,
    First,
    Last,
    /// To the bar of another lane that starts nearest in time.
    Up,
    Down,
    Stay,
}

impl Move {
    pub fn from_key(key: &str) -> Option<Self> {
        Some(match key {
            "ArrowRight" => Self::Next,
            "ArrowLeft" => Self::Previous,
            "Home" => Self::First,
            "End" => Self::Last,
            "ArrowUp" => Self::Up,
            "ArrowDown" => Self::Down,
            "Enter" => Self::Stay,
            _ => return None,
        })
    }
}

/// Finds the bar that a move leads to from the bar of an execution.
pub fn find_bar(lanes: &[Lane], from: Execution, to: Move) -> Option<Bar> {
    let is_own = |lane: &Lane| lane.rows.iter().flatten().any(|bar| bar.execution == from);
    let lane = lanes.iter().position(is_own)?;
    let bars = bars(&lanes[lane]);
    let at = bars.iter().position(|bar| bar.execution == from)?;
    let nearest = |lane: &Lane| self::bars(lane).into_iter().min_by_key(|bar| bar.start.abs_diff(bars[at].start));
    match to {
        Move::Next => bars.get(at + 1).copied(),
        Move::Previous => at.checked_sub(1).map(|at| bars[at]),
        Move::First => bars.first().copied(),
        Move::Last => bars.last().copied(),
        Move::Up => lanes[..lane].iter().rev().find_map(nearest),
        Move::Down => lanes[lane + 1..].iter().find_map(nearest),
        Move::Stay => Some(bars[at]),
    }
}

/// The bars of a lane by their start.
fn bars(lane: &Lane) -> Vec<Bar> {
    let mut bars: Vec<_> = lane.rows.iter().flatten().copied().collect();
    bars.sort_by_key(|bar| (bar.start, bar.execution));
    bars
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::{super::layout::lanes, *};
    use crate::{
        program::parse,
        runtime::{History, Plan, StepId, predict},
    };

    /// The lanes of a program whose steps run twice.
    fn repeated(text: &str) -> Vec<Lane> {
        let plan = Arc::new(Plan::new(&parse(text).unwrap(), 1));
        lanes(&History::of(plan.clone(), &predict(&plan)))
    }

    fn execution(step: u32, occurrence: u32) -> Execution {
        Execution { step: StepId(step), occurrence }
    }

    #[test]
    fn arrows_to_the_sides_visit_every_execution_of_a_lane() {
        let lanes = repeated("repeat(2, toilet.flush, toilet.clean)");
        let go = |from, to| find_bar(&lanes, from, to).map(|bar| bar.execution);
        let mut visited = vec![execution(1, 1)];
        while let Some(next) = go(visited[visited.len() - 1], Move::Next) {
            visited.push(next);
        }
        assert_eq!(visited, [execution(1, 1), execution(2, 1), execution(1, 2), execution(2, 2)]);
        assert_eq!(go(execution(1, 2), Move::Previous), Some(execution(2, 1)));
        assert_eq!(go(execution(1, 2), Move::First), Some(execution(1, 1)));
        assert_eq!(go(execution(1, 2), Move::Last), Some(execution(2, 2)));
        assert_eq!(go(execution(1, 2), Move::Stay), Some(execution(1, 2)));
        assert_eq!(go(execution(1, 1), Move::Previous), None);
    }

    #[test]
    fn arrows_up_and_down_lead_to_the_bar_that_starts_nearest_and_skip_empty_lanes() {
        let lanes = repeated("repeat(2, light.switch_on, toilet.flush)");
        let go = |from, to| find_bar(&lanes, from, to).map(|bar| bar.execution);
        assert_eq!(go(execution(1, 2), Move::Down), Some(execution(2, 1)));
        assert_eq!(go(execution(2, 2), Move::Up), Some(execution(1, 2)));
        assert_eq!(go(execution(1, 2), Move::Up), Some(execution(0, 1)));
        assert_eq!(go(execution(2, 1), Move::Down), None);
    }
}
