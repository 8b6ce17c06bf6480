use std::time::Duration;

use super::{History, StepId, Work};
use crate::program::BlockKind;

/// What a prediction says about where the time goes.
#[derive(Clone, Debug, PartialEq)]
pub struct Forecast {
    steps: Vec<StepSlack>,
}

/// What is to be expected of one step.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct StepSlack {
    /// Whether the run waits for the step: make it shorter, and the run gets shorter, unless another branch then takes
    /// as long. Where branches tie, the first counts.
    pub is_critical: bool,
    /// How much longer the step could take without the run getting longer. `None` if the run never comes to it.
    pub slack: Option<Duration>,
}

/// How the time of a block comes about: `0.5 + 0.5 = 1.0 s`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DurationFormula {
    pub kind: BlockKind,
    /// What the steps that run take.
    pub terms: Vec<Duration>,
    pub total: Duration,
    /// Whether a failure keeps later steps from running.
    pub is_cut_short: bool,
}

impl Forecast {
    pub fn new(prediction: &History) -> Self {
        let mut forecast = Self { steps: vec![StepSlack::default(); prediction.plan().len()] };
        forecast.add(prediction, StepId::ROOT, Duration::ZERO, true);
        forecast
    }

    pub fn of(&self, step: StepId) -> StepSlack {
        self.steps[step.index()]
    }

    fn add(&mut self, prediction: &History, step: StepId, slack: Duration, is_critical: bool) {
        let Some(own_end) = end(prediction, step) else { return };
        self.steps[step.index()] = StepSlack { is_critical, slack: Some(slack) };
        let plan = prediction.plan();
        match plan.step(step).work {
            Work::Block(BlockKind::Sequence) => {
                plan.children(step).for_each(|child| self.add(prediction, child, slack, is_critical));
            }
            Work::Block(BlockKind::Parallel) => {
                let mut awaited = is_critical;
                for child in plan.children(step) {
                    let early = end(prediction, child).map_or(Duration::ZERO, |end| own_end - end);
                    // The first of those that end last.
                    let decides = awaited && early.is_zero();
                    awaited &= !decides;
                    self.add(prediction, child, slack + early, decides);
                }
            }
            Work::Message { .. } | Work::UnknownDevice { .. } | Work::Delay(_) => {}
        }
    }
}

impl DurationFormula {
    /// The sum of a block of the prediction; `None` for a step that is none, or that the run never comes to.
    pub fn of(prediction: &History, block: StepId) -> Option<Self> {
        let plan = prediction.plan();
        let Work::Block(kind) = plan.step(block).work else { return None };
        end(prediction, block)?;
        let children = plan.children(block);
        let terms = children.filter(|&child| end(prediction, child).is_some());
        let terms: Vec<_> = terms.map(|child| prediction.span(child).duration()).collect();
        let is_cut_short = terms.len() < plan.step(block).child_count as usize;
        Some(Self { kind, terms, total: prediction.span(block).duration(), is_cut_short })
    }
}

fn end(history: &History, step: StepId) -> Option<Duration> {
    history.span(step).end.map(|(end, _)| end)
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use proptest::prelude::*;

    use super::*;
    use crate::{
        program::{Step, arbitrary, parse},
        runtime::{Plan, predict},
    };

    fn prediction(text: &str) -> History {
        let plan = Arc::new(Plan::new(&parse(text).unwrap(), 1));
        History::of(plan.clone(), &predict(&plan))
    }

    fn path(text: &str) -> Vec<u32> {
        let prediction = prediction(text);
        let forecast = Forecast::new(&prediction);
        prediction.plan().ids().filter(|&step| forecast.of(step).is_critical).map(|step| step.0).collect()
    }

    fn slacks(text: &str) -> Vec<Option<u128>> {
        let prediction = prediction(text);
        let forecast = Forecast::new(&prediction);
        prediction.plan().ids().map(|step| forecast.of(step).slack.map(|slack| slack.as_millis())).collect()
    }

    #[test]
    fn the_critical_path_goes_through_the_branch_that_takes_longest() {
        assert_eq!(path("parallel(light.switch_off, sequence(toilet.flush, toilet.clean))"), [0, 2, 3, 4]);
    }

    #[test]
    fn of_branches_that_tie_the_first_is_critical() {
        assert_eq!(path("parallel(light.switch_off, toilet.flush)"), [0, 1]);
    }

    #[test]
    fn slack_is_what_a_branch_has_left_and_passes_it_on() {
        let text = "parallel(sequence(delay(1s), parallel(delay(1s), delay(3s))), delay(10s))";
        assert_eq!(slacks(text), [0, 6000, 6000, 6000, 8000, 6000, 0].map(Some));
    }

    #[test]
    fn a_step_that_is_never_come_to_has_no_slack() {
        let text = "device light = light(state: disconnected) sequence(light.switch_on, delay(1s))";
        assert_eq!(slacks(text), [Some(0), Some(0), None]);
        let sum = DurationFormula::of(&prediction(text), StepId::ROOT).unwrap();
        assert!(sum.is_cut_short && sum.terms.len() == 1);
    }

    proptest! {
        #[test]
        fn sums_add_up(scene in arbitrary::calm_scene()) {
            let plan = Arc::new(Plan::new(&scene, 1));
            let prediction = History::of(plan.clone(), &predict(&plan));
            for sum in plan.ids().filter_map(|step| DurationFormula::of(&prediction, step)) {
                let total: Duration = match sum.kind {
                    BlockKind::Sequence => sum.terms.iter().sum(),
                    BlockKind::Parallel => sum.terms.iter().max().copied().unwrap_or_default(),
                };
                prop_assert_eq!((total, sum.is_cut_short), (sum.total, false));
            }
        }

        #[test]
        fn a_step_can_take_longer_by_its_slack_and_no_more(scene in arbitrary::calm_scene(), pick in any::<u32>()) {
            let makespan = |scene: &crate::program::Scene| {
                let plan = Arc::new(Plan::new(scene, 1));
                (History::of(plan.clone(), &predict(&plan)), plan)
            };
            let (before, plan) = makespan(&scene);
            let step = StepId(pick % plan.len() as u32);
            let slack = Forecast::new(&before).of(step).slack.expect("every step of a calm scene runs");
            for (extra, grows) in [(slack, false), (slack + Duration::from_millis(1), true)] {
                // A delay after a step makes it longer, whatever it is.
                let mut longer = scene.clone();
                let old = longer.step.at_mut(&plan.path(step)).unwrap();
                *old = Step::sequence([old.clone(), Step::Delay(extra)]);
                prop_assert_eq!(makespan(&longer).0.end() > before.end(), grows);
            }
        }
    }
}
