//! The rules for hazards in the stubs, compared with those of the home.
//!
//! Stubs have the same rules as code that learners can read: a table of conflicts, and a few conditions. This file reads
//! the table and the conditions out of each stub; `tests/codegen/rules.rs` runs every pair of actions for real.

use std::collections::BTreeSet;

use super::super::{Concurrency, Language, all};
use crate::home::{Action, ActionName, Device, DeviceId, DeviceKind, Home, Refusal, StartState};

/// The rules in a stub.
#[derive(Debug)]
struct Rules<'a> {
    /// The actions that need a device which is on.
    lost_while_off: BTreeSet<&'a str>,
    /// The pairs of different actions whose order matters, apart from those with `disconnect`.
    conflicts: BTreeSet<[&'a str; 2]>,
}

impl<'a> Rules<'a> {
    fn read(language: &'a Language) -> Self {
        let is_condition = |line: &&str| line.contains(".on") && (line.contains("not ") || line.contains('!'));
        let in_conditions = language.stubs.lines().filter(is_condition).flat_map(strings);
        let lost_while_off = in_conditions.filter(|text| ActionName::from_name(text).is_some()).collect();
        let table = language.stubs.split_once("CONFLICTS").and_then(|(_, rest)| rest.split_once(" = [\n"));
        let table = table.and_then(|(_, rest)| rest.split_once("\n]")).map_or("", |(table, _)| table);
        let actions: Vec<_> = strings(table).flat_map(|text| text.split(',')).collect();
        assert!(actions.len().is_multiple_of(2), "{}: {actions:?}", language.id);
        let conflicts = actions.chunks(2).map(|pair| sorted(pair[0], pair[1])).collect();
        Self { lost_while_off, conflicts }
    }

    fn conflict(&self, one: &Action, other: &Action) -> bool {
        let [a, b] = [one, other].map(|action| action.name().as_str());
        match a == b {
            true => one.data() != other.data(),
            false => [a, b].contains(&"disconnect") || self.conflicts.contains(&sorted(a, b)),
        }
    }
}

/// The string literals in source code.
fn strings(code: &str) -> impl Iterator<Item = &str> {
    code.split('"').skip(1).step_by(2)
}

fn sorted<'a>(one: &'a str, other: &'a str) -> [&'a str; 2] {
    if one < other { [one, other] } else { [other, one] }
}

/// The actions of a kind of device, those with an argument with two of them.
fn actions(kind: DeviceKind) -> Vec<Action> {
    let variants = |&name: &ActionName| match name.argument() {
        None => vec![Action::new(name, None).unwrap()],
        Some(_) => ["red", "blue"].map(|data| Action::new(name, Some(data)).unwrap()).to_vec(),
    };
    kind.actions().iter().flat_map(variants).collect()
}

/// Sends messages to a device of the home, all before the first arrives. Returns true for each that has a hazard.
fn sent(device: &Device, actions: &[&Action]) -> Vec<Result<bool, Refusal>> {
    let mut home = Home::new(std::slice::from_ref(device));
    actions.iter().map(|action| home.send(DeviceId(0), action).map(|sent| sent.hazard.is_some())).collect()
}

/// The same by the rules of a stub. Devices that are not connected get no message but `connect`.
fn sent_by(rules: &Rules, device: &Device, actions: &[&Action]) -> Vec<Result<bool, Refusal>> {
    let is_on = matches!(device.start, StartState::On | StartState::Playing);
    let outcome = |(number, action): (usize, &&Action)| {
        if device.start == StartState::Disconnected && **action != Action::Connect {
            return Err(Refusal::NotConnected);
        }
        let is_lost = !is_on && rules.lost_while_off.contains(action.name().as_str());
        let reached = |other: &&&Action| device.start != StartState::Disconnected || ***other == Action::Connect;
        Ok(is_lost || actions[..number].iter().filter(reached).any(|other| rules.conflict(action, other)))
    };
    actions.iter().enumerate().map(outcome).collect()
}

#[test]
fn every_stub_has_the_hazards_of_the_home_for_any_two_actions_on_any_device_in_any_state() {
    for language in all() {
        let rules = Rules::read(language);
        for kind in DeviceKind::ALL {
            for &start in kind.start_states() {
                let device = Device::new("it", kind).starting(start);
                for first in &actions(kind) {
                    assert_eq!(sent_by(&rules, &device, &[first]), sent(&device, &[first]), "{}", language.id);
                    for second in actions(kind).iter().filter(|_| language.concurrency != Concurrency::Blocking) {
                        let pair = [first, second];
                        let (by_stub, by_home) = (sent_by(&rules, &device, &pair), sent(&device, &pair));
                        assert_eq!(by_stub, by_home, "{}: {kind:?} {start:?} {pair:?} {rules:?}", language.id);
                    }
                }
            }
        }
    }
}

#[test]
fn no_stub_has_a_conflict_that_no_device_has() {
    let pairs = |kind: DeviceKind| {
        let names = kind.actions().iter().map(|name| name.as_str());
        names.clone().flat_map(move |one| names.clone().map(move |other| sorted(one, other)))
    };
    let possible: BTreeSet<_> = DeviceKind::ALL.into_iter().flat_map(pairs).collect();
    for language in all() {
        let rules = Rules::read(language);
        assert!(rules.conflicts.is_subset(&possible), "{}: {rules:?}", language.id);
        assert_eq!(rules.conflicts.is_empty(), language.concurrency == Concurrency::Blocking, "{}", language.id);
    }
}
