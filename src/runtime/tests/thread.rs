//! Tests of steps that hold the thread, and of those that run beside it.

use std::collections::HashMap;

use proptest::prelude::*;

use crate::{
    home::Hazard,
    program::{ThreadUse, arbitrary, parse},
    runtime::{Event, EventKind, Plan, predict},
};

/// The log in a line for each event: "500 0.1 finished".
fn log(text: &str) -> Vec<String> {
    let plan = Plan::new(&parse(text).unwrap(), 1);
    let log = predict(&plan);
    let line = |event: &Event| format!("{} {} {}", event.t.as_millis(), plan.path(event.step), event.kind.as_str());
    log.events().iter().map(line).collect()
}

/// The log without blocks and starts.
fn ends(text: &str) -> Vec<String> {
    log(text).into_iter().filter(|line| !line.ends_with("started") && !line.contains("  ")).collect()
}

fn hazards(text: &str) -> usize {
    let plan = Plan::new(&parse(text).unwrap(), 1);
    let is_held = |kind| kind == EventKind::Hazard(Hazard::ThreadHeld);
    predict(&plan).events().iter().filter(|event| is_held(event.kind)).count()
}

#[test]
fn while_a_step_works_messages_arrive_and_their_steps_wait_for_the_thread() {
    assert_eq!(
        log("parallel(sequence(light.switch_on, light.switch_off), sequence(delay(200ms), work(1s)))"),
        [
            "0  started",
            "0 0 started",
            "0 0.0 started",
            "0 1 started",
            "0 1.0 started",
            "200 1.0 finished",
            "200 1.1 started",
            "500 0.0 delivered",
            "1200 1.1 hazard",
            "1200 1.1 finished",
            "1200 1 finished",
            "1200 0.0 finished",
            "1200 0.1 started",
            "1700 0.1 finished",
            "1700 0 finished",
            "1700  finished",
        ]
    );
}

#[test]
fn branches_start_only_when_the_thread_is_free() {
    let started = |text: &str| log(text).into_iter().filter(|line| line.contains("started")).collect::<Vec<_>>();
    assert_eq!(
        started("parallel(sequence(work(1s), work(1s), delay(5s)), light.switch_on, parallel(toilet.flush))"),
        [
            "0  started",
            "0 0 started",
            "0 0.0 started",
            "1000 0.1 started",
            "2000 0.2 started",
            "2000 1 started",
            "2000 2 started",
            "2000 2.0 started"
        ]
    );
    assert_eq!(
        started("sequence(start(a, parallel(work(1s), delay(1s)), work(1s)), light.switch_on, await(a))")[3..],
        ["0 0.0.0 started", "1000 0.0.1 started", "1000 1 started", "1500 2 started", "2000 0.1 started"]
    );
}

#[test]
fn blocks_of_blocking_calls_take_the_sum_of_their_times_whatever_they_are() {
    let end = |text: &str| log(text).pop().unwrap();
    assert_eq!(end("parallel(blocking(light.switch_on), blocking(toilet.flush))"), "1000  finished");
    assert_eq!(end("blocking(parallel(light.switch_on, toilet.flush), timeout(100ms, delay(1s)))"), "2000  finished");
    assert_eq!(end("blocking(race(light.switch_on, toilet.flush))"), "500  finished");
    assert_eq!(end("blocking(parallel(errors: collect, fail(\"no\") @ 1s, delay(1s)))"), "2000  finished");
    assert_eq!(end("blocking(ensure(fail(\"no\") @ 1s, delay(1s)), delay(1s))"), "2000  failed");
    assert_eq!(end("blocking(retry(2, wait: 1s, fail(\"no\") @ 1s))"), "3000  failed");
    assert_eq!(end("blocking(offload(delay(1s)), offload(work(1s)))"), "2000  finished");
}

#[test]
fn nobody_is_polled_between_the_steps_of_blocking() {
    let order = ends("parallel(delay(1ms), blocking(delay(10ms), delay(10ms)), delay(2ms))");
    assert_eq!(
        order,
        ["10 1.0 finished", "20 1.1 finished", "20 1 hazard", "20 1 finished", "20 0 finished", "22 2 finished"]
    );
}

#[test]
fn a_task_that_is_started_while_the_thread_is_held_begins_when_it_is_free() {
    let lines = log("sequence(blocking(start(a, light.switch_on), delay(1s)), await(a))");
    assert!(lines.contains(&"1000 0.0.0 started".to_string()), "{lines:?}");
    assert_eq!(lines.last().unwrap(), "1500  finished");
}

#[test]
fn waiting_for_a_lock_or_a_name_inside_blocking_is_stuck() {
    let last = |text: &str| log(text).into_iter().find(|line| line.contains("stuck"));
    let holder = "lock(door, delay(1s))";
    assert_eq!(
        last(&format!("parallel({holder}, sequence(delay(1ms), blocking(lock(door, delay(1s)))), light.switch_on)")),
        Some("500  stuck".into())
    );
    assert_eq!(last("sequence(future(a, delay(1s)), blocking(await(a)))"), Some("0  stuck".into()));
    assert_eq!(last("sequence(start(a, delay(1s)), blocking(await(a)))"), Some("0  stuck".into()));
    assert_eq!(last("sequence(start(a), blocking(await(a), lock(door)))"), None);
}

