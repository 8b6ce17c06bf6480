//! Laws of the blocks that cut steps short, repeat them, or clean up after them.

use std::{collections::HashMap, time::Duration};

use proptest::prelude::*;

use super::{super::*, cancelled_at, cores_laws::any_threads};
use crate::program::{Control, Errors, First, Losers, Scene, Step, ThreadUse, arbitrary};

/// A run, and what is known of its executions.
struct Ran {
    plan: Plan,
    log: EventLog,
    parents: HashMap<Execution, Execution>,
    starts: HashMap<Execution, usize>,
    ends: HashMap<Execution, usize>,
}

impl Ran {
    fn new(scene: &Scene, model: &Model) -> Self {
        let plan = Plan::new(scene, 1).in_model(model);
        let log = predict(&plan);
        let (mut parents, mut starts, mut ends) = (HashMap::new(), HashMap::new(), HashMap::new());
        for (place, event) in log.events().iter().enumerate() {
            if event.kind.is_start() {
                starts.insert(event.execution(), place);
                parents.extend(event.parent(&plan).map(|parent| (event.execution(), parent)));
            } else if event.kind.is_end() {
                ends.insert(event.execution(), place);
            }
        }
        Self { plan, log, parents, starts, ends }
    }

    /// The executions of blocks of a kind, each with the place of its end in the log.
    fn blocks(&self, is_wanted: impl Fn(Control) -> bool) -> impl Iterator<Item = (Execution, usize)> {
        let is_wanted = move |execution: &Execution| self.plan.step(execution.step).control.is_some_and(&is_wanted);
        self.ends.iter().map(|(&execution, &end)| (execution, end)).filter(move |(execution, _)| is_wanted(execution))
    }

    fn children(&self, block: Execution) -> impl Iterator<Item = Execution> {
        self.parents.iter().filter(move |(_, parent)| **parent == block).map(|(&child, _)| child)
    }

    fn is_cleanup(&self, execution: Execution) -> bool {
        let parent = self.parents.get(&execution).map(|parent| self.plan.step(parent.step).control);
        parent == Some(Some(Control::Ensure)) && self.plan.step(execution.step).index > 0
    }

    /// True if the block of an execution has ended by itself and left it running.
    fn is_stray(&self, execution: Execution) -> bool {
        let Some(&block) = self.parents.get(&execution) else { return false };
        let leaves = matches!(
            self.plan.step(block.step).control,
            Some(Control::Parallel { errors: Errors::Leave, .. } | Control::Race { losers: Losers::Leave, .. })
        );
        let end = self.ends[&block];
        leaves && self.kind(end) != EventKind::Cancelled && end < self.ends[&execution]
    }

    /// The execution and those around it, up to a cleanup step, a stray, a worker or what has started a task.
    fn up_to_cleanup_or_stray(&self, execution: Execution) -> impl Iterator<Item = Execution> {
        let is_worker = |inner: Execution| self.plan.step(inner.step).thread == ThreadUse::Worker;
        let makes_task = |inner: Execution| self.plan.step(inner.step).makes_task();
        let is_apart = move |inner: Execution| is_worker(inner) || makes_task(inner);
        let goes_on = move |inner: Execution| !self.is_cleanup(inner) && !self.is_stray(inner) && !is_apart(inner);
        let up = move |inner: &Execution| self.parents.get(inner).copied().filter(|_| goes_on(*inner));
        std::iter::successors(Some(execution), up)
    }

    fn kind(&self, place: usize) -> EventKind {
        self.log.events()[place].kind
    }

    fn t(&self, place: usize) -> Duration {
        self.log.events()[place].t
    }

    fn has_cleanup_inside(&self, block: Execution) -> bool {
        let inside = block.step.0 + 1..self.plan.end_of(block.step);
        inside.map(StepId).any(|step| self.plan.step(step).control == Some(Control::Ensure))
    }
}

fn any_model() -> impl Strategy<Value = Model> {
    prop_oneof![Just(Model::ASYNC), any_threads().prop_map(Model::Threads)]
}

