//! Plans as other languages run them.

use proptest::prelude::*;

use super::{super::*, plan, story};
use crate::program::{Control, TaskVerb, arbitrary};

fn dropped(text: &str) -> Vec<String> {
    story(&plan(text).dropping())
}

fn one_by_one(text: &str) -> Vec<String> {
    story(&plan(text).sequential())
}

#[test]
fn what_is_dropped_runs_no_cleanup() {
    let cut = dropped("timeout(10ms, ensure(delay(1s), delay(5ms)))");
    assert_eq!(cut[3..], ["10 cancelled 0.0", "10 cancelled 0", "10 failed"]);
}

#[test]
fn a_cleanup_can_be_dropped_too() {
    let cut = dropped("timeout(10ms, ensure(delay(4ms), delay(1s), delay(1s)))");
    assert_eq!(cut[4..], ["4 started 0.1", "10 cancelled 0.1", "10 cancelled 0", "10 failed"]);
}

#[test]
fn what_is_not_dropped_is_cleaned_up() {
    let text = "fallback(ensure(fail(\"\"), delay(5ms)), ensure(delay(1ms), delay(5ms)))";
    assert_eq!(dropped(text), story(&plan(text)));
}

#[test]
fn without_overlaps_the_first_branch_of_a_race_is_alone() {
    assert_eq!(one_by_one("race(delay(5ms), delay(1ms))")[1..], ["0 started 0", "5 finished 0", "5 finished"]);
    let first_success = one_by_one("race(first: success, fail(\"\"), delay(1ms), delay(1ms))");
    assert_eq!(first_success[2..], ["0 failed 0", "0 started 1", "1 finished 1", "1 finished"]);
}

#[test]
fn without_overlaps_no_deadline_cuts_anything() {
    assert_eq!(one_by_one("timeout(5ms, delay(9ms))").last().unwrap(), "9 finished");
}

#[test]
fn without_overlaps_a_failure_ends_a_parallel_unless_it_collects() {
    let branches = "fail(\"\"), delay(1ms))";
    for errors in ["wait", "cancel", "leave"] {
        let story = one_by_one(&format!("parallel(errors: {errors}, {branches}"));
        assert_eq!(story[1..], ["0 started 0", "0 failed 0", "0 failed"], "{errors}");
    }
    let collected = one_by_one(&format!("parallel(errors: collect, {branches}"));
    assert_eq!(collected[3..], ["0 started 1", "1 finished 1", "1 finished"]);
}

proptest! {
    #[test]
    fn prop_without_cleanups_dropping_is_cancelling(scene in arbitrary::scene()) {
        let plan = Plan::new(&scene, 1);
        let has_cleanup = plan.ids().any(|id| plan.step(id).control == Some(Control::Ensure));
        prop_assert!(has_cleanup || story(&plan.dropping()) == story(&plan));
    }

    #[test]
    fn prop_no_two_leaves_of_a_sequential_plan_are_open_at_once(scene in arbitrary::scene()) {
        let plan = Plan::new(&scene, 1).sequential();
        let mut open = None;
        for event in predict(&plan).events() {
            // An await may run the steps of a future.
            let PlannedStep { control, work, .. } = plan.step(event.step);
            if control.is_some() || *work == Work::OnTask(TaskVerb::Await) {
                continue;
            }
            if event.kind.is_start() {
                prop_assert_eq!(open.replace(event.execution()), None);
            } else if event.kind.is_end() {
                prop_assert_eq!(open.take(), Some(event.execution()));
            }
        }
    }
}
