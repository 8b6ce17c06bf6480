use std::collections::HashMap;

use proptest::prelude::*;

use super::{super::*, plan};
use crate::{
    home::{Action, Device, DeviceKind, Hazard, Speaker},
    program::{Scene, arbitrary},
};

/// Lists the events of the volume, one a line: "1 read 5".
fn volume(text: &str) -> Vec<String> {
    let plan = plan(text);
    let log = predict(&plan);
    let line = |event: &Event| {
        let path = plan.path(event.step);
        match event.kind {
            EventKind::Read(value) | EventKind::Written(value) => {
                Some(format!("{path} {} {value}", event.kind.as_str()))
            }
            EventKind::Hazard(Hazard::WrittenOver) => Some(format!("{path} written over")),
            _ => None,
        }
    };
    log.events().iter().filter_map(line).collect()
}

#[test]
fn two_at_once_lose_an_update_and_in_one_lock_they_do_not() {
    let lost = ["0 read 5", "1 read 5", "0 written 6", "1 written 6", "1 written over"];
    assert_eq!(volume("parallel(speaker.louder, speaker.louder)"), lost);
    assert_eq!(
        volume("parallel(lock(a, speaker.louder), lock(a, speaker.louder))"),
        ["0.0 read 5", "0.0 written 6", "1.0 read 6", "1.0 written 7"]
    );
    assert_eq!(
        volume("parallel(lock(a, speaker.louder), lock(b, speaker.louder))").last().unwrap(),
        "1.0 written over"
    );
}

#[test]
fn what_fails_or_is_cancelled_writes_nothing() {
    assert_eq!(volume("device speaker = speaker(fails: 1)\nspeaker.louder"), [" read 5"]);
    assert_eq!(volume("timeout(100ms, speaker.quieter)"), ["0 read 5"]);
}

/// The program in which each message to a speaker changes its volume.
fn all_volume(mut scene: Scene) -> Scene {
    let is_speaker = |device: &Device| device.kind == DeviceKind::Speaker;
    let speakers: Vec<_> = scene.devices.iter().filter(|it| is_speaker(it)).map(|it| it.name.clone()).collect();
    let mut is_louder = false;
    scene.step.for_each_message_mut(&mut |message| {
        if speakers.contains(&message.device) {
            is_louder = !is_louder;
            message.action = if is_louder { Action::Louder } else { Action::Quieter };
        }
    });
    scene
}

proptest! {
    #[test]
    fn prop_a_message_writes_what_it_has_read_changed_by_one_over_all_that_was_written_since(scene in arbitrary::scene()) {
        let plan = Plan::new(&all_volume(scene), 1);
        let log = predict(&plan);
        // By device: the volume, and the number of writes. By message: what it has read, and that number then.
        let (mut volumes, mut read) = (HashMap::new(), HashMap::new());
        for (event, next) in log.events().iter().zip(log.events().iter().skip(1)) {
            let Work::Message { device, action, .. } = &plan.step(event.step).work else { continue };
            let (volume, writes) = volumes.entry(*device).or_insert((Speaker::FIRST_VOLUME, 0));
            match event.kind {
                EventKind::Read(value) => {
                    prop_assert_eq!(value, *volume);
                    read.insert(event.execution(), (value, *writes));
                }
                EventKind::Written(value) => {
                    let (before, writes_before) = read[&event.execution()];
                    prop_assert_eq!(Speaker::changed_volume(action, before), Some(value));
                    let is_over = (next.execution(), next.kind) == (event.execution(), EventKind::Hazard(Hazard::WrittenOver));
                    prop_assert_eq!(is_over, writes_before != *writes);
                    (*volume, *writes) = (value, *writes + 1);
                }
                _ => {}
            }
        }
    }
}

#[test]
fn nothing_comes_between_the_two_halves_of_an_increment() {
    let log = predict(&plan("parallel(increment(count), increment(count), repeat(3, increment(count)))"));
    let values: Vec<_> = log
        .events()
        .iter()
        .filter_map(|event| match event.kind {
            EventKind::Read(value) => Some((true, value)),
            EventKind::Written(value) => Some((false, value)),
            _ => None,
        })
        .collect();
    let expected: Vec<_> = (0..5).flat_map(|value| [(true, value), (false, value + 1)]).collect();
    assert_eq!(values, expected);
}
