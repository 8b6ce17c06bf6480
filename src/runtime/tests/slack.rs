use proptest::prelude::*;

use super::*;
use crate::program::{Scene, Step, arbitrary, print};

fn slack_of_steps(text: &str) -> Vec<StepSlack> {
    let plan = plan(text);
    let forecast = Forecast::new(&plan, &predict(&plan));
    plan.ids().map(|id| forecast.of(id)).collect()
}

fn critical_steps(text: &str) -> Vec<usize> {
    slack_of_steps(text).iter().enumerate().filter(|(_, step)| step.is_critical).map(|(id, _)| id).collect()
}

fn slacks(text: &str) -> Vec<Option<u128>> {
    slack_of_steps(text).iter().map(|step| step.slack.map(|slack| slack.as_millis())).collect()
}

#[test]
fn the_critical_path_goes_through_the_branch_that_takes_longest() {
    assert_eq!(critical_steps("parallel(light.switch_off, sequence(toilet.flush, toilet.clean))"), [0, 2, 3, 4]);
}

#[test]
fn branches_that_take_equally_long_are_all_critical() {
    assert_eq!(critical_steps("parallel(light.switch_off, toilet.flush, delay(10ms))"), [0, 1, 2]);
}

#[test]
fn slack_is_what_a_branch_has_left_and_passes_it_on() {
    let text = "parallel(sequence(delay(1s), parallel(delay(1s), delay(3s))), delay(10s))";
    assert_eq!(slacks(text), [0, 6000, 6000, 6000, 8000, 6000, 0].map(Some));
}

#[test]
fn a_step_that_never_runs_has_no_slack() {
    let text = "device light = light(state: disconnected) sequence(light.switch_on, delay(1s))";
    assert_eq!(slacks(text), [Some(0), Some(0), None]);
}

#[test]
fn the_run_waits_for_the_winner_of_a_race_and_not_for_the_losers() {
    let text = "parallel(race(sequence(delay(1s), delay(2s)), delay(5s)), delay(10s))";
    assert_eq!(slacks(text), [Some(0), Some(7000), Some(7000), Some(7000), Some(7000), None, Some(0)]);
    let text = "race(ensure(delay(5s), delay(1s)), delay(2s))";
    assert_eq!(slacks(text), [Some(0), None, None, Some(0), Some(0)]);
}

#[test]
fn the_winner_of_a_race_can_take_longer_while_a_cleanup_of_a_loser_runs() {
    let text = "race(sequence(ensure(delay(1s), delay(4s)), delay(9s)), delay(2s))";
    assert_eq!(slacks(text), [Some(0), None, None, Some(0), Some(0), None, Some(3000)]);
}

#[test]
fn a_step_can_take_longer_until_the_time_is_over_and_what_is_cut_as_long_as_it_likes() {
    assert_eq!(slacks("parallel(timeout(3s, delay(2s)), delay(10s))"), [0, 8000, 1000, 0].map(Some));
    assert_eq!(slacks("timeout(3s, delay(2s), delay(2s))"), [Some(0), None, None]);
    assert_eq!(slacks("timeout(3s, ensure(delay(5s), delay(1s)))"), [Some(0), None, None, Some(0)]);
}

#[test]
fn a_cleanup_before_what_is_cut_has_to_be_over_by_then() {
    let cleaned = "ensure(delay(1s), delay(2s))";
    let cut = |steps: &str| slacks(&format!("timeout(9s, {steps}, delay(100s))"));
    assert_eq!(cut(cleaned), [Some(0), Some(6000), Some(6000), Some(6000), None]);
    assert_eq!(cut(&format!("{cleaned}, delay(1s)")), [Some(0), Some(6000), Some(6000), Some(6000), None, None]);
    assert_eq!(cut(&format!("delay(1s), {cleaned}"))[..2], [Some(0), Some(5000)]);
    assert_eq!(cut(&format!("parallel({cleaned}, delay(4s))"))[1..5], [5000, 6000, 6000, 6000].map(Some));
}

#[test]
fn a_step_before_a_cleanup_that_outlives_the_deadline_has_no_slack() {
    let text = "timeout(3s, delay(1s), ensure(delay(1s), delay(9s)))";
    assert_eq!(slacks(text), [Some(0), Some(0), None, Some(0), Some(0)]);
}

#[test]
fn the_run_waits_for_the_longest_cleanup_of_what_is_cancelled() {
    let text = "parallel(errors: cancel, ensure(delay(9s), delay(2s)), ensure(delay(9s), delay(5s)), race())";
    assert_eq!(slacks(text), [Some(0), None, None, Some(3000), None, None, Some(0), Some(0)]);
}

