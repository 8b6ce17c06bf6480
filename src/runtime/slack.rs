use std::time::Duration;

use super::{Event, EventKind, EventLog, Execution, Plan, StepId, execution::ExecutionMap};
use crate::program::{Control, Errors, First};

/// The slack of each step in a run that has ended.
///
/// It is found as in the critical path method, backwards: each event is given the latest time at which it could have
/// happened without the run getting longer. An event limits the one that it was woken by, and the end of an execution
/// limits its start. An execution that woke nobody is awaited by its block, if that waits for all of its steps, and else
/// limits nothing. So it is the log that says who waits for whom.
#[derive(Clone, Debug, PartialEq)]
pub struct Forecast {
    steps: Vec<StepSlack>,
}

/// The slack of one step.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct StepSlack {
    /// True if the run waits for the step: make it shorter, and the run gets shorter, unless another branch then takes as
    /// long.
    pub is_critical: bool,
    /// The time by which the step could take longer, each time that it runs, without the run getting longer. `None` if
    /// the step never ran, or if nothing waits for it: the loser of a race, or what a timeout cuts.
    pub slack: Option<Duration>,
}

impl Forecast {
    /// Computes the slack of all steps of a plan from the log of a run.
    pub fn new(plan: &Plan, log: &EventLog) -> Self {
        let mut pass = BackwardPass::new(plan, log);
        log.events().iter().rev().for_each(|event| pass.visit(event));
        Self { steps: pass.steps }
    }

    pub fn of(&self, step: StepId) -> StepSlack {
        self.steps[step.index()]
    }
}

/// The latest times of events, from the last event to the first.
struct BackwardPass<'a> {
    plan: &'a Plan,
    /// The latest times of the end of each execution; `None` if nothing has waited for it so far.
    latest: ExecutionMap<Option<Duration>>,
    ends: ExecutionMap<Option<End>>,
    /// The number of executions of each step.
    counts: Vec<u32>,
    steps: Vec<StepSlack>,
}

/// The end of an execution in the log.
#[derive(Clone, Copy, Debug, PartialEq)]
struct End {
    t: Duration,
    kind: EventKind,
    /// The time by which what is inside can take longer before the time of the block is over.
    margin: Option<Duration>,
}

impl<'a> BackwardPass<'a> {
    fn new(plan: &'a Plan, log: &EventLog) -> Self {
        let (mut starts, mut ends) = (ExecutionMap::new(plan.len()), ExecutionMap::new(plan.len()));
        let mut counts = vec![0; plan.len()];
        for event in log.events() {
            if event.kind.is_start() {
                starts.set(event.execution(), event.t);
                counts[event.step.index()] += 1;
            } else if event.kind.is_end() {
                let margin = match plan.step(event.step).control {
                    Some(Control::Timeout(limit)) => (starts.get(event.execution()) + limit).checked_sub(event.t),
                    _ => None,
                };
                ends.set(event.execution(), Some(End { t: event.t, kind: event.kind, margin }));
            }
        }
        let steps = vec![StepSlack::default(); plan.len()];
        Self { plan, latest: ExecutionMap::new(plan.len()), ends, counts, steps }
    }

    fn visit(&mut self, event: &Event) {
        if event.kind.is_end() {
            self.visit_end(event);
        } else if event.kind.is_start() {
            self.visit_start(event);
        }
    }

    fn visit_end(&mut self, event: &Event) {
        let execution = event.execution();
        let parent = event.parent(self.plan);
        let awaited = self.latest.get(execution);
        let latest = match parent {
            _ if event.kind == EventKind::Cancelled => None,
            None => Some(event.t),
            Some(block) => awaited.or_else(|| self.latest.get(block).filter(|_| self.waits_for_all(block))),
        };
        self.latest.set(execution, latest);
        let Some(latest) = latest else { return };
        if let Some(waker) = event.woken_by {
            let margin = self.ends.get(execution).and_then(|end| end.margin);
            self.limit(waker, event.t, margin.map_or(latest, |margin| latest.min(event.t + margin)));
        }
        // The time is shared by all executions of a step that is repeated.
        let slack = latest.saturating_sub(event.t) / self.counts[event.step.index()];
        let step = &mut self.steps[event.step.index()];
        step.slack = Some(step.slack.map_or(slack, |other| other.min(slack)));
        step.is_critical = step.slack == Some(Duration::ZERO);
    }

    /// An execution starts as late as its end allows.
    fn visit_start(&mut self, event: &Event) {
        let execution = event.execution();
        let (Some(latest), Some(end)) = (self.latest.get(execution), self.ends.get(execution)) else { return };
        if let Some(waker) = event.woken_by {
            self.limit(waker, event.t, latest.saturating_sub(end.t - event.t));
        }
    }

    /// Lowers the latest time of the end of an execution that has woken an event at `t`, perhaps after a pause.
    fn limit(&mut self, waker: Execution, t: Duration, latest: Duration) {
        let Some(end) = self.ends.get(waker) else { return };
        let latest = latest.saturating_sub(t.saturating_sub(end.t));
        let time = self.latest.get_mut(waker);
        *time = Some(time.map_or(latest, |time| time.min(latest)));
    }

