use std::{collections::HashMap, sync::Arc, time::Duration};

use proptest::prelude::*;

use super::{super::*, cancelled_at};
use crate::program::{BlockKind, Control, Errors, Losers, ThreadUse, arbitrary};

/// The makespan by arithmetic: a sequence takes the sum of its steps, a parallel their maximum.
fn arithmetic(plan: &Plan, id: StepId) -> Duration {
    let children = plan.children(id).map(|child| arithmetic(plan, child));
    match plan.step(id).work {
        Work::Message { latency, .. } | Work::Delay(latency) => latency,
        Work::Block(BlockKind::Sequence) => children.sum(),
        Work::Block(BlockKind::Parallel) => children.max().unwrap_or_default(),
        _ => unreachable!("a calm scene has none"),
    }
}

fn ends(log: &EventLog) -> HashMap<Execution, usize> {
    let mut ends = HashMap::new();
    for event in log.events().iter().filter(|event| event.kind.is_end()) {
        *ends.entry(event.execution()).or_default() += 1;
    }
    ends
}

fn each_started_step_ends_exactly_once(log: &EventLog) -> Result<(), TestCaseError> {
    let started: Vec<_> = log.events().iter().filter(|event| event.kind.is_start()).collect();
    let ends = ends(log);
    prop_assert_eq!(started.len(), ends.len());
    prop_assert!(started.iter().all(|event| ends.get(&event.execution()) == Some(&1)));
    Ok(())
}

proptest! {
    #[test]
    fn prop_the_makespan_is_what_arithmetic_says(scene in arbitrary::calm_scene()) {
        let plan = Plan::new(&scene, 1);
        prop_assert_eq!(predict(&plan).end(), arithmetic(&plan, StepId::ROOT));
    }

    #[test]
    fn prop_each_started_step_ends_exactly_once(scene in arbitrary::scene()) {
        each_started_step_ends_exactly_once(&predict(&Plan::new(&scene, 1)))?;
    }

    #[test]
    fn prop_time_never_runs_backwards(scene in arbitrary::scene()) {
        prop_assert!(predict(&Plan::new(&scene, 1)).events().is_sorted_by_key(|event| event.t));
    }

    #[test]
    fn prop_the_span_of_a_child_lies_in_its_parents_unless_it_is_a_stray_or_a_cleanup(scene in arbitrary::scene()) {
        let plan = Arc::new(Plan::new(&scene, 1));
        let history = History::of(plan.clone(), &predict(&plan));
        for execution in plan.ids().flat_map(|step| history.executions(step)) {
            let span = history.span(execution);
            let (Some(parent), Some(start)) = (plan.step(execution.step).parent, span.start) else { continue };
            let around = history.span(Execution { step: parent, occurrence: span.parent_occurrence });
            let may_outlive = plan.step(execution.step).makes_task()
                || match plan.step(parent).control.unwrap() {
                Control::Parallel { errors: Errors::Leave, .. } | Control::Race { losers: Losers::Leave, .. } => true,
                Control::Ensure | Control::Offload => around.state() == StepState::Cancelled,
                _ if plan.step(execution.step).thread == ThreadUse::Worker => around.state() == StepState::Cancelled,
                _ => false,
            };
            prop_assert!(around.start.unwrap() <= start || may_outlive);
            prop_assert!(span.end.unwrap().0 <= around.end.unwrap().0 || may_outlive);
        }
    }

    #[test]
    fn prop_a_cancelled_run_logs_what_the_whole_run_does_up_to_then_and_nothing_later(
        scene in arbitrary::scene(),
        stop in 0_u64..200,
    ) {
        let plan = Plan::new(&scene, 1);
        let stop = Duration::from_millis(stop);
        let (whole, cut) = (predict(&plan), cancelled_at(&plan, stop));
        let before = whole.until(stop);
        let (same, cancelled) = cut.events().split_at(before.len());
        prop_assert_eq!(same, before);
        prop_assert!(cancelled.iter().all(|event| event.t == stop && matches!(event.kind, EventKind::Cancelled | EventKind::Settled(Settled::Cancelled))));
        prop_assert_eq!(cut.turns(), whole.turns_until(stop));
        each_started_step_ends_exactly_once(&cut)?;
    }

    #[test]
    fn prop_the_log_up_to_a_time_is_what_a_search_through_all_of_it_says(scene in arbitrary::scene(), t in 0_u64..200) {
        let (log, t) = (predict(&Plan::new(&scene, 1)), Duration::from_millis(t));
        prop_assert!(log.until(t).iter().eq(log.events().iter().filter(|event| event.t <= t)));
        prop_assert!(log.turns_until(t).iter().eq(log.turns().iter().filter(|turn| turn.t <= t)));
    }

    #[test]
    fn prop_the_same_seed_gives_the_same_log(scene in arbitrary::scene(), seed: u64) {
        prop_assert_eq!(predict(&Plan::new(&scene, seed)), predict(&Plan::new(&scene, seed)));
    }
}