#[test]
fn a_pause_between_attempts_is_no_slack() {
    let text = "device light = light(fails: 1, latency: 1s) parallel(retry(2, wait: 2s, light.switch_on), delay(9s))";
    assert_eq!(slacks(text), [0, 5000, 2500, 0].map(Some));
}

#[test]
fn with_a_limit_a_branch_waits_for_the_one_that_makes_room() {
    let text = "parallel(limit: 2, delay(3s), delay(5s), delay(4s))";
    assert_eq!(slacks(text), [0, 0, 2000, 0].map(Some));
}

#[test]
fn who_waits_for_a_lock_waits_for_what_its_holder_does() {
    let text = "parallel(lock(a, delay(3s)), lock(a, delay(2s)), delay(4s))";
    assert_eq!(slacks(text), [0, 0, 0, 0, 0, 1000].map(Some));
}

#[test]
fn a_step_before_a_lock_can_take_longer_until_the_lock_is_free() {
    let text = "parallel(lock(a, delay(3s)), sequence(delay(1s), lock(a, delay(1s))), delay(9s))";
    assert_eq!(slacks(text), [0, 5000, 5000, 5000, 7000, 5000, 5000, 0].map(Some));
}

#[test]
fn a_step_before_a_lock_keeps_its_place_in_the_queue_and_is_not_critical_for_that() {
    let text = "parallel(sequence(delay(1s), lock(a)), sequence(delay(2s), lock(a)), delay(9s))";
    let slack = &slack_of_steps(text)[2];
    assert_eq!(slack.slack.map(|slack| slack.as_micros()), Some(999_999));
    let tie = "parallel(sequence(delay(1s), lock(a)), sequence(delay(1s), lock(a)), delay(9s))";
    assert_eq!(slack_of_steps(tie)[2], StepSlack { is_critical: false, slack: Some(Duration::ZERO) });
}

#[test]
fn a_step_before_an_await_can_take_longer_until_the_task_has_ended() {
    let text = "sequence(start(task, delay(1s)), delay(400ms), await(task), delay(1s))";
    assert_eq!(slacks(text), [0, 0, 0, 600, 0, 0].map(Some));
    assert_eq!(critical_steps(text), [0, 1, 2, 4, 5]);
    // Whoever awaits a future may run its steps.
    let text = "sequence(future(night, delay(1s)), delay(400ms), await(night))";
    assert_eq!(slacks(text)[3], Some(0));
}

#[test]
fn nothing_waits_for_the_branches_beside_the_one_that_fails() {
    let text = "parallel(errors: cancel, delay(1s), fail(\"no\") @ 2s, delay(3s))";
    assert_eq!(slacks(text), [Some(0), None, Some(0), None]);
}

proptest! {
    #[test]
    fn prop_no_run_gets_longer_if_a_step_takes_longer_by_its_slack(scene in arbitrary::sound_scene(), pick in any::<u32>()) {
        let root_end = |scene: &Scene| {
            let plan = Plan::new(scene, 1);
            let log = predict(&plan);
            let end = log.events().iter().find(|event| event.step == StepId::ROOT && event.kind.is_end()).unwrap().t;
            (end, log, plan)
        };
        let (before, log, plan) = root_end(&scene);
        let step = StepId(pick % plan.len() as u32);
        let ran = log.events().iter().any(|event| event.step == step);
        let slack = Forecast::new(&plan, &log).of(step).slack;
        prop_assume!(ran && log.waits().is_empty());
        let mut longer = scene.clone();
        let old = longer.step.at_mut(&plan.path(step)).unwrap();
        *old = Step::sequence([old.clone(), Step::Delay(slack.unwrap_or(Duration::from_secs(7000)))]);
        prop_assert!(root_end(&longer).0 <= before, "step {} of {}", plan.path(step), print(&scene));
    }

    #[test]
    fn prop_a_step_can_take_longer_by_its_slack_and_no_more(scene in arbitrary::calm_scene(), pick in any::<u32>()) {
        let run = |scene: &Scene| {
            let plan = Plan::new(scene, 1);
            (predict(&plan), plan)
        };
        let (before, plan) = run(&scene);
        let step = StepId(pick % plan.len() as u32);
        let slack = Forecast::new(&plan, &before).of(step).slack.expect("every step of a calm scene runs");
        for (extra, grows) in [(slack, false), (slack + Duration::from_millis(1), true)] {
            // A delay after a step makes it longer, whatever it is.
            let mut longer = scene.clone();
            let old = longer.step.at_mut(&plan.path(step)).unwrap();
            *old = Step::sequence([old.clone(), Step::Delay(extra)]);
            prop_assert_eq!(run(&longer).0.end() > before.end(), grows);
        }
    }
}
