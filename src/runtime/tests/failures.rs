//! Failures: who acts on them, what goes on meanwhile, and what is tried again.

use std::cell::RefCell;

use futures::FutureExt;

use super::{super::*, plan, story};

/// The messages of failures and hazards, in order: "0.1: it broke".
fn messages(text: &str) -> Vec<String> {
    let plan = plan(text);
    let entries: Vec<serde_json::Value> = serde_json::from_str(&predict(&plan).to_json(&plan)).unwrap();
    let told = entries.iter().filter_map(|entry| {
        let message = entry["message"].as_str().filter(|message| *message != "a step inside failed")?;
        Some(format!("{}: {message}", entry["step"].as_str().unwrap()))
    });
    told.collect()
}

fn ends(text: &str) -> Vec<String> {
    story(&plan(text)).into_iter().filter(|line| !line.contains("started")).collect()
}

const BRANCHES: &str = "delay(1ms), fail(\"no\") @ 3ms, ensure(delay(5ms), delay(2ms)), fail(\"no\") @ 4ms";

#[test]
fn by_default_the_other_branches_finish_and_the_first_failure_counts() {
    let ends = ends(&format!("parallel({BRANCHES})"));
    assert_eq!(
        ends,
        ["1 finished 0", "3 failed 1", "4 failed 3", "5 finished 2.0", "7 finished 2.1", "7 finished 2", "7 failed"]
    );
    let plan = plan(&format!("parallel({BRANCHES})"));
    let failure = predict(&plan).events().last().unwrap().kind;
    assert_eq!(failure, EventKind::Failed(Failure::Child(Execution::first(StepId(2)))));
}

#[test]
fn errors_cancel_stops_the_other_branches_and_waits_for_their_cleanups() {
    let ends = ends(&format!("parallel(errors: cancel, {BRANCHES})"));
    assert_eq!(
        ends,
        [
            "1 finished 0",
            "3 failed 1",
            "3 cancelled 3",
            "3 cancelled 2.0",
            "3 cancelled 2",
            "5 finished 2.1",
            "5 failed"
        ]
    );
}

#[test]
fn errors_leave_fails_at_once_and_nobody_sees_what_a_stray_does() {
    let text = format!("sequence(fallback(parallel(errors: leave, {BRANCHES}), delay(10ms)))");
    let ends = ends(&text);
    assert_eq!(
        ends,
        [
            "1 finished 0.0.0",
            "3 failed 0.0.1",
            "3 failed 0.0",
            "4 failed 0.0.3",
            "4 hazard 0.0.3",
            "5 finished 0.0.2.0",
            "7 finished 0.0.2.1",
            "7 finished 0.0.2",
            "13 finished 0.1",
            "13 finished 0",
            "13 finished"
        ]
    );
    assert_eq!(messages(&text), ["0.0.1: no", "0.0.3: no", "0.0.3: nobody saw this fail"]);
}

#[test]
fn errors_collect_waits_for_all_and_never_fails() {
    assert_eq!(ends(&format!("parallel(errors: collect, {BRANCHES})")).last().unwrap(), "7 finished");
}

#[test]
fn a_limit_starts_a_branch_when_another_has_ended() {
    assert_eq!(
        story(&plan("parallel(limit: 2, delay(3ms), delay(1ms), delay(1ms), sequence())")),
        [
            "0 started",
            "0 started 0",
            "0 started 1",
            "1 finished 1",
            "1 started 2",
            "2 finished 2",
            "2 started 3",
            "2 finished 3",
            "3 finished 0",
            "3 finished"
        ]
    );
}

#[test]
fn a_failure_is_acted_on_before_the_place_that_it_frees_is_taken() {
    for (errors, last) in [("wait", "1 failed 2"), ("cancel", "1 cancelled 1"), ("leave", "1 failed")] {
        let text = format!("parallel(errors: {errors}, limit: 2, fail(\"no\") @ 1ms, delay(9ms), fail(\"no\"))");
        let story = story(&plan(&text));
        let after = story.iter().position(|line| line == "1 failed 0").unwrap() + 1;
        assert!(story[after..].iter().any(|line| line == last), "{story:?}");
        assert_eq!(story.iter().any(|line| line.contains("started 2")), errors == "wait");
    }
}

#[test]
fn all_branches_start_before_the_end_of_any_is_looked_at() {
    assert_eq!(
        story(&plan("parallel(errors: cancel, fail(\"no\"), sequence(), delay(1s))"))[1..],
        ["0 started 0", "0 failed 0", "0 started 1", "0 finished 1", "0 started 2", "0 cancelled 2", "0 failed"]
    );
    assert_eq!(
        story(&plan("race(sequence(), delay(1s))"))[2..],
        ["0 finished 0", "0 started 1", "0 cancelled 1", "0 finished"]
    );
}

