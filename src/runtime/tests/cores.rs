//! The threads model: who goes on when, on which core.

use super::*;
use crate::runtime::{Misfit, Model, Threads};

pub(super) fn threads(schedule: &str) -> Threads {
    Threads { schedule: schedule.parse().unwrap(), ..Threads::default() }
}

pub(super) fn run_with(text: &str, threads: Threads) -> (Plan, EventLog) {
    let plan = plan(text).in_model(&Model::Threads(threads));
    let log = predict(&plan);
    (plan, log)
}

/// The log, an event a line with its thread: "10 finished 0.1 on 2".
pub(super) fn threads_story(text: &str, threads: Threads) -> Vec<String> {
    let (plan, log) = run_with(text, threads);
    let lines = story_of(&plan, &log);
    lines.into_iter().zip(log.events()).map(|(line, event)| format!("{line} on {}", event.on.unwrap().thread)).collect()
}

/// The values that were written to numbers and volumes, in order.
fn written(text: &str, model: Model) -> Vec<u32> {
    let log = predict(&plan(text).in_model(&model));
    let value = |event: &Event| if let EventKind::Written(value) = event.kind { Some(value) } else { None };
    log.events().iter().filter_map(value).collect()
}

/// When the root has ended, in milliseconds.
fn makespan(text: &str, model: Model) -> u128 {
    predict(&plan(text).in_model(&model)).end().as_millis()
}

const TWO_INCREMENTS: &str = "parallel(increment(count), increment(count))";

#[test]
fn a_thread_goes_on_until_it_waits_unless_the_schedule_has_another() {
    assert_eq!(
        threads_story(TWO_INCREMENTS, threads("")),
        [
            "0 started on 0",
            "0 switched on 1",
            "0 started 0 on 1",
            "0 read 0 on 1",
            "0 written 0 on 1",
            "0 finished 0 on 1",
            "0 switched on 2",
            "0 started 1 on 2",
            "0 read 1 on 2",
            "0 written 1 on 2",
            "0 finished 1 on 2",
            "0 switched on 0",
            "0 finished on 0",
        ]
    );
    assert_eq!(written(TWO_INCREMENTS, Model::Threads(threads(""))), [1, 2]);
}

#[test]
fn a_switch_between_read_and_write_loses_an_update() {
    let model = Model::Threads(threads("0.1.2"));
    assert_eq!(written(TWO_INCREMENTS, model.clone()), [1, 1]);
    let log = predict(&plan(TWO_INCREMENTS).in_model(&model));
    let hazards = log.events().iter().filter(|event| matches!(event.kind, EventKind::Hazard(_)));
    assert_eq!(hazards.map(|event| event.step).collect::<Vec<_>>(), [StepId(1)]);
    // Nobody can switch where nothing waits on one thread.
    for model in [Model::ASYNC, Model::Blocking] {
        assert_eq!(written(TWO_INCREMENTS, model), [1, 2]);
    }
}

#[test]
fn a_lock_keeps_the_others_out_whatever_the_schedule() {
    let text = "parallel(lock(knob, increment(count)), lock(knob, increment(count)))";
    for seed in 0..50 {
        assert_eq!(written(text, Model::Threads(threads(&format!("seed:{seed}")))), [1, 2]);
    }
}

#[test]
fn a_change_of_a_device_waits_between_read_and_write_so_it_is_safe_in_neither() {
    let text = "parallel(speaker.louder, speaker.louder)";
    for model in [Model::ASYNC, Model::Threads(threads(""))] {
        assert_eq!(written(text, model), [6, 6]);
    }
    assert_eq!(written(text, Model::Blocking), [6, 7]);
}

#[test]
fn waiting_costs_no_core_and_work_does() {
    let waits = "parallel(delay(1s), delay(1s), delay(1s))";
    let works = "parallel(work(1s), work(1s), work(1s))";
    let on = |cores| Model::Threads(Threads { cores, ..Threads::default() });
    assert_eq!([Model::ASYNC, Model::Blocking, on(1)].map(|model| makespan(waits, model)), [1000, 3000, 1000]);
    assert_eq!([Model::ASYNC, Model::Blocking, on(1)].map(|model| makespan(works, model)), [3000; 3]);
    assert_eq!([2, 3, 4].map(|cores| makespan(works, on(cores))), [1500, 1000, 1000]);
}