    /// True if a block has waited for the ends of all its branches.
    fn waits_for_all(&self, block: Execution) -> bool {
        let has_failed = self.ends.get(block).is_some_and(|end| end.kind != EventKind::Finished);
        match self.plan.step(block.step).control {
            Some(Control::Parallel { errors, .. }) => matches!(errors, Errors::Wait | Errors::Collect) || !has_failed,
            Some(Control::Race { first, .. }) => first == First::Success && has_failed,
            // The next in order has waited, unless it was cut.
            _ => false,
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::{
        program::{Scene, Step, arbitrary, parse},
        runtime::predict,
    };

    fn slack_of_steps(text: &str) -> Vec<StepSlack> {
        let plan = Plan::new(&parse(text).unwrap(), 1);
        Forecast::new(&plan, &predict(&plan)).steps
    }

    fn critical_steps(text: &str) -> Vec<usize> {
        slack_of_steps(text).iter().enumerate().filter(|(_, step)| step.is_critical).map(|(id, _)| id).collect()
    }

    fn slacks(text: &str) -> Vec<Option<u128>> {
        slack_of_steps(text).iter().map(|step| step.slack.map(|slack| slack.as_millis())).collect()
    }

    #[test]
    fn the_critical_path_goes_through_the_branch_that_takes_longest() {
        assert_eq!(critical_steps("parallel(light.switch_off, sequence(toilet.flush, toilet.clean))"), [0, 2, 3, 4]);
    }

    #[test]
    fn branches_that_take_equally_long_are_all_critical() {
        assert_eq!(critical_steps("parallel(light.switch_off, toilet.flush, delay(10ms))"), [0, 1, 2]);
    }

    #[test]
    fn slack_is_what_a_branch_has_left_and_passes_it_on() {
        let text = "parallel(sequence(delay(1s), parallel(delay(1s), delay(3s))), delay(10s))";
        assert_eq!(slacks(text), [0, 6000, 6000, 6000, 8000, 6000, 0].map(Some));
    }

    #[test]
    fn a_step_that_never_runs_has_no_slack() {
        let text = "device light = light(state: disconnected) sequence(light.switch_on, delay(1s))";
        assert_eq!(slacks(text), [Some(0), Some(0), None]);
    }

    #[test]
    fn the_run_waits_for_the_winner_of_a_race_and_not_for_the_losers() {
        let text = "parallel(race(sequence(delay(1s), delay(2s)), delay(5s)), delay(10s))";
        assert_eq!(slacks(text), [Some(0), Some(7000), Some(7000), Some(7000), Some(7000), None, Some(0)]);
        let text = "race(ensure(delay(5s), delay(1s)), delay(2s))";
        assert_eq!(slacks(text), [Some(0), None, None, Some(0), Some(0)]);
    }

    #[test]
    fn a_step_can_take_longer_until_the_time_is_over_and_what_is_cut_as_long_as_it_likes() {
        assert_eq!(slacks("parallel(timeout(3s, delay(2s)), delay(10s))"), [0, 8000, 1000, 0].map(Some));
        assert_eq!(slacks("timeout(3s, delay(2s), delay(2s))"), [Some(0), None, None]);
        assert_eq!(slacks("timeout(3s, ensure(delay(5s), delay(1s)))"), [Some(0), None, None, Some(0)]);
    }

    #[test]
    fn a_pause_between_attempts_is_no_slack() {
        let text =
            "device light = light(fails: 1, latency: 1s) parallel(retry(2, wait: 2s, light.switch_on), delay(9s))";
        assert_eq!(slacks(text), [0, 5000, 2500, 0].map(Some));
    }

    #[test]
    fn with_a_limit_a_branch_waits_for_the_one_that_makes_room() {
        let text = "parallel(limit: 2, delay(3s), delay(5s), delay(4s))";
        assert_eq!(slacks(text), [0, 0, 2000, 0].map(Some));
    }

    #[test]
    fn nothing_waits_for_the_branches_beside_the_one_that_fails() {
        let text = "parallel(errors: cancel, delay(1s), fail(\"no\") @ 2s, delay(3s))";
        assert_eq!(slacks(text), [Some(0), None, Some(0), None]);
    }

    proptest! {
        #[test]
        fn prop_no_run_gets_longer_if_a_step_takes_longer_by_its_slack(scene in arbitrary::sound_scene(), pick in any::<u32>()) {
            let root_end = |scene: &Scene| {
                let plan = Plan::new(scene, 1);
                let log = predict(&plan);
                let end = log.events().iter().find(|event| event.step == StepId::ROOT && event.kind.is_end()).unwrap().t;
                (end, log, plan)
            };
            let (before, log, plan) = root_end(&scene);
            let step = StepId(pick % plan.len() as u32);
            let ran = log.events().iter().any(|event| event.step == step);
            let slack = Forecast::new(&plan, &log).of(step).slack;
            prop_assume!(ran);
            let mut longer = scene.clone();
            let old = longer.step.at_mut(&plan.path(step)).unwrap();
            *old = Step::sequence([old.clone(), Step::Delay(slack.unwrap_or(Duration::from_secs(7000)))]);
            prop_assert!(root_end(&longer).0 <= before);
        }

        #[test]
        fn prop_a_step_can_take_longer_by_its_slack_and_no_more(scene in arbitrary::calm_scene(), pick in any::<u32>()) {
            let run = |scene: &Scene| {
                let plan = Plan::new(scene, 1);
                (predict(&plan), plan)
            };
            let (before, plan) = run(&scene);
            let step = StepId(pick % plan.len() as u32);
            let slack = Forecast::new(&plan, &before).of(step).slack.expect("every step of a calm scene runs");
            for (extra, grows) in [(slack, false), (slack + Duration::from_millis(1), true)] {
                // A delay after a step makes it longer, whatever it is.
                let mut longer = scene.clone();
                let old = longer.step.at_mut(&plan.path(step)).unwrap();
                *old = Step::sequence([old.clone(), Step::Delay(extra)]);
                prop_assert_eq!(run(&longer).0.end() > before.end(), grows);
            }
        }
    }
}