#[test]
fn a_race_is_decided_by_the_first_to_end_or_by_the_first_to_succeed() {
    let branches = "fail(\"no\") @ 1ms, delay(2ms), delay(3ms)";
    assert_eq!(ends(&format!("race({branches})")), ["1 failed 0", "1 cancelled 2", "1 cancelled 1", "1 failed"]);
    let success = ends(&format!("race(first: success, {branches})"));
    assert_eq!(success, ["1 failed 0", "2 finished 1", "2 cancelled 2", "2 finished"]);
    let left = ends(&format!("race(losers: leave, {branches})"));
    assert_eq!(left, ["1 failed 0", "1 failed", "1 cancelled 1", "1 cancelled 2"]);
}

#[test]
fn a_race_that_nobody_can_win_fails() {
    assert_eq!(messages("race()"), [": a race without steps has no winner"]);
    assert_eq!(
        ends("race(first: success, fail(\"a\") @ 2ms, fail(\"b\") @ 1ms)"),
        ["1 failed 1", "2 failed 0", "2 failed"]
    );
}

#[test]
fn a_retry_tries_again_after_growing_pauses() {
    let text = "device light = light(fails: 2, latency: 10ms)
                retry(3, wait: 5ms, grow: 2, delay(1ms), light.switch_on)";
    assert_eq!(
        ends(text),
        [
            "1 finished 0",
            "11 failed 1",
            "17 finished 0#2",
            "27 failed 1#2",
            "38 finished 0#3",
            "48 finished 1#3",
            "48 finished"
        ]
    );
    assert_eq!(ends(&text.replace("retry(3", "retry(2")).last().unwrap(), "27 failed");
    assert_eq!(messages(text)[0], "1: the device did not take the message");
}

#[test]
fn a_repeat_stops_at_a_failure_and_pauses_between_its_rounds() {
    assert_eq!(
        ends("repeat(3, wait: 5ms, delay(1ms))"),
        ["1 finished 0", "7 finished 0#2", "13 finished 0#3", "13 finished"]
    );
    let text = "device light = light(fails: 1, latency: 4ms) repeat(3, light.switch_on)";
    assert_eq!(ends(text), ["4 failed 0", "4 failed"]);
}

#[test]
fn a_fallback_goes_on_until_a_step_succeeds() {
    assert_eq!(
        ends("fallback(fail(\"a\") @ 1ms, delay(2ms), delay(4ms))"),
        ["1 failed 0", "3 finished 1", "3 finished"]
    );
    assert_eq!(ends("fallback(fail(\"a\") @ 1ms, fail(\"b\"))").last().unwrap(), "1 failed");
}

#[test]
fn empty_blocks_take_no_time_and_finish_but_for_a_race() {
    for block in
        ["sequence()", "parallel()", "timeout(0s)", "retry(3)", "repeat(2, wait: 0s)", "fallback()", "ensure()"]
    {
        assert_eq!(ends(block), ["0 finished"], "{block}");
    }
}

#[test]
fn a_cleanup_that_fails_makes_its_block_fail_and_while_it_is_cancelled_nobody_sees_it() {
    let of = |text: &str| predict(&plan(text)).events().last().unwrap().kind;
    let child = |step| EventKind::Failed(Failure::Child(Execution::first(StepId(step))));
    assert_eq!(of("ensure(delay(1ms), fail(\"b\"), delay(9ms))"), child(2));
    assert_eq!(of("ensure(fail(\"a\"), fail(\"b\"))"), child(1));
    let text = "race(ensure(delay(9ms), fail(\"b\")), delay(1ms))";
    assert_eq!(messages(text), ["0.1: b", "0.1: nobody saw this fail"]);
    assert_eq!(ends(text).last().unwrap(), "1 finished");
}

#[test]
fn a_device_refuses_what_is_more_than_its_capacity_until_a_place_is_free() {
    let light = "device light = light(capacity: 1, latency: 10ms)";
    let text = format!(
        "{light} parallel(errors: collect, light.switch_on, light.switch_on, sequence(delay(10ms), light.switch_on))"
    );
    assert_eq!(messages(&text), ["1: the device is busy: it takes no more messages at once"]);
    // A message that is cancelled frees its place before cleanups start.
    let text = format!("{light} timeout(5ms, ensure(light.switch_on, light.switch_on))");
    assert_eq!(ends(&text), ["5 cancelled 0.0", "5 cancelled 0", "15 finished 0.1", "15 failed"]);
}

#[test]
fn a_run_that_starts_too_many_executions_fails_and_says_so() {
    let plan = plan("sequence(retry(1000, retry(1000, fail(\"no\"))), delay(1s))");
    let log = RefCell::default();
    let outcome = run(&plan, &VirtualClock::default(), &log).now_or_never();
    assert_eq!(outcome, Some(RunOutcome::Failed(Failure::TooManyExecutions)));
    let log = log.into_inner();
    let [.., fourth, third, second, last] = log.events() else { panic!("a long log") };
    assert_eq!(
        [fourth, third, second, last].map(|event| event.kind.as_str()),
        ["failed", "cancelled", "cancelled", "failed"]
    );
    assert_eq!(
        (last.step, log.events().iter().filter(|event| event.kind.is_start()).count()),
        (StepId::ROOT, 1_000_000)
    );
}
