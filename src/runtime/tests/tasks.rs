use super::{super::*, cancelled_at, millis, plan, story, story_of};
use crate::home::Hazard;

/// The events without those of the root, an event a line.
fn events(text: &str) -> Vec<String> {
    story(&plan(text)).into_iter().filter(|line| line.split(' ').count() > 2).collect()
}

fn hazards(text: &str) -> Vec<(Hazard, u128)> {
    let log = predict(&plan(text));
    let hazard = |event: &Event| match event.kind {
        EventKind::Hazard(hazard) => Some((hazard, event.t.as_millis())),
        _ => None,
    };
    log.events().iter().filter_map(hazard).collect()
}

fn outcome(text: &str) -> EventKind {
    predict(&plan(text)).events().iter().rfind(|it| it.step == StepId::ROOT && it.kind.is_end()).unwrap().kind
}

fn waits(text: &str) -> Vec<(String, String, Option<String>)> {
    let plan = plan(text);
    let path = |execution: Execution| plan.path(execution.step).to_string();
    let wait = |wait: &Wait| (path(wait.block), plan.name_of(wait.on).to_string(), wait.held_by.map(path));
    predict(&plan).waits().iter().map(wait).collect()
}

#[test]
fn a_task_runs_beside_what_follows_and_an_await_ends_with_it() {
    assert_eq!(
        events("sequence(start(t, delay(5ms), delay(5ms)), delay(2ms), await(t), delay(1ms))"),
        [
            "0 started 0",
            "0 started 0.0",
            "0 finished 0",
            "0 started 1",
            "2 finished 1",
            "2 started 2",
            "5 finished 0.0",
            "5 started 0.1",
            "10 finished 0.1",
            "10 settled 0",
            "10 finished 2",
            "10 started 3",
            "11 finished 3",
        ]
    );
}

#[test]
fn what_has_ended_is_awaited_without_waiting() {
    assert_eq!(
        events("sequence(start(t, delay(1ms)), delay(2ms), await(t), await(t))").last().unwrap(),
        "2 finished 3"
    );
}

#[test]
fn a_future_runs_only_once_it_is_awaited_and_once_for_all_who_await_it() {
    assert_eq!(
        events("sequence(future(t, delay(5ms)), delay(2ms), parallel(await(t), await(t)))"),
        [
            "0 started 0",
            "0 finished 0",
            "0 started 1",
            "2 finished 1",
            "2 started 2",
            "2 started 2.0",
            "2 started 0.0",
            "2 started 2.1",
            "7 finished 0.0",
            "7 settled 0",
            "7 finished 2.0",
            "7 finished 2.1",
            "7 finished 2",
        ]
    );
}

#[test]
fn a_future_that_nobody_awaits_never_runs() {
    let text = "sequence(future(t, delay(5ms)), delay(1ms))";
    assert_eq!(hazards(text), [(Hazard::NeverAwaited, 1)]);
    assert!(!events(text).iter().any(|event| event.ends_with("0.0")));
}

#[test]
fn an_await_comes_before_what_it_waits_for() {
    let events = events("parallel(await(p), sequence(delay(3ms), resolve(p), delay(1ms)))");
    assert_eq!(
        events[5..],
        ["3 settled 1.1", "3 finished 1.1", "3 started 1.2", "3 finished 0", "4 finished 1.2", "4 finished 1"]
    );
}

#[test]
fn a_promise_keeps_its_first_outcome() {
    let text = "sequence(resolve(p), resolve(p), await(p))";
    assert_eq!(hazards(text), [(Hazard::ResolvedTwice, 0)]);
    assert_eq!(events(text).iter().filter(|event| event.contains("settled")).count(), 1);
}

#[test]
fn a_failure_of_a_task_is_that_of_whoever_awaits_it() {
    let text = "sequence(start(t, delay(1ms), fail(\"no\")), delay(3ms), await(t))";
    assert!(matches!(outcome(text), EventKind::Failed(Failure::Child(_))));
    assert_eq!(hazards(text), []);
    assert_eq!(hazards("sequence(start(t, delay(1ms), fail(\"no\")), delay(3ms))"), [(Hazard::UnseenFailure, 3)]);
    assert_eq!(outcome("sequence(start(t, delay(1ms), fail(\"no\")), delay(3ms))"), EventKind::Finished);
}

#[test]
fn a_task_that_is_left_at_the_end_is_cancelled_and_cleaned_up() {
    assert_eq!(
        events("sequence(start(t, ensure(delay(9ms), delay(2ms))), delay(1ms))")[5..],
        ["1 finished 1", "1 cancelled 0.0.0", "1 cancelled 0.0", "1 started 0.0.1", "3 finished 0.0.1", "3 settled 0"]
    );
}

#[test]
fn cancelling_a_task_lets_it_clean_up_and_fails_whoever_awaits_it() {
    let text = "parallel(sequence(start(t, ensure(delay(9ms), delay(2ms))), await(t)), sequence(delay(1ms), cancel(t), delay(9ms)))";
    let events = events(text);
    let from = events.iter().position(|event| event == "1 started 1.1").unwrap();
    assert_eq!(
        events[from..from + 9],
        [
            "1 started 1.1",
            "1 cancelled 0.0.0.0",
            "1 cancelled 0.0.0",
            "1 started 0.0.0.1",
            "1 finished 1.1",
            "1 started 1.2",
            "3 finished 0.0.0.1",
            "3 settled 0.0",
            "3 failed 0.1",
        ]
    );
}

