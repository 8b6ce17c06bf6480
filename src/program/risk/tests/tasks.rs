use super::*;
use crate::program::{Editor, print};

fn found(text: &str) -> Vec<(String, Cause)> {
    risks(&scene(text)).into_iter().map(|risk| (risk.step.to_string(), risk.cause)).collect()
}

fn one(path: &str, cause: Cause) -> Vec<(String, Cause)> {
    vec![(path.into(), cause)]
}

/// The programs after each fix of the first risk, on one line.
fn fixed(text: &str) -> Vec<String> {
    let scene = scene(text);
    let fixes = risks(&scene)[0].fixes(&scene);
    let after = |fix: Fix| {
        let mut editor = Editor::new(scene.clone());
        editor.apply(fix.edit).unwrap();
        print(editor.scene()).split_whitespace().collect::<Vec<_>>().join(" ").replace(", )", ")").replace("( ", "(")
    };
    fixes.into_iter().map(after).collect()
}

#[test]
fn what_follows_an_await_knows_that_the_task_has_ended() {
    assert_eq!(found("sequence(start(t, speaker.switch_on), await(t), speaker.play_song(\"A\"))"), []);
    assert_eq!(found("sequence(start(t, toilet.flush), light.switch_on, await(t), toilet.clean)"), []);
    assert_eq!(found("sequence(future(t, speaker.switch_on), await(t), speaker.play_song(\"A\"))"), []);
}

#[test]
fn a_task_that_is_not_awaited_first_runs_beside_what_follows() {
    let clash = one("1", Cause::Hazard(Hazard::CleanDuringFlush));
    assert_eq!(found("sequence(start(t, toilet.flush), toilet.clean)"), clash);
    assert_eq!(found("sequence(start(t, toilet.flush), toilet.clean, await(t))"), clash);
    // The second start gives the name another meaning, so the await says nothing of the first.
    let text = "sequence(start(t, toilet.flush), start(t, light.switch_on), await(t), toilet.clean)";
    assert_eq!(found(text), one("3", Cause::Hazard(Hazard::CleanDuringFlush)));
    // After a failure between them the task still runs.
    let text = "fallback(sequence(start(t, toilet.flush), fail(\"no\"), await(t)), toilet.clean)";
    assert_eq!(found(text), one("1", Cause::Hazard(Hazard::CleanDuringFlush)));
}

#[test]
fn a_lock_does_not_protect_what_a_task_inside_it_does() {
    let text = "parallel(lock(a, start(t, toilet.flush)), lock(a, toilet.clean))";
    assert_eq!(found(text).len(), 1);
    assert_eq!(found("parallel(start(t, lock(a, toilet.flush)), lock(a, toilet.clean))"), []);
}

#[test]
fn a_name_that_nothing_makes_is_a_risk_and_another_is_offered() {
    let text = "sequence(start(bath, delay(1s)), await(bad))";
    assert_eq!(found(text), one("1", Cause::NothingToAwait));
    assert_eq!(fixed(text)[0], "sequence(start(bath, delay(1s)), await(bath))");
    assert_eq!(fixed("sequence(delay(1s), await(bad))"), ["sequence(delay(1s))"]);
}

#[test]
fn a_promise_that_nobody_resolves_is_resolved_by_another_branch() {
    let text = "parallel(sequence(await(done), light.switch_on), sequence(toilet.flush), delay(1s))";
    let resolved = "parallel(sequence(await(done), light.switch_on), sequence(toilet.flush, resolve(done)), delay(1s))";
    assert_eq!(fixed(text)[0], resolved);
    assert_eq!(found(resolved), []);
    assert_eq!(fixed("race(delay(1s), await(done))")[0], "race(sequence(delay(1s), resolve(done)), await(done))");
    assert_eq!(fixed("parallel(await(done))"), ["parallel()"]);
}

