use std::time::Duration;

use super::{History, StepId, Work};
use crate::program::BlockKind;

/// The terms that make up the duration of a block: `0.5 + 0.5 = 1.0 s`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DurationFormula {
    pub kind: BlockKind,
    /// The durations of the steps that ran.
    pub terms: Vec<Duration>,
    pub total: Duration,
    /// True if a failure kept later steps from running.
    pub is_cut_short: bool,
}

impl DurationFormula {
    /// Returns the formula of a block in a prediction; `None` for a step that is no block, or that never runs.
    pub fn of(prediction: &History, block: StepId) -> Option<Self> {
        let plan = prediction.plan();
        let Work::Block(kind) = plan.step(block).work else { return None };
        prediction.span(block).end?;
        let spans = plan.children(block).map(|child| prediction.span(child)).filter(|span| span.end.is_some());
        let terms: Vec<_> = spans.map(|span| span.duration()).collect();
        let is_cut_short = terms.len() < plan.step(block).child_count as usize;
        Some(Self { kind, terms, total: prediction.span(block).duration(), is_cut_short })
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use proptest::prelude::*;

    use super::*;
    use crate::{
        program::{arbitrary, parse},
        runtime::{Plan, predict},
    };

    fn prediction(plan: Plan) -> History {
        let log = predict(&plan);
        History::of(Arc::new(plan), &log)
    }

    #[test]
    fn a_block_that_fails_early_is_cut_short() {
        let text = "device light = light(state: disconnected) sequence(light.switch_on, delay(1s))";
        let prediction = prediction(Plan::new(&parse(text).unwrap(), 1));
        let formula = DurationFormula::of(&prediction, StepId::ROOT).unwrap();
        assert!(formula.is_cut_short && formula.terms.len() == 1);
    }

    proptest! {
        #[test]
        fn prop_a_sequence_takes_the_sum_and_a_parallel_the_maximum(scene in arbitrary::calm_scene()) {
            let prediction = prediction(Plan::new(&scene, 1));
            let steps = prediction.plan().ids();
            for formula in steps.filter_map(|step| DurationFormula::of(&prediction, step)) {
                let total: Duration = match formula.kind {
                    BlockKind::Sequence => formula.terms.iter().sum(),
                    BlockKind::Parallel => formula.terms.iter().max().copied().unwrap_or_default(),
                };
                prop_assert_eq!((total, formula.is_cut_short), (formula.total, false));
            }
        }
    }
}
