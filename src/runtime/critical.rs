use std::time::Duration;

use super::{History, StepId, Work};
use crate::program::BlockKind;

/// For each step whether a finished run waited for it: shorten one of these, and the run gets shorter, unless another
/// branch then takes as long. Where branches tie, the first counts.
pub fn critical_path(history: &History) -> Vec<bool> {
    let mut path = vec![false; history.plan().len()];
    add(history, StepId::ROOT, &mut path);
    path
}

fn add(history: &History, step: StepId, path: &mut [bool]) {
    if end(history, step).is_none() {
        return;
    }
    path[step.index()] = true;
    let plan = history.plan();
    match plan.step(step).work {
        Work::Block(BlockKind::Sequence) => plan.children(step).for_each(|child| add(history, child, path)),
        Work::Block(BlockKind::Parallel) => {
            // The first of those that end last.
            let last_end = plan.children(step).filter_map(|child| end(history, child)).max();
            let last = plan.children(step).find(|&child| end(history, child) == last_end);
            last.into_iter().for_each(|child| add(history, child, path));
        }
        Work::Message { .. } | Work::Misaddressed { .. } | Work::Delay(_) => {}
    }
}

fn end(history: &History, step: StepId) -> Option<Duration> {
    history.span(step).end.map(|(end, _)| end)
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::{
        program::parse,
        runtime::{Plan, predict},
    };

    fn path(text: &str) -> Vec<usize> {
        let plan = Arc::new(Plan::new(&parse(text).unwrap(), 1));
        let path = critical_path(&History::of(plan.clone(), &predict(&plan)));
        (0..plan.len()).filter(|&step| path[step]).collect()
    }

    #[test]
    fn the_critical_path_goes_through_the_branch_that_takes_longest() {
        assert_eq!(path("parallel(light.switch_off, sequence(toilet.flush, toilet.clean))"), [0, 2, 3, 4]);
    }

    #[test]
    fn of_branches_that_tie_the_first_is_critical() {
        assert_eq!(path("parallel(light.switch_off, toilet.flush)"), [0, 1]);
    }
}