#[test]
fn an_await_of_itself_or_of_what_comes_later_is_a_risk() {
    assert_eq!(found("sequence(start(t, await(t)))"), one("0.0", Cause::AwaitsItself));
    let text = "sequence(await(p), delay(1s), resolve(p))";
    assert_eq!(found(text), one("0", Cause::AwaitedTooEarly));
    assert_eq!(fixed(text), ["sequence(resolve(p), await(p), delay(1s))", "sequence(delay(1s), resolve(p))"]);
    // Another branch, or the round before, may make it.
    assert_eq!(found("parallel(await(p), resolve(p))"), []);
    assert_eq!(found("repeat(2, fallback(timeout(1s, await(t)), delay(1s)), start(t))"), []);
}

#[test]
fn a_future_that_nobody_awaits_is_a_risk_and_is_awaited_or_started() {
    let text = "sequence(future(t, light.switch_on), delay(1s))";
    assert_eq!(found(text), one("0", Cause::Hazard(Hazard::NeverAwaited)));
    assert_eq!(
        fixed(text),
        ["sequence(future(t, light.switch_on), delay(1s), await(t))", "sequence(start(t, light.switch_on), delay(1s))"]
    );
    assert_eq!(fixed("future(t, light.switch_on)")[0], "sequence(future(t, light.switch_on), await(t))");
}

#[test]
fn tasks_that_await_each_other_are_a_ring_found_at_its_last_await() {
    let ring = |path: &str| one(path, Cause::AwaitsInRing);
    let tasks = "parallel(start(a, delay(1s), await(b)), start(b, delay(1s), await(a)))";
    assert_eq!(found(tasks), ring("1.1"));
    let promises = "parallel(sequence(await(p), resolve(q)), sequence(await(q), resolve(p)))";
    assert_eq!(found(promises), ring("1.0"));
    assert_eq!(found("parallel(sequence(await(p), resolve(q)), sequence(resolve(p), await(q)))"), []);
    assert_eq!(found("parallel(start(a, start(c, await(b))), start(b, await(a)))"), []);
}

#[test]
fn an_await_while_holding_a_lock_that_the_task_wants_is_a_ring() {
    let text = "parallel(lock(door, delay(1s), await(t)), start(t, delay(1s), lock(door)))";
    assert_eq!(found(text), one("0.1", Cause::AwaitsInRing));
    assert_eq!(found("parallel(sequence(lock(door, delay(1s)), await(t)), start(t, delay(1s), lock(door)))"), []);
    assert_eq!(found(&format!("lock door(permits: 2) {text}")), []);
    let gone: Vec<_> = fixed(text).into_iter().flat_map(|text| found(&text)).collect();
    assert_eq!(gone, []);
}

#[test]
fn a_wait_inside_blocking_for_what_needs_the_thread_is_a_risk() {
    let held = |path: &str| one(path, Cause::WaitsHoldingThread);
    let of_waits = |text: &str| {
        let found = found(text);
        found.into_iter().filter(|(_, cause)| !matches!(cause, Cause::Hazard(_))).collect::<Vec<_>>()
    };
    let text = "sequence(start(t, delay(1s)), blocking(await(t)))";
    assert_eq!(of_waits(text), held("1.0"));
    assert_eq!(fixed(text).len(), 1);
    assert_eq!(of_waits("sequence(future(t, delay(1s)), blocking(await(t)))"), []);
    assert_eq!(of_waits("sequence(resolve(p), blocking(await(p)))"), []);
    assert_eq!(of_waits("parallel(lock(a, delay(1s)), blocking(lock(a)))"), held("1.0"));
    assert_eq!(of_waits("sequence(lock(a, delay(1s)), blocking(lock(a)))"), []);
}

#[test]
fn an_await_that_is_only_run_again_after_its_end_waits_for_ever() {
    assert_eq!(found("retry(3, await(p), resolve(p))"), one("0", Cause::AwaitedTooEarly));
    assert_eq!(found("repeat(2, fallback(timeout(1s, await(p)), delay(1s)), resolve(p))"), []);
}