proptest! {
    #[test]
    fn prop_nothing_of_a_cancelled_execution_happens_later_but_its_cleanups(scene in arbitrary::scene(), model in any_model()) {
        // Beside a step that outlasts it: what went on by mistake would not end with the run.
        let lasting = Step::Delay(Duration::from_secs(36_000));
        let ran = Ran::new(&Scene { step: Step::parallel([scene.step, lasting]), ..scene }, &model);
        for (place, event) in ran.log.events().iter().enumerate() {
            for around in ran.up_to_cleanup_or_stray(event.execution()) {
                let end = ran.ends[&around];
                // A permit is given back after the cleanups, and a core may switch to the thread that cleans up.
                let control = ran.plan.step(event.step).control;
                let cleans_up = matches!(control, Some(Control::Lock | Control::Ensure));
                let is_cleanup = event.kind == EventKind::Released || event.kind == EventKind::Switched && cleans_up;
                // A run that is stuck ends its tasks too, even one whose start it has cancelled.
                let is_of_stuck = !ran.log.waits().is_empty() && event.kind == EventKind::Settled(Settled::Cancelled);
                let may_happen = ran.kind(end) != EventKind::Cancelled || place <= end || is_cleanup || is_of_stuck;
                prop_assert!(may_happen, "{:?} in {:?}", event, around);
            }
        }
    }

    #[test]
    fn prop_each_cleanup_runs_exactly_once(scene in arbitrary::scene(), model in any_model()) {
        let ran = Ran::new(&scene, &model);
        // A run that is stuck cleans nothing up.
        prop_assume!(ran.log.waits().is_empty());
        for (block, end) in ran.blocks(|control| control == Control::Ensure) {
            let children = ran.plan.step(block.step).child_count;
            let index = |child: &Execution| ran.plan.step(child.step).index;
            let of = |number: u32| ran.children(block).filter(|child| index(child) == number).collect::<Vec<_>>();
            // A thread may be cancelled at the boundary before the first step.
            let may_be_cut = ran.plan.threads().is_some() && ran.kind(end) == EventKind::Cancelled;
            if children > 0 {
                prop_assert!(of(0).len() == 1 || may_be_cut && of(0).is_empty());
            }
            if children > 1 {
                let (first, cleanup) = (of(0), of(1));
                prop_assert_eq!(cleanup.len(), 1);
                prop_assert!(first.iter().all(|first| ran.ends[first] < ran.starts[&cleanup[0]]));
                // Unless the steps before it fail, the last one runs too.
                let failed = (1..children).flat_map(of).any(|child| matches!(ran.kind(ran.ends[&child]), EventKind::Failed(_)));
                prop_assert!(failed || of(children - 1).len() == 1);
            }
        }
    }

    #[test]
    fn prop_a_race_ends_with_the_branch_that_decides_and_the_cleanups_of_the_losers(scene in arbitrary::scene_without_threads()) {
        let ran = Ran::new(&scene, &Model::ASYNC);
        for (race, end) in ran.blocks(|control| matches!(control, Control::Race { .. })) {
            let Some(Control::Race { first, losers }) = ran.plan.step(race.step).control else { unreachable!() };
            let mut ends: Vec<_> = ran.children(race).map(|child| ran.ends[&child]).collect();
            ends.sort_unstable();
            let decides = |place: &&usize| first == First::Settled || ran.kind(**place) == EventKind::Finished;
            let decided = ends.iter().find(decides).or(ends.last()).copied();
            let Some(decided) = decided.filter(|_| ran.kind(end) != EventKind::Cancelled) else { continue };
            prop_assert!(decided < end);
            let won = ran.kind(decided) == EventKind::Finished;
            prop_assert_eq!(won, ran.kind(end) == EventKind::Finished);
            if losers == Losers::Cancel {
                prop_assert!(ends.iter().all(|&place| place < end));
            }
            if losers == Losers::Leave || !ran.has_cleanup_inside(race) {
                prop_assert_eq!(ran.t(end), ran.t(decided));
            }
        }
    }

    #[test]
    fn prop_a_timeout_ends_by_its_deadline_and_then_its_cleanups(scene in arbitrary::unlocked_scene()) {
        let ran = Ran::new(&scene, &Model::ASYNC);
        let worst = WorstCase::of(&ran.plan);
        for (timeout, end) in ran.blocks(|control| matches!(control, Control::Timeout(_))) {
            let Some(Control::Timeout(limit)) = ran.plan.step(timeout.step).control else { unreachable!() };
            let took = ran.t(end) - ran.t(ran.starts[&timeout]);
            prop_assert!(took <= limit + worst.cleanups(timeout.step));
            let is_cut = ran.kind(end) == EventKind::Failed(Failure::TimedOut);
            let is_in_time = took <= limit || ran.kind(end) == EventKind::Cancelled;
            prop_assert_eq!(took >= limit && is_cut, is_cut);
            prop_assert!(is_cut || is_in_time);
        }
    }

    #[test]
    fn prop_a_parallel_that_collects_never_fails_and_no_limit_is_passed(scene in arbitrary::scene()) {
        let ran = Ran::new(&scene, &Model::ASYNC);
        for (block, end) in ran.blocks(|control| matches!(control, Control::Parallel { .. })) {
            let Some(Control::Parallel { errors, limit }) = ran.plan.step(block.step).control else { unreachable!() };
            prop_assert!(errors != Errors::Collect || !matches!(ran.kind(end), EventKind::Failed(_)));
            let mut changes: Vec<_> = ran.children(block).flat_map(|child| [(ran.starts[&child], 1), (ran.ends[&child], -1)]).collect();
            changes.sort_unstable();
            let mut open = 0;
            for (_, change) in changes {
                open += change;
                prop_assert!(limit.is_none_or(|limit| open <= limit as i32));
            }
        }
    }

    #[test]
    fn prop_a_run_that_is_cancelled_at_any_instant_leaves_no_timer(scene in arbitrary::scene(), stop in 0_u64..200) {
        let log = cancelled_at(&Plan::new(&scene, 1), Duration::from_millis(stop));
        let armed = log.timers().iter().filter(|timer| timer.deadline.is_some()).count();
        prop_assert_eq!(2 * armed, log.timers().len());
    }
}
