//! Cancelling in the threads model, where somebody may be in the middle of work.

use super::{
    cores::{run_with, threads, threads_story},
    *,
};
use crate::runtime::Threads;

/// The log without starts and switches, on as many cores as it needs.
fn ends(text: &str) -> Vec<String> {
    let (plan, log) = run_with(text, Threads { cores: 8, switch: Duration::ZERO, ..threads("") });
    let is_told = |line: &String| !line.contains("started") && !line.contains("switched");
    story_of(&plan, &log).into_iter().filter(is_told).collect()
}

#[test]
fn cancelling_takes_effect_at_the_next_wait_or_boundary() {
    // Work cannot be stopped in the middle: the message after it is not sent.
    let cut = threads_story("timeout(1s, work(2s), light.switch_on)", threads(""));
    assert_eq!(cut, ["0 started on 0", "0 started 0 on 0", "2000 finished 0 on 0", "2000 failed on 0"]);
    let (plan, log) = run_with("race(sequence(work(2s), light.switch_on), delay(1s))", threads(""));
    let ends: Vec<_> = story_of(&plan, &log).into_iter().filter(|line| !line.contains("switched")).collect();
    assert_eq!(
        ends,
        [
            "0 started",
            "0 started 0",
            "0 started 0.0",
            "10 started 1",
            "1020 finished 1",
            "2000 finished 0.0",
            "2000 cancelled 0",
            "2000 finished",
        ]
    );
    // Those who wait are cancelled at once, and so are those who have not begun.
    let (plan, log) = run_with("sequence(start(a, light.switch_on), cancel(a), delay(1s))", threads(""));
    assert!(!story_of(&plan, &log).iter().any(|line| line.ends_with("0.0")));
}

#[test]
fn a_task_that_was_cancelled_before_it_had_a_core_has_ended() {
    let text = "sequence(start(a, light.switch_on), cancel(a), fallback(await(a), delay(1ms)))";
    let (plan, log) = run_with(text, threads(""));
    let story = story_of(&plan, &log);
    assert!(story.iter().any(|line| line == "0 settled 0"), "{story:?}");
    assert_eq!(log.end().as_millis(), 1);
}

#[test]
fn who_waits_is_cancelled_while_others_work_and_who_works_at_the_end_of_that() {
    assert_eq!(
        ends("timeout(100ms, parallel(delay(1s), work(300ms), sequence(work(200ms), delay(1s)), work(500ms)))"),
        [
            "100 cancelled 0.0",
            "200 finished 0.2.0",
            "200 cancelled 0.2",
            "300 finished 0.1",
            "500 finished 0.3",
            "500 cancelled 0",
            "500 failed",
        ]
    );
}

#[test]
fn who_is_cancelled_while_others_work_gives_its_lock_back_at_once() {
    let text =
        "parallel(timeout(100ms, parallel(lock(key, delay(1s)), work(500ms))), sequence(delay(10ms), lock(key)))";
    assert_eq!(
        ends(text)[2..8],
        [
            "100 cancelled 0.0.0.0",
            "100 cancelled 0.0.0",
            "100 released 0.0.0",
            "100 acquired 1.1",
            "100 released 1.1",
            "100 finished 1.1",
        ]
    );
}

#[test]
fn outer_cleanups_wait_for_the_inner_ones_that_began_while_others_worked() {
    assert_eq!(
        ends("timeout(100ms, ensure(parallel(ensure(delay(1s), delay(900ms)), work(500ms)), light.switch_on @ 500ms))"),
        [
            "100 cancelled 0.0.0.0",
            "100 cancelled 0.0.0",
            "500 finished 0.0.1",
            "500 cancelled 0.0",
            "500 cancelled 0",
            "1000 finished 0.0.0.1",
            "1500 finished 0.1",
            "1500 failed",
        ]
    );
}

#[test]
fn whoever_cancels_one_who_cancels_waits_for_the_same_cleanups() {
    assert_eq!(
        ends("timeout(200ms, timeout(100ms, parallel(ensure(delay(1s), delay(900ms)), work(500ms))))"),
        [
            "100 cancelled 0.0.0.0",
            "100 cancelled 0.0.0",
            "500 finished 0.0.1",
            "500 cancelled 0.0",
            "500 cancelled 0",
            "1000 finished 0.0.0.1",
            "1000 failed",
        ]
    );
}

#[test]
fn whoever_cancels_a_task_that_works_goes_on() {
    assert_eq!(
        ends("sequence(start(task, parallel(delay(1s), work(500ms))), delay(100ms), cancel(task), delay(1s))"),
        [
            "0 finished 0",
            "100 finished 1",
            "100 cancelled 0.0.0",
            "100 finished 2",
            "500 finished 0.0.1",
            "500 cancelled 0.0",
            "500 settled 0",
            "1100 finished 3",
            "1100 finished",
        ]
    );
}

#[test]
fn a_task_that_is_left_at_the_end_is_cancelled_at_the_end_of_its_work() {
    assert_eq!(
        ends("sequence(start(a, work(300ms), delay(1s)), start(b, work(500ms)), delay(100ms))"),
        [
            "0 finished 0",
            "0 finished 1",
            "100 finished 2",
            "100 finished",
            "300 finished 0.0",
            "300 settled 0",
            "500 finished 1.0",
            "500 settled 1",
        ]
    );
}
