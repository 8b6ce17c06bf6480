use std::time::Duration;

use proptest::prelude::*;

use super::{
    super::{shape::Shape, threads::without_cut_workers},
    *,
};
use crate::{
    home::{Action, Device, DeviceId, DeviceKind, Home},
    program::{Editor, arbitrary},
};

#[test]
fn a_sequence_has_exactly_the_risks_that_its_messages_meet() {
    for kind in DeviceKind::ALL {
        let actions = kind.actions();
        for number in 0..actions.len().pow(3) {
            let sent = [1, actions.len(), actions.len().pow(2)].map(|place| actions[number / place % actions.len()]);
            let sent = sent.map(|name| Action::new(name, name.argument().map(|_| "red")).unwrap());
            for &start in kind.start_states() {
                let device = Device::new("it", kind).starting(start);
                let step = Step::sequence(sent.clone().map(|action| Step::message("it", action)));
                let scene = Scene { devices: vec![device], locks: Vec::new(), step };
                assert_eq!(causes(&scene), met(&scene, &sent), "{kind:?} {start:?} {sent:?}");
            }
        }
    }
}

/// The causes that the messages of a sequence to one device meet when they are sent.
fn met(scene: &Scene, sent: &[Action]) -> Vec<Cause> {
    let (mut home, id) = (Home::new(&scene.devices), DeviceId(0));
    let mut met = Vec::new();
    for action in sent {
        match home.send(id, action) {
            Ok(sent) => {
                met.extend(sent.hazard.map(Cause::Hazard));
                home.deliver(id, action, &sent);
            }
            Err(_) => return [met, vec![Cause::NotConnected]].concat(),
        }
    }
    met
}

fn causes(scene: &Scene) -> Vec<Cause> {
    let risks = risks(scene);
    assert!(risks.iter().all(|risk| risk.certain && risk.with.is_none()));
    risks.iter().map(|risk| risk.cause).collect()
}

const MARKS: [Duration; 2] = [Duration::from_nanos(1), Duration::from_nanos(2)];

/// Removes all latencies and marks the steps of a risk with one, by which they are found after they have moved.
fn marked(scene: &Scene, risk: &Risk) -> Scene {
    let mut scene = scene.clone();
    scene.step.for_each_message_mut(&mut |message| message.latency = None);
    for (path, mark) in [Some(&risk.step), risk.with.as_ref()].into_iter().flatten().zip(MARKS) {
        let Some(Step::Message(message)) = scene.step.at_mut(path) else { panic!("a risk is one of messages") };
        message.latency = Some(mark);
    }
    scene
}

fn mark_at(scene: &Scene, path: &Path) -> Option<Duration> {
    scene.message(path).unwrap().latency
}

proptest! {
    #[test]
    fn a_fix_takes_its_risk_away_and_can_be_undone(scene in arbitrary::scene(), loses in prop::bool::weighted(0.2)) {
        let mut scene = scene;
        if loses {
            scene.devices.pop();
        }
        let is_of_message = |scene: &Scene, risk: &Risk| scene.message(&risk.step).is_some();
        for risk in risks(&scene).into_iter().filter(|risk| is_of_message(&scene, risk)) {
            let scene = marked(&scene, &risk);
            let is_clash = !matches!(risk.cause, Cause::NotConnected | Cause::Busy | Cause::NoSuchDevice | Cause::Hazard(Hazard::SpeakerOff));
            let fixes = risk.fixes(&scene);
            // A branch that outlives its block may meet the other step wherever that is, and so may a worker that nothing can stop.
            let has_strays = Shape::has_strays(&without_cut_workers(&scene).unwrap_or_else(|| scene.clone()).step);
            prop_assert!(!is_clash || has_strays || !fixes.is_empty());
            for fix in fixes {
                let mut editor = Editor::new(scene.clone());
                prop_assert_eq!(editor.apply(fix.edit.clone()), Ok(()));
                let fixed = editor.scene();
                for other in risks(fixed).into_iter().filter(|risk| is_of_message(fixed, risk)).filter(|_| !has_strays) {
                    let marks = [Some(&other.step), other.with.as_ref()].map(|path| mark_at(fixed, path?));
                    let both = marks.iter().all(Option::is_some);
                    let same = other.cause == risk.cause && marks[0] == Some(MARKS[0]);
                    prop_assert!(if is_clash { !both } else { !same }, "{fix:?} of {risk:?} leaves {other:?}");
                }
                prop_assert!(editor.undo());
                prop_assert_eq!(editor.scene(), &scene);
            }
        }
    }
}