#[test]
fn work_gives_way_when_its_quantum_is_over() {
    let text = "parallel(work(25ms), work(15ms))";
    let switches = |quantum| {
        let (plan, log) = run_with(text, Threads { quantum: Duration::from_millis(quantum), ..Threads::default() });
        let lines = story_of(&plan, &log);
        lines.into_iter().filter(|line| !line.contains("started")).collect::<Vec<_>>()
    };
    assert_eq!(
        switches(10),
        [
            "0 switched",
            "10 switched",
            "20 switched 0",
            "30 switched 1",
            "35 finished 1",
            "35 switched 0",
            "40 finished 0",
            "40 switched",
            "40 finished",
        ]
    );
    assert_eq!(
        switches(100),
        ["0 switched", "25 finished 0", "25 switched", "40 finished 1", "40 switched", "40 finished"]
    );
}

#[test]
fn a_switch_costs_time_in_which_the_core_does_nothing() {
    let costly = |switch| Threads { switch: Duration::from_millis(switch), ..Threads::default() };
    let text = "parallel(work(20ms), work(20ms))";
    // To each of the threads twice, and back to the first.
    assert_eq!([0, 1, 5].map(|switch| makespan(text, Model::Threads(costly(switch)))), [40, 45, 65]);
}

#[test]
fn a_message_arrives_although_its_thread_has_no_core() {
    let text = "parallel(light.switch_on @ 5ms, work(8ms))";
    let story = threads_story(text, threads(""));
    let of_message: Vec<_> = story.iter().filter(|line| line.contains(" 0 on")).collect();
    assert_eq!(of_message, ["0 started 0 on 1", "5 delivered 0 on 1", "8 switched 0 on 1", "8 finished 0 on 1"]);
}

#[test]
fn a_freed_lock_goes_to_whichever_waiter_the_schedule_picks() {
    let text = "parallel(lock(a, delay(10ms)), lock(a, delay(10ms)), lock(a, delay(10ms)))";
    let order = |schedule: &str| {
        let (plan, log) = run_with(text, threads(schedule));
        let acquired = log.events().iter().filter(|event| event.kind == EventKind::Acquired);
        acquired.map(|event| plan.path(event.step).to_string()).collect::<Vec<_>>()
    };
    assert_eq!(order(""), ["0", "1", "2"]);
    let (_, log) = run_with(text, threads(""));
    let offered = |choice| log.options(choice).to_vec();
    let freed = log.choices().iter().find(|choice| choice.t.as_millis() == 10).map(offered);
    assert_eq!(freed, Some(vec![2, 3]));
    let choices = log.choices().iter().take_while(|choice| choice.t.is_zero()).map(|choice| choice.thread.to_string());
    let before = choices.collect::<Vec<_>>().join(".");
    assert_eq!(order(&format!("{before}.3")), ["0", "2", "1"]);
}

#[test]
fn crossed_locks_get_stuck_only_if_the_scheduler_switches_between_them() {
    let text = "parallel(lock(a, lock(b)), lock(b, lock(a)))";
    let is_stuck = |schedule: &str| {
        let (_, log) = run_with(text, threads(schedule));
        log.events().iter().any(|event| event.kind == EventKind::Stuck)
    };
    assert!(!is_stuck(""));
    assert!(is_stuck("0.1.2"));
}

#[test]
fn a_schedule_that_does_not_fit_says_from_which_choice_on() {
    let misfit = |schedule| {
        let (_, log) = run_with(TWO_INCREMENTS, threads(schedule));
        log.misfit().cloned()
    };
    assert_eq!([misfit(""), misfit("0.1.2")], [None, None]);
    assert_eq!(misfit("0.7.1"), Some(Misfit { choice: 1, thread: 7 }));
    assert_eq!(misfit("2"), Some(Misfit { choice: 0, thread: 2 }));
}

#[test]
fn each_entry_has_its_thread_and_its_core() {
    let (plan, log) = run_with("parallel(light.switch_on @ 5ms, work(8ms))", threads(""));
    let entries: Vec<serde_json::Value> = serde_json::from_str(&log.to_json(&plan)).unwrap();
    let of = |kind: &str| {
        let entry = entries.iter().find(|entry| entry["kind"] == kind).unwrap();
        (entry["thread"].as_u64(), entry["core"].as_u64())
    };
    let (first, second) = ((Some(0), Some(0)), (Some(1), Some(0)));
    assert_eq!([of("started"), of("switched"), of("delivered")], [first, second, (Some(1), None)]);
}