#[test]
fn cancelling_the_block_around_a_start_leaves_its_task_alone() {
    let text = "sequence(fallback(timeout(2ms, start(t, delay(5ms)), delay(9ms)), delay(0ms)), await(t))";
    assert_eq!(outcome(text), EventKind::Finished);
    assert_eq!(predict(&plan(text)).end(), millis(5));
}

#[test]
fn cancelling_the_await_that_runs_a_future_fails_the_others() {
    let text = "sequence(future(t, delay(9ms)), parallel(fallback(timeout(2ms, await(t)), delay(0ms)), await(t)))";
    let events = events(text);
    assert!(events.contains(&"2 cancelled 0.0".into()) && events.contains(&"2 settled 0".into()), "{events:#?}");
    assert!(events.contains(&"2 failed 1.1".into()), "{events:#?}");
}

#[test]
fn a_task_that_cancels_itself_goes_on_to_its_next_wait() {
    let text = "sequence(start(t, delay(1ms), cancel(t), resolve(p), delay(9ms)), await(p), delay(2ms))";
    let events = events(text);
    assert!(events.contains(&"1 finished 0.2".into()), "{events:#?}");
    assert!(events.contains(&"1 started 0.3".into()) && events.contains(&"1 cancelled 0.3".into()), "{events:#?}");
}

#[test]
fn cancelling_does_nothing_before_the_start_and_after_the_end() {
    for text in
        ["sequence(cancel(t), start(t, delay(1ms)), await(t))", "sequence(start(t), delay(1ms), cancel(t), await(t))"]
    {
        assert_eq!(outcome(text), EventKind::Finished, "{text}");
    }
}

#[test]
fn a_future_that_is_cancelled_before_it_is_awaited_never_runs() {
    let text = "sequence(future(t, delay(5ms)), cancel(t), fallback(await(t), delay(1ms)))";
    assert_eq!(
        events(text)[2..],
        [
            "0 started 1",
            "0 settled 0",
            "0 finished 1",
            "0 started 2",
            "0 started 2.0",
            "0 failed 2.0",
            "0 started 2.1",
            "1 finished 2.1",
            "1 finished 2"
        ]
    );
    assert_eq!(hazards(text), []);
}

#[test]
fn a_name_means_what_was_made_last() {
    let text = "sequence(start(t, delay(9ms)), start(t, delay(1ms)), await(t))";
    assert_eq!(predict(&plan(text)).end(), millis(1));
    // One that waits already keeps its own.
    let text = "sequence(start(t, delay(9ms)), parallel(await(t), start(t, delay(1ms))))";
    assert_eq!(predict(&plan(text)).end(), millis(9));
}

#[test]
fn who_can_never_go_on_says_what_for() {
    let of = |step: &str, name: &str, held_by: Option<&str>| {
        (step.to_string(), name.to_string(), held_by.map(str::to_string))
    };
    assert_eq!(waits("await(t)"), [of("", "t", None)]);
    assert_eq!(waits("sequence(start(t, await(t)), await(t))"), [of("0.0", "t", Some("0")), of("1", "t", Some("0"))]);
    assert_eq!(
        waits("sequence(start(a, await(b)), start(b, await(a)), await(a))"),
        [of("0.0", "b", Some("1")), of("1.0", "a", Some("0")), of("2", "a", Some("0"))]
    );
    assert_eq!(waits("sequence(future(t, await(t)), await(t))"), [of("0.0", "t", Some("0"))]);
}

#[test]
fn a_run_that_is_cancelled_ends_its_tasks() {
    let plan = plan("sequence(start(t, delay(9ms)), delay(9ms))");
    let story = story_of(&plan, &cancelled_at(&plan, millis(4)));
    assert_eq!(story[5..], ["4 cancelled 1", "4 cancelled 0.0", "4 cancelled", "4 settled 0"]);
}

#[test]
fn ninety_thousand_tasks_are_started_and_cancelled() {
    let text = "sequence(repeat(300, repeat(300, start(t, delay(1s)))), delay(1ms))";
    let log = predict(&plan(text));
    assert_eq!(log.events().iter().filter(|it| matches!(it.kind, EventKind::Settled(_))).count(), 90_000);
    assert_eq!(log.end(), millis(1));
}

#[test]
fn more_tasks_than_a_run_may_start_end_it_and_it_says_so() {
    let plan = plan("repeat(1000, repeat(1000, start(t, delay(1s))))");
    let log = predict(&plan);
    let root = log.events().iter().rfind(|it| it.step == StepId::ROOT && it.kind.is_end()).unwrap();
    assert_eq!(root.kind, EventKind::Failed(Failure::TooManyExecutions));
    let open: i64 = log.events().iter().map(|it| i64::from(it.kind.is_start()) - i64::from(it.kind.is_end())).sum();
    assert_eq!(open, 0);
}

#[test]
fn a_task_that_is_cancelled_before_it_has_had_the_thread_never_begins() {
    let ends = |text| story(&plan(text)).into_iter().filter(|line| line.contains("settled")).collect::<Vec<_>>();
    assert_eq!(ends("blocking(start(a, delay(1s)), cancel(a), delay(10ms))"), ["0 settled 0"]);
    // At the end of the run, too.
    assert_eq!(ends("blocking(start(a, delay(1s)), delay(10ms))"), ["10 settled 0"]);
}
