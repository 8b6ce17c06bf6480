//! The risks of a program, which are found before a run, compared with its logs.

use std::collections::BTreeSet;

use proptest::prelude::*;

use super::{super::*, cores_laws::any_threads};
use crate::home::Hazard;
use crate::program::{BlockKind, Cause, Editor, Risk, Scene, arbitrary, presets, print, races, risks};

/// Scenes, some without a device to which the program sends messages.
fn scene() -> impl Strategy<Value = Scene> {
    (arbitrary::scene(), prop::bool::weighted(0.2)).prop_map(|(mut scene, loses)| {
        if loses {
            scene.devices.pop();
        }
        scene
    })
}

/// The hazards and failures of messages in a log that depend on other messages. Those that the program asks for are no
/// problem.
fn problems(log: &EventLog) -> impl Iterator<Item = (StepId, EventKind)> + '_ {
    let is_wrong = |kind: EventKind| match kind {
        EventKind::Failed(failure) => {
            matches!(failure, Failure::NotConnected | Failure::NoSuchDevice | Failure::Busy)
        }
        EventKind::Hazard(hazard) => {
            !matches!(hazard, Hazard::UnseenFailure | Hazard::NeverAwaited | Hazard::ResolvedTwice)
        }
        _ => false,
    };
    log.events().iter().map(|event| (event.step, event.kind)).filter(move |&(_, kind)| is_wrong(kind))
}

/// True if a risk says that a step may wait for ever.
fn is_of_waits(risk: &Risk) -> bool {
    !matches!(risk.cause, Cause::Hazard(_) | Cause::NotConnected | Cause::Busy | Cause::NoSuchDevice)
}

/// True if a risk predicts exactly this event.
fn is_predicted_by(risk: &Risk, kind: EventKind) -> bool {
    match (risk.cause, kind) {
        (Cause::NotConnected, EventKind::Failed(failure)) => failure == Failure::NotConnected,
        (Cause::Busy, EventKind::Failed(failure)) => failure == Failure::Busy,
        (Cause::NoSuchDevice, EventKind::Failed(failure)) => failure == Failure::NoSuchDevice,
        (Cause::Hazard(_), EventKind::Hazard(_)) => true,
        _ => false,
    }
}

proptest! {
    #[test]
    fn what_goes_wrong_in_a_run_was_a_risk_of_the_program(scene in scene(), seed in any::<u64>()) {
        let risks = risks(&scene);
        let steps = risks.iter().map(|risk| &risk.step).chain(risks.iter().filter_map(|risk| risk.with.as_ref()));
        let steps: BTreeSet<_> = steps.collect();
        let plan = Plan::new(&scene, seed);
        for (step, kind) in problems(&predict(&plan)) {
            prop_assert!(steps.contains(&plan.path(step)), "{} {kind:?} of {risks:?} in {}", plan.path(step), print(&scene));
        }
        let is_of_locks = |risk: &Risk| matches!(risk.cause, Cause::LockInItself | Cause::CrossedLocks);
        let (log, is_of_lock) = (predict(&plan), |wait: &Wait| matches!(wait.on, WaitsFor::Lock(_)));
        let are_of_locks = !log.waits().is_empty() && log.waits().iter().all(is_of_lock);
        prop_assert!(!are_of_locks || risks.iter().any(is_of_locks), "{}", print(&scene));
        // A step that was never reached may be the one that others wait for.
        let is_cut = |kind: EventKind| matches!(kind, EventKind::Failed(_) | EventKind::Cancelled);
        let until_stuck = || log.events().iter().take_while(|event| event.kind != EventKind::Stuck);
        let has_choice = scene.step.any_block(&mut |block| matches!(block.kind, BlockKind::Fallback | BlockKind::Future));
        let all_were_reached =
            !log.waits().is_empty() && !has_choice && !until_stuck().any(|event| is_cut(event.kind));
        prop_assert!(!all_were_reached || risks.iter().any(is_of_waits), "stuck: {}", print(&scene));
    }

    #[test]
    fn what_is_certain_goes_wrong_in_every_run_that_gets_there(scene in scene(), seed in any::<u64>()) {
        let plan = Plan::new(&scene, seed);
        let log = predict(&plan);
        let started: BTreeSet<_> = log.events().iter().map(|event| event.step).collect();
        for risk in risks(&scene).iter().filter(|risk| risk.certain) {
            let step = plan.find(&risk.step).unwrap();
            let waits = matches!(
                risk.cause,
                Cause::LockInItself | Cause::NothingToAwait | Cause::AwaitsItself | Cause::AwaitedTooEarly
            );
            if started.contains(&step) && waits {
                prop_assert!(!log.waits().is_empty(), "{}", print(&scene));
            } else if started.contains(&step) {
                prop_assert!(problems(&log).any(|(id, kind)| id == step && is_predicted_by(risk, kind)), "{risk:?} in {}", print(&scene));
            }
        }
    }

    #[test]
    fn a_change_that_threads_lose_was_a_risk_of_the_program(scene in arbitrary::scene(), threads in any_threads()) {
        let races = races(&scene);
        let steps = races.iter().map(|risk| &risk.step).chain(races.iter().filter_map(|risk| risk.with.as_ref()));
        let steps: BTreeSet<_> = steps.collect();
        let plan = Plan::new(&scene, 1).in_model(&Model::Threads(threads));
        let is_lost = |event: &&Event| event.kind == EventKind::Hazard(Hazard::NumberWrittenOver);
        for event in predict(&plan).events().iter().filter(is_lost) {
            let path = plan.path(event.step);
            prop_assert!(steps.contains(&path), "{path} of {races:?} in {}", print(&scene));
        }
    }
}

#[test]
fn of_the_stories_those_go_wrong_that_have_a_risk() {
    // What goes wrong with threads is searched for.
    for preset in presets::ALL.into_iter().filter(|preset| !presets::is_about_threads(preset)) {
        let scene = preset.scene();
        let log = predict(&Plan::new(&scene, 1));
        let is_stuck = !log.waits().is_empty();
        let never_ran = log.events().iter().filter(|it| it.kind == EventKind::Hazard(Hazard::NeverAwaited)).count();
        let wrong = problems(&log).count() + never_ran + usize::from(is_stuck);
        assert_eq!(risks(&scene).len(), wrong, "{}", preset.id);
    }
}

#[test]
fn two_people_get_a_key_and_then_no_schedule_goes_wrong() {
    let search = |scene: &Scene| {
        let plan = Plan::new(scene, 1).in_model(&Model::Threads(Threads::default()));
        let mut search = Search::new(&plan, 2, 10_000);
        while search.go_on() {}
        search.found().clone()
    };
    let two_people = presets::find("two-people-one-knob").expect("a preset").scene();
    assert!(search(&two_people).lose_update > 0);
    let fixes = races(&two_people)[0].fixes(&two_people);
    let mut editor = Editor::new(two_people);
    editor.apply(fixes[0].edit.clone()).unwrap();
    assert_eq!(presets::of(editor.scene()).map(|preset| preset.id), Some("with-a-key"));
    assert_eq!((races(editor.scene()).len(), search(editor.scene()).wrong), (0, 0));
}
