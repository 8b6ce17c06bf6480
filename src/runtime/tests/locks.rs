use std::{cell::RefCell, collections::HashMap};

use futures::FutureExt;
use proptest::prelude::*;

use super::{super::*, cancelled_at, millis, plan, story};
use crate::program::arbitrary;

/// The events of locks and of steps without children, an event a line.
fn locks(text: &str) -> Vec<String> {
    let plan = plan(text);
    let is_shown = |line: &String| {
        let [_, kind, path] = *line.split(' ').collect::<Vec<_>>() else { return false };
        let step = plan.find(&path.split('.').map(|index| index.parse().unwrap()).collect::<Vec<_>>().into()).unwrap();
        matches!(kind, "acquired" | "released") || plan.step(step).child_count == 0
    };
    story(&plan).into_iter().filter(is_shown).collect()
}

#[test]
fn a_lock_is_held_by_one_after_another_in_the_order_in_which_they_came() {
    let text =
        "parallel(lock(a, delay(3ms)), sequence(delay(2ms), lock(a, delay(1ms))), sequence(delay(1ms), lock(a)))";
    assert_eq!(
        locks(text),
        [
            "0 acquired 0",
            "0 started 0.0",
            "0 started 1.0",
            "0 started 2.0",
            "1 finished 2.0",
            "1 started 2.1",
            "2 finished 1.0",
            "3 finished 0.0",
            "3 released 0",
            "3 acquired 2.1",
            "3 released 2.1",
            "3 finished 2.1",
            "3 acquired 1.1",
            "3 started 1.1.0",
            "4 finished 1.1.0",
            "4 released 1.1",
        ]
    );
}

#[test]
fn who_releases_goes_on_before_the_next_has_the_lock() {
    let story = story(&plan("parallel(sequence(lock(a, delay(1ms)), delay(0ms)), lock(a))"));
    let place = |line: &str| story.iter().position(|it| it == line).unwrap_or_else(|| panic!("{line}: {story:#?}"));
    assert!(place("1 released 0.0") < place("1 finished 0.0"));
    assert!(place("1 started 0.1") < place("1 acquired 1"));
}

#[test]
fn a_lock_with_permits_is_held_by_as_many() {
    let text = "lock a(permits: 2)\nparallel(lock(a, delay(2ms)), lock(a, delay(1ms)), lock(a, delay(1ms)))";
    let story = locks(text);
    assert_eq!(story[..4], ["0 acquired 0", "0 started 0.0", "0 acquired 1", "0 started 1.0"]);
    assert!(story.contains(&"1 acquired 2".to_string()), "{story:#?}");
    assert_eq!(predict(&plan(text)).end(), millis(2));
}

#[test]
fn another_lock_excludes_nobody() {
    assert_eq!(predict(&plan("parallel(lock(a, delay(2ms)), lock(b, delay(2ms)))")).end(), millis(2));
}

#[test]
fn a_lock_is_released_after_a_failure() {
    let text = "parallel(lock(a, fail(\"no\") @ 1ms, delay(9ms)), lock(a, delay(1ms)))";
    assert_eq!(locks(text)[3..6], ["1 released 0", "1 acquired 1", "1 started 1.0"]);
}

#[test]
fn the_permit_of_a_cancelled_block_is_released_after_the_cleanups_inside() {
    let text = "parallel(timeout(1ms, lock(a, ensure(delay(9ms), delay(2ms)))), lock(a, delay(1ms)))";
    let story = story(&plan(text));
    let place = |line: &str| story.iter().position(|it| it == line).unwrap_or_else(|| panic!("{line}: {story:#?}"));
    assert!(place("1 cancelled 0.0") < place("3 finished 0.0.0.1"));
    assert!(place("3 finished 0.0.0.1") < place("3 released 0.0"));
    assert!(place("3 released 0.0") < place("3 acquired 1"));
    assert!(place("3 released 0.0") < place("3 failed 0"));
}

#[test]
fn who_is_cancelled_while_it_waits_leaves_the_queue() {
    let text =
        "parallel(lock(a, delay(3ms)), timeout(1ms, lock(a, delay(1ms))), sequence(delay(2ms), lock(a, delay(1ms))))";
    let story = locks(text);
    assert!(!story.iter().any(|line| line.ends_with(" 1.0")), "{story:#?}");
    assert!(story.contains(&"3 acquired 2.1".to_string()), "{story:#?}");
}

