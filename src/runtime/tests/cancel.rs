use super::{super::*, cancelled_at, millis, plan, story, story_of};
use crate::{
    home::{Condition, DeviceId, Toilet},
    program::{Path, parse},
};

#[test]
fn what_is_open_inside_is_marked_innermost_first() {
    let text = "sequence(timeout(10ms, parallel(delay(1s), sequence(delay(2s)))), delay(1ms))";
    let story = story(&plan(text));
    assert_eq!(
        story[6..],
        [
            "10 cancelled 0.0.1.0",
            "10 cancelled 0.0.1",
            "10 cancelled 0.0.0",
            "10 cancelled 0.0",
            "10 failed 0",
            "10 failed"
        ]
    );
}

#[test]
fn a_cancelled_step_leaves_no_timer() {
    let plan = plan("race(delay(5ms), delay(1s), sequence(delay(2s)))");
    let log = predict(&plan);
    assert_eq!((log.end(), log.turns().last().unwrap().timers), (millis(5), 0));
}

#[test]
fn a_cancelled_message_does_not_arrive_and_is_in_nobodys_way() {
    let timed_out = plan("sequence(timeout(10ms, toilet.flush @ 1s), toilet.clean)");
    // Without the failure of the timeout, the brush comes next.
    let raced = plan("sequence(race(toilet.flush @ 1s, delay(10ms)), toilet.clean)");
    let log = predict(&raced);
    assert!(log.events().iter().all(|event| !matches!(event.kind, EventKind::Hazard(_))));
    assert_eq!(story(&timed_out)[3], "10 cancelled 0.0");
    let history = History::of(raced.into(), &log);
    let toilet = history.device_at(DeviceId(2), log.end());
    assert_eq!(toilet.condition, Condition::Toilet(Toilet { open: false, clean: true }));
}

#[test]
fn steps_that_end_at_the_very_time_limit_are_in_time() {
    let text = "parallel(timeout(10ms, delay(10ms)), timeout(10ms, delay(4ms), delay(6ms), delay(0ms)))";
    assert_eq!(story(&plan(text)).last().unwrap(), "10 finished");
}

#[test]
fn of_time_limits_at_the_same_time_the_inner_one_comes_first() {
    assert_eq!(
        story(&plan("timeout(10ms, timeout(10ms, delay(1s)))"))[3..],
        ["10 cancelled 0.0", "10 failed 0", "10 failed"]
    );
}

#[test]
fn of_deadlines_at_the_same_time_those_written_first_come_first() {
    let story = story(&plan("parallel(timeout(10ms, delay(1s)), timeout(10ms, delay(2s)), delay(10ms))"));
    assert_eq!(
        story[6..],
        ["10 finished 2", "10 cancelled 0.0", "10 failed 0", "10 cancelled 1.0", "10 failed 1", "10 failed"]
    );
}

#[test]
fn what_comes_up_at_a_deadline_is_served_before_it() {
    let in_time = "timeout(10ms, delay(10ms), delay(0ms), parallel(delay(0ms), sequence(delay(0ms), delay(0ms))))";
    assert_eq!(story(&plan(in_time)).last().unwrap(), "10 finished");
    // The cleanup of the inner block ends at the deadline of the outer one.
    let nested = "timeout(10ms, fallback(timeout(10ms, ensure(delay(1s), delay(0ms))), delay(0ms)))";
    assert_eq!(story(&plan(nested)).last().unwrap(), "10 finished");
    assert_eq!(story(&plan("timeout(0ms, delay(0ms))")).last().unwrap(), "0 finished");
    assert_eq!(story(&plan("timeout(0ms, delay(1ms))")).last().unwrap(), "0 failed");
}

#[test]
fn of_deadlines_of_two_rounds_the_earlier_round_comes_first() {
    let block = "timeout(10ms, delay(1s))";
    let text = format!("sequence(repeat(2, race(losers: leave, {block}, sequence())), delay(20ms))");
    let story = story(&plan(&text));
    let failed: Vec<_> = story.iter().filter(|line| line.starts_with("10 failed")).collect();
    assert_eq!(failed, ["10 failed 0.0.0", "10 failed 0.0.0#2"]);
}

#[test]
fn whoever_cancels_a_canceller_waits_for_the_cleanups_that_it_waited_for() {
    let text = "timeout(10ms, ensure(race(ensure(delay(1s), delay(20ms)), delay(5ms)), delay(1ms)))";
    assert_eq!(
        story(&plan(text))[6..],
        [
            "5 finished 0.0.1",
            "5 cancelled 0.0.0.0",
            "5 cancelled 0.0.0",
            "5 started 0.0.0.1",
            "10 cancelled 0.0",
            "10 cancelled 0",
            "25 finished 0.0.0.1",
            "25 started 0.1",
            "26 finished 0.1",
            "26 failed",
        ]
    );
}

#[test]
fn when_the_root_has_ended_all_strays_are_cancelled_before_their_cleanups_start() {
    let text = "race(losers: leave, ensure(delay(1s), delay(2ms)), ensure(delay(1s), delay(1ms)), sequence())";
    assert_eq!(
        story(&plan(text))[6..],
        [
            "0 finished 2",
            "0 finished",
            "0 cancelled 0.0",
            "0 cancelled 0",
            "0 cancelled 1.0",
            "0 cancelled 1",
            "0 started 0.1",
            "0 started 1.1",
            "1 finished 1.1",
            "2 finished 0.1",
        ]
    );
}