#[test]
fn deadlines_that_passed_are_served_in_order_when_the_thread_is_free() {
    let held = |timeout: &str| ends(&format!("parallel({timeout}, sequence(delay(100ms), work(2s)))"));
    // Its step has ended by then, since it comes before the deadline.
    assert!(held("timeout(600ms, light.switch_on)").contains(&"2100 0 finished".into()));
    assert!(held("timeout(500ms, light.switch_on)").contains(&"2100 0 finished".into()));
    // Delivered, and then cancelled.
    let late = held("timeout(400ms, light.switch_on)");
    let place = |line: &str| late.iter().position(|other| other == line);
    assert!(place("500 0.0 delivered") < place("2100 0.0 cancelled"), "{late:?}");
    assert!(place("2100 0.0 cancelled").is_some() && place("2100 0 failed").is_some());
    // A timeout around work that takes too long.
    assert_eq!(ends("timeout(1s, work(2s))")[1..], ["2000 0 finished"; 1]);
}

#[test]
fn offloaded_steps_go_on_beside_the_thread() {
    assert_eq!(
        ends("parallel(offload(work(300ms), light.switch_on, fail(\"no\")), sequence(delay(100ms), work(2s)))"),
        [
            "100 1.0 finished",
            "300 0.0 finished",
            "800 0.1 finished",
            "800 0.2 failed",
            "2100 1.1 hazard",
            "2100 1.1 finished",
            "2100 1 finished",
            "2100 0 failed",
        ]
    );
    assert_eq!(log("parallel(offload(work(1s)), offload(work(1s)), light.switch_on)").pop().unwrap(), "1000  finished");
    assert_eq!(hazards("parallel(offload(work(1s)), offload(work(1s)), light.switch_on)"), 0);
}

#[test]
fn what_is_offloaded_cannot_be_cancelled_and_the_run_waits_for_it() {
    assert_eq!(
        ends("timeout(100ms, offload(light.switch_on, fail(\"no\"), toilet.flush))"),
        ["100 0 cancelled", "500 0.0 finished", "500 0.1 failed", "500 0.1 hazard"]
    );
    assert_eq!(log("race(delay(1ms), offload(work(1s)))").pop().unwrap(), "1000 1.0 finished");
}

#[test]
fn holding_the_thread_is_a_hazard_if_others_could_have_gone_on() {
    assert_eq!(hazards("sequence(work(1s), blocking(light.switch_on))"), 0);
    assert_eq!(hazards("parallel(work(1s))"), 0);
    assert_eq!(hazards("parallel(work(1s), work(1s))"), 1);
    assert_eq!(hazards("parallel(light.switch_on, blocking(toilet.flush @ 1s))"), 1);
    assert_eq!(hazards("parallel(light.switch_on, work(500ms))"), 0);
    assert_eq!(hazards("parallel(light.switch_on, work(0ms))"), 0);
}

#[test]
fn a_run_that_is_stuck_on_the_thread_still_delivers_what_is_on_its_way() {
    let lines = ends("parallel(light.switch_on, blocking(await(nobody)))");
    assert_eq!(lines[0], "500 0 delivered");
}

proptest! {
    #[test]
    fn prop_a_message_arrives_after_its_latency_however_long_the_thread_is_held(scene in arbitrary::scene()) {
        let plan = Plan::new(&scene, 1);
        let mut due = HashMap::new();
        for event in predict(&plan).events() {
            match event.kind {
                EventKind::Started { latency: Some(latency) } => _ = due.insert(event.execution(), event.t + latency),
                EventKind::Delivered => prop_assert_eq!(due.insert(event.execution(), event.t), Some(event.t)),
                EventKind::Finished => {
                    let is_delivered = due.get(&event.execution()).is_some_and(|&t| t < event.t);
                    let arrived = due.remove(&event.execution());
                    prop_assert!(arrived.is_none_or(|t| t == event.t || is_delivered && t < event.t));
                }
                _ => {}
            }
        }
    }

    #[test]
    fn prop_while_a_step_holds_the_thread_nothing_starts_or_ends_but_inside_it_and_on_workers(scene in arbitrary::scene()) {
        let plan = Plan::new(&scene, 1);
        let mut holder = None;
        for event in predict(&plan).events() {
            let (execution, is_end) = (event.execution(), event.kind.is_end());
            if holder.is_none() && event.kind.is_start() && plan.holds_thread(event.step) {
                holder = Some(execution);
            } else if holder == Some(execution) && is_end || event.kind == EventKind::Stuck {
                holder = None;
            } else if let Some(holder) = holder.filter(|_| event.kind.is_start() || is_end) {
                let is_inside = plan.self_and_ancestors(event.step).any(|step| step == holder.step);
                let is_worker = plan.step(event.step).thread == ThreadUse::Worker;
                // A block may cancel what is elsewhere.
                let is_cancelled = event.kind == EventKind::Cancelled;
                prop_assert!(is_inside || is_worker || is_cancelled, "{:?} while {:?}", event, holder);
            }
        }
    }
}