#[test]
fn a_permit_that_was_handed_to_one_who_is_cancelled_at_that_instant_goes_to_the_next() {
    // At 2 ms the first branch releases b, and then fails. What that wakes runs in this order: the second step gets b, and
    // hands a on; the parallel cancels the branch that was handed it.
    let text = "parallel(
        parallel(errors: cancel, sequence(lock(b, delay(2ms)), fail(\"no\")), sequence(delay(1ms), lock(a, delay(5ms)))),
        lock(a, lock(b)),
        sequence(delay(1ms), lock(a, delay(1ms))))";
    let story = locks(text);
    assert!(story.contains(&"2 released 1".to_string()), "{story:#?}");
    assert!(!story.iter().any(|line| line.ends_with(" 0.1.1") || line.contains("0.1.1.0")), "{story:#?}");
    assert!(story.contains(&"2 acquired 2.1".to_string()), "{story:#?}");
}

#[test]
fn a_lock_inside_itself_is_stuck_and_says_who_holds_it() {
    let plan = plan("sequence(delay(1ms), lock(a, lock(a, delay(1ms))))");
    let log = RefCell::default();
    assert_eq!(run(&plan, &VirtualClock::default(), &log).now_or_never(), Some(RunOutcome::Stuck));
    let log = log.into_inner();
    let [wait] = log.waits() else { panic!("{:?}", log.waits()) };
    let paths = [Some(wait.block), wait.held_by].map(|execution| plan.path(execution.unwrap().step).to_string());
    assert_eq!(paths, ["1.0", "1"]);
    assert!(
        log.to_json(&plan)
            .contains(r#""kind": "stuck", "step": "", "waiting": [{"step": "1.0", "for": "a", "held_by": "1"}]"#)
    );
    assert!(log.to_json(&plan).contains(r#""kind": "acquired", "step": "1", "name": "a""#));
}

#[test]
fn crossed_locks_are_stuck_and_released_by_nobody() {
    let crossed = "parallel(lock(a, delay(1ms), lock(b)), lock(b, delay(1ms), lock(a)))";
    let story = story(&plan(crossed));
    assert_eq!(story.iter().filter(|line| line.contains("released")).count(), 0);
    assert_eq!(story[story.len() - 6], "1 stuck");
    assert!(story[story.len() - 5..].iter().all(|line| line.contains("cancelled")), "{story:#?}");
    let log = predict(&plan(crossed));
    let path = |execution: Execution| plan(crossed).path(execution.step).to_string();
    let ring: Vec<_> = log.waits().iter().map(|wait| (path(wait.block), path(wait.held_by.unwrap()))).collect();
    assert_eq!(ring, [("0.1".to_string(), "1".to_string()), ("1.1".into(), "0".into())]);
    // In the same order they are not.
    assert_eq!(predict(&plan("parallel(lock(a, lock(b)), lock(a, lock(b)))")).waits(), []);
}

#[test]
fn a_person_who_cancels_releases_nothing() {
    let log = cancelled_at(&plan("parallel(lock(a, delay(5ms)), lock(a, delay(5ms)))"), millis(2));
    assert!(log.events().iter().all(|event| event.kind != EventKind::Released));
}

fn events_of_locks<'a>(plan: &Plan, log: &'a EventLog) -> impl Iterator<Item = (LockId, &'a Event)> {
    log.events().iter().filter_map(|event| Some((plan.step(event.step).lock?, event)))
}

proptest! {
    #[test]
    fn prop_no_lock_has_more_holders_than_permits_and_all_of_them_release_it(scene in arbitrary::scene()) {
        let plan = Plan::new(&scene, 1);
        let log = predict(&plan);
        let mut holders: HashMap<LockId, Vec<Execution>> = HashMap::new();
        for (lock, event) in events_of_locks(&plan, &log) {
            let holders = holders.entry(lock).or_default();
            match event.kind {
                EventKind::Acquired => holders.push(event.execution()),
                EventKind::Released => {
                    let place = holders.iter().position(|&holder| holder == event.execution());
                    prop_assert!(place.is_some());
                    holders.remove(place.unwrap());
                }
                _ => {}
            }
            prop_assert!(holders.len() <= plan.lock(lock).permits as usize);
        }
        let was_stopped = log.events().iter().any(|event| {
            matches!(event.kind, EventKind::Stuck | EventKind::Failed(Failure::TooManyExecutions))
        });
        prop_assert!(was_stopped || holders.values().all(Vec::is_empty));
    }

    #[test]
    fn prop_a_lock_is_acquired_in_the_order_in_which_it_was_asked_for(scene in arbitrary::scene()) {
        let plan = Plan::new(&scene, 1);
        let log = predict(&plan);
        let mut waiting: HashMap<LockId, Vec<Execution>> = HashMap::new();
        for (lock, event) in events_of_locks(&plan, &log) {
            let (waiting, execution) = (waiting.entry(lock).or_default(), event.execution());
            match event.kind {
                EventKind::Started { .. } => waiting.push(execution),
                EventKind::Acquired => prop_assert_eq!(waiting.remove(0), execution),
                EventKind::Cancelled => waiting.retain(|&other| other != execution),
                _ => {}
            }
        }
    }
}

#[test]
fn ten_thousand_wait_for_one_lock_and_get_it_in_the_order_in_which_they_came() {
    let branches = vec!["lock(a, delay(1ms))"; 10_000].join(", ");
    let plan = plan(&format!("parallel({branches})"));
    let log = predict(&plan);
    let acquired: Vec<_> = log.events().iter().filter(|event| event.kind == EventKind::Acquired).collect();
    assert_eq!(acquired.len(), 10_000);
    assert!(acquired.is_sorted_by_key(|event| (event.t, event.step)));
    assert_eq!(log.end().as_secs(), 10);
}