#[test]
fn what_is_cancelled_tells_because_of_which_step() {
    let by = |text: &str| {
        let plan = plan(text);
        let cancelled = predict(&plan).events().iter().find(|event| event.kind == EventKind::Cancelled).copied();
        plan.path(cancelled.unwrap().woken_by.unwrap().step).to_string()
    };
    assert_eq!(by("sequence(race(delay(1s), delay(1ms)))"), "0.1");
    assert_eq!(by("sequence(timeout(1ms, delay(1s)))"), "0");
    assert_eq!(by("parallel(errors: cancel, delay(1s), sequence(fail(\"no\")))"), "1");
    assert_eq!(by("race(losers: leave, delay(1s), delay(1ms))"), "");
}

#[test]
fn cleanup_runs_after_the_first_step_however_it_ends() {
    let text = "device light = light(state: disconnected) ensure(light.switch_on, delay(5ms))";
    let story = story(&plan(text));
    assert_eq!(story, ["0 started", "0 started 0", "0 failed 0", "0 started 1", "5 finished 1", "5 failed"]);
}

#[test]
fn whoever_cancels_waits_for_the_cleanup() {
    let text = "sequence(timeout(10ms, ensure(delay(1s), delay(5ms), delay(2ms))), delay(1ms))";
    assert_eq!(
        story(&plan(text))[4..],
        [
            "10 cancelled 0.0.0",
            "10 cancelled 0.0",
            "10 started 0.0.1",
            "15 finished 0.0.1",
            "15 started 0.0.2",
            "17 finished 0.0.2",
            "17 failed 0",
            "17 failed",
        ]
    );
}

#[test]
fn inner_cleanups_run_before_outer_ones_and_branches_side_by_side() {
    let inner = |name: u32| format!("ensure(delay(1s), delay({name}ms))");
    let text = format!("timeout(10ms, ensure(parallel({}, {}), delay(1ms)))", inner(5), inner(3));
    let story = story(&plan(&text));
    let cleanup: Vec<_> = story.iter().filter(|line| !line.contains("cancelled")).skip(7).collect();
    assert_eq!(
        cleanup,
        [
            "10 started 0.0.0.1",
            "10 started 0.0.1.1",
            "13 finished 0.0.1.1",
            "15 finished 0.0.0.1",
            "15 started 0.1",
            "16 finished 0.1",
            "16 failed",
        ]
    );
}

#[test]
fn a_cleanup_that_has_begun_goes_on_when_its_step_is_cancelled() {
    assert_eq!(
        story(&plan("timeout(10ms, ensure(delay(5ms), delay(10ms)))"))[3..],
        ["5 finished 0.0", "5 started 0.1", "10 cancelled 0", "15 finished 0.1", "15 failed"]
    );
}

#[test]
fn the_losers_of_a_race_are_cancelled_in_their_own_tasks() {
    let story = story(&plan("race(sequence(delay(1s), delay(1s)), delay(5ms))"));
    assert_eq!(story[4..], ["5 finished 1", "5 cancelled 0.0", "5 cancelled 0", "5 finished"]);
}

#[test]
fn a_stray_goes_on_after_its_block_and_is_cancelled_at_the_end_of_the_run() {
    let story = story(&plan("sequence(race(losers: leave, delay(1s), delay(5ms)), delay(10ms))"));
    assert_eq!(
        story[4..],
        ["5 finished 0.1", "5 finished 0", "5 started 1", "15 finished 1", "15 finished", "15 cancelled 0.0"]
    );
}

#[test]
fn a_stray_is_not_cancelled_with_what_is_around_its_block() {
    let text = "sequence(timeout(10ms, race(losers: leave, delay(1s), delay(5ms)), delay(1s)), delay(20ms))";
    let story = story(&plan(text));
    assert_eq!(story[8..], ["10 cancelled 0.1", "10 failed 0", "10 failed", "10 cancelled 0.0.0"]);
}

#[test]
fn what_was_ready_before_the_root_ended_is_not_cancelled() {
    let text = "parallel(errors: leave, parallel(errors: cancel, ensure(ensure(delay(9ms)), sequence()), fail(\"x\")), fail(\"y\"))";
    let plan = plan(text);
    let ends: Vec<_> = predict(&plan)
        .events()
        .iter()
        .filter(|event| event.kind.is_end())
        .map(|event| format!("{} {}", event.kind.as_str(), plan.path(event.step)))
        .collect();
    assert_eq!(ends[ends.len() - 3..], ["failed ", "finished 0.0.1", "cancelled 0"]);
}

#[test]
fn the_cleanup_of_a_stray_runs_after_the_root_has_ended() {
    let text = "race(losers: leave, ensure(delay(1s), delay(7ms)), delay(5ms))";
    assert_eq!(
        story(&plan(text))[4..],
        ["5 finished 1", "5 finished", "5 cancelled 0.0", "5 cancelled 0", "5 started 0.1", "12 finished 0.1"]
    );
}

#[test]
fn a_person_who_cancels_stops_cleanups_too() {
    let plan = plan("timeout(10ms, ensure(delay(1s), delay(5ms)))");
    let log = cancelled_at(&plan, millis(12));
    assert_eq!(story_of(&plan, &log)[6..], ["12 cancelled 0.1", "12 cancelled"]);
}

#[test]
fn dropping_a_run_cancels_what_is_open_at_once() {
    let plan = Plan::new(&parse("parallel(delay(1s), sequence(delay(1ms), light.switch_on))").unwrap(), 1);
    let log = cancelled_at(&plan, millis(2));
    assert_eq!(story_of(&plan, &log)[6..], ["2 cancelled 1.1", "2 cancelled 1", "2 cancelled 0", "2 cancelled"]);
    assert_eq!(plan.find(&Path::ROOT), Some(StepId::ROOT));
}
