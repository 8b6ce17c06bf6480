//! Tests that every row of the tables of kinds, devices and actions is known in every part of this room.
//!
//! Most properties of notation, edits and risks are tested with random scenes, so it is enough that those contain
//! every kind.

use std::collections::BTreeSet;

use proptest::{
    strategy::{Strategy, ValueTree},
    test_runner::TestRunner,
};

use super::{
    BlockKind, Edit, EditName, Editor, LeafKind, Path, Scene, Siblings, Step, StepWord, StepsName, TokenKind,
    arbitrary, parse, print, tokens,
};
use crate::home::{ActionName, Argument, Device, DeviceKind, StartState, default_home};

/// Collects a property of many random scenes.
fn in_random_scenes<T: Ord>(collect: impl Fn(&Scene, &mut BTreeSet<T>)) -> BTreeSet<T> {
    let (mut runner, mut found) = (TestRunner::deterministic(), BTreeSet::new());
    for _ in 0..300 {
        let scene = arbitrary::scene().new_tree(&mut runner).expect("a scene").current();
        collect(&scene, &mut found);
    }
    found
}

fn step_words(step: &Step, found: &mut BTreeSet<&'static str>) {
    match step {
        Step::Message(_) => {}
        Step::Delay(_) => _ = found.insert(LeafKind::Delay.as_str()),
        Step::Work(_) => _ = found.insert(LeafKind::Work.as_str()),
        Step::Fail(_) => _ = found.insert(LeafKind::Fail.as_str()),
        Step::OnTask(step) => _ = found.insert(step.verb.as_str()),
        Step::Increment(_) => _ = found.insert(LeafKind::Increment.as_str()),
        Step::Block(block) => _ = found.insert(block.kind.as_str()),
    }
    step.children().iter().for_each(|child| step_words(child, found));
}

#[test]
fn random_scenes_contain_every_kind_of_step() {
    let found = in_random_scenes(|scene, found| step_words(&scene.step, found));
    assert_eq!(found, StepWord::all().map(StepWord::as_str).collect());
}

#[test]
fn random_scenes_contain_every_action_and_start_state_of_every_device_kind() {
    let start_states = in_random_scenes(|scene, found| {
        found.extend(scene.devices.iter().map(|device| (device.kind, device.start)));
    });
    let of_kind = |kind: DeviceKind| kind.start_states().iter().map(move |&state| (kind, state));
    assert_eq!(start_states, DeviceKind::ALL.into_iter().flat_map(of_kind).collect());
    let actions = in_random_scenes(|scene, found| {
        scene.step.any_message(&mut |message| {
            let device = scene.devices.iter().find(|device| device.name == message.device).expect("a known device");
            found.insert((device.kind, message.action.name()));
            false
        });
    });
    let of_kind = |kind: DeviceKind| kind.actions().iter().map(move |&action| (kind, action));
    assert_eq!(actions, DeviceKind::ALL.into_iter().flat_map(of_kind).collect());
}

#[test]
fn every_block_kind_is_parsed_printed_highlighted_and_made_by_edits() {
    for kind in BlockKind::ALL {
        let scene = Scene::at_default_home(Step::block(kind, []));
        let text = print(&scene);
        assert!(text.starts_with(&format!("{}(", kind.as_str())));
        assert_eq!(parse(&text), Ok(scene));
        assert_eq!(tokens(&text).next().map(|(_, kind)| kind), Some(TokenKind::Keyword));

        let mut editor = Editor::new(parse("light.connect").unwrap());
        editor.apply(Edit::Wrap { steps: Siblings::one(Path::ROOT), kind }).unwrap();
        assert_eq!(editor.undo_name(), Some(&EditName::Wrap(StepsName::Message(ActionName::Connect), kind)));
        for other in kind.alternatives() {
            editor.apply(Edit::Convert { block: Path::ROOT, kind: other }).unwrap();
            assert_eq!(editor.scene().step.as_block().map(|block| block.kind), Some(other));
            editor.undo();
        }
        assert_eq!(editor.scene().step.as_block().map(|block| block.kind), Some(kind));
    }
}

#[test]
fn every_block_kind_can_be_reached_from_every_other() {
    for kind in BlockKind::ALL {
        let others: Vec<_> = kind.alternatives().collect();
        assert_eq!(others.len() + 1, BlockKind::ALL.len());
        assert!(!others.contains(&kind));
    }
}

#[test]
fn every_device_kind_is_in_the_default_home_and_parsed_in_every_start_state() {
    for kind in DeviceKind::ALL {
        assert!(default_home().contains(&Device::new(kind.as_str(), kind)));
        for &start in kind.start_states() {
            let scene = Scene {
                devices: vec![Device::new("it", kind).starting(start)],
                locks: Vec::new(),
                step: Step::sequence([]),
            };
            assert_eq!(parse(&print(&scene)), Ok(scene));
        }
    }
    let used: BTreeSet<_> = DeviceKind::ALL.iter().flat_map(|kind| kind.start_states()).copied().collect();
    assert_eq!(used, StartState::ALL.into());
}

#[test]
fn every_action_belongs_to_a_device_and_is_parsed_and_printed() {
    for action in ActionName::ALL {
        let kind = DeviceKind::ALL.into_iter().find(|kind| kind.actions().contains(&action)).expect("a device has it");
        let argument = match action.argument() {
            Some(Argument::Color) => "(\"red\")",
            Some(Argument::Song) => "(\"So What\")",
            None => "",
        };
        let text = format!("{}.{action}{argument}\n", kind.as_str());
        assert_eq!(print(&parse(&text).unwrap()), text);
    }
}
