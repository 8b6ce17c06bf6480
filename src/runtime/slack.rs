use std::time::Duration;

use super::{Event, EventLog, Plan, StepId, execution::ExecutionMap};

/// The slack of each step in a run that has ended.
///
/// It is found as in the critical path method, backwards: each event is given the latest time at which it could have
/// happened without the run getting longer. An event limits the one that it was woken by, the end of an execution limits
/// its start, and an execution that woke nobody is awaited by its block. So it is the log that says who waits for whom,
/// and a new kind of step needs nothing here.
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
    /// The time by which the step could take longer without the run getting longer. `None` if the step never ran.
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
    /// The end of the run.
    makespan: Duration,
    /// The latest times of the start and the end of each execution; `None` if nobody has waited for it so far.
    latest: ExecutionMap<Latest>,
    /// The time at which each execution ended.
    ends: ExecutionMap<Duration>,
    steps: Vec<StepSlack>,
}

#[derive(Clone, Copy, Debug, Default, PartialEq)]
struct Latest {
    start: Option<Duration>,
    end: Option<Duration>,
}

impl<'a> BackwardPass<'a> {
    fn new(plan: &'a Plan, log: &EventLog) -> Self {
        let steps = vec![StepSlack::default(); plan.len()];
        Self {
            plan,
            makespan: log.end(),
            latest: ExecutionMap::new(plan.len()),
            ends: ExecutionMap::new(plan.len()),
            steps,
        }
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
        let awaited = self.latest.get(execution).end;
        let latest = awaited.or_else(|| self.latest.get(event.parent(self.plan)?).end).unwrap_or(self.makespan);
        self.latest.get_mut(execution).end = Some(latest);
        self.ends.set(execution, event.t);
        if let Some(waker) = event.woken_by {
            limit(&mut self.latest.get_mut(waker).end, latest);
        }
        let slack = latest.saturating_sub(event.t);
        // A step that is repeated has the slack of the execution with the least.
        let step = &mut self.steps[event.step.index()].slack;
        limit(step, slack);
        self.steps[event.step.index()].is_critical = *step == Some(Duration::ZERO);
    }

    fn visit_start(&mut self, event: &Event) {
        let execution = event.execution();
        let Latest { start, end } = self.latest.get(execution);
        // A block starts as late as its steps allow, and a step that waits for no other by its duration before its end.
        let duration = self.ends.get(execution) - event.t;
        let latest = start.or_else(|| Some(end? - duration)).unwrap_or(self.makespan);
        match (event.woken_by, event.parent(self.plan)) {
            (Some(waker), _) => limit(&mut self.latest.get_mut(waker).end, latest),
            (None, Some(block)) => limit(&mut self.latest.get_mut(block).start, latest),
            (None, None) => {}
        }
    }
}

/// Lowers a latest time to `latest`.
fn limit(time: &mut Option<Duration>, latest: Duration) {
    *time = Some(time.map_or(latest, |time| time.min(latest)));
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

    proptest! {
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
