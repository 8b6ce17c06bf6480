//! Tests that every row of the tables of kinds, devices and actions has an icon, a name and styles on the page.
//!
//! A `match` over all variants needs no test, and `tests/style.rs` looks at colours and at sheets of kinds. These tests are
//! for the rest: the rules of other sheets, and functions of text.

use std::{collections::BTreeSet, fs, path::Path, time::Duration};

use super::{
    render::icons,
    text::{short_name, step_name},
};
use crate::{
    home::{Argument, DeviceKind},
    program::{BlockKind, Fail, LeafKind, OnTask, Scene, Step, StepWord, parse},
    runtime::{Plan, StepId},
};

fn sheet(path: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("style").join(path);
    fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// Asserts that a style sheet contains a text, at least so many times.
fn expect(path: &str, text: &str, count: usize) {
    let found = sheet(path).matches(text).count();
    assert!(found >= count, "style/{path} has {text} {found} times instead of {count}");
}

#[test]
fn every_kind_of_device_has_its_styles_in_every_panel() {
    for kind in DeviceKind::ALL.map(DeviceKind::as_str) {
        expect("home/room.css", &format!("[data-kind=\"{kind}\"] {{"), 1);
        expect("tones.css", &format!("{{ --tone: var(--color-{kind}); }}"), 1);
    }
}

#[test]
fn every_kind_of_block_has_its_styles_in_the_tree_and_the_timeline() {
    for kind in BlockKind::ALL.map(BlockKind::as_str) {
        expect("program/block.css", &format!(".step.{kind} > [role=\"group\"] {{"), 1);
        expect("program/tree.css", &format!(".step.{kind} > [role=\"group\"]:empty::after {{ content: "), 1);
        expect("tones.css", &format!("{{ --tone: var(--color-{kind}); }}"), 1);
        expect("timeline/bar.css", &format!("&[data-form=\"{kind}\"] {{ color: var(--color-{kind}); }}"), 1);
        // Its colour, its shape, and the exception from the mark of the critical path.
        expect("timeline/bar.css", &format!("[data-form=\"{kind}\"]"), 3);
    }
}

#[test]
fn every_kind_of_leaf_has_a_colour_in_the_timeline() {
    for kind in LeafKind::ALL {
        expect("timeline/bar.css", &format!("&[data-form=\"{}\"] {{ color: ", kind.as_str()), 1);
    }
}

#[test]
fn every_kind_of_step_and_of_device_has_an_icon_of_its_own() {
    let devices = DeviceKind::ALL.into_iter().map(icons::device);
    let blocks = BlockKind::ALL.into_iter().map(icons::block);
    let icons: Vec<_> = devices.chain(blocks).chain(LeafKind::ALL.into_iter().map(icons::leaf)).collect();
    assert!(icons.iter().all(|icon| icon.starts_with("<svg ")));
    assert_eq!(icons.iter().collect::<BTreeSet<_>>().len(), icons.len());
}

#[test]
fn every_kind_of_step_is_named_by_its_word() {
    for word in StepWord::all() {
        let step = match word {
            StepWord::Block(kind) => Step::block(kind, []),
            StepWord::Leaf(LeafKind::Work) => Step::Work(Duration::from_secs(1)),
            StepWord::Leaf(LeafKind::Delay) => Step::Delay(Duration::from_secs(1)),
            StepWord::Leaf(kind @ (LeafKind::Await | LeafKind::Cancel | LeafKind::Resolve)) => {
                Step::OnTask(OnTask { verb: kind.task_verb().unwrap(), name: "it".into() })
            }
            StepWord::Leaf(LeafKind::Fail) => Step::Fail(Fail { reason: "no".into(), after: Duration::ZERO }),
            StepWord::Leaf(LeafKind::Increment) => Step::Increment("it".into()),
        };
        let plan = Plan::new(&Scene::at_default_home(step), 1);
        assert!(short_name(&plan, StepId::ROOT).starts_with(word.as_str()));
        assert!(step_name(&plan, StepId::ROOT).starts_with(word.as_str()));
    }
}

#[test]
fn every_action_is_named_with_its_device_and_its_argument() {
    for kind in DeviceKind::ALL {
        for action in kind.actions() {
            let (argument, data) = match action.argument() {
                Some(Argument::Color) => ("(\"red\")", " “red”"),
                Some(Argument::Song) => ("(\"So What\")", " “So What”"),
                None => ("", ""),
            };
            let (device, words) = (kind.as_str(), action.describe());
            let plan = Plan::new(&parse(&format!("{device}.{action}{argument}")).unwrap(), 1);
            assert_eq!(short_name(&plan, StepId::ROOT), words.strip_prefix("switch ").unwrap_or(&words));
            let name = step_name(&plan, StepId::ROOT);
            assert!(name.starts_with(&format!("{device} {words}{data}, ")), "{name}");
        }
    }
}
