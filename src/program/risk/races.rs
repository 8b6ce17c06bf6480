//! Numbers that threads change together: nobody can come between a read and a write in async, and anybody can with threads.

use super::{Cause, Risk, search::risks};
use crate::{
    home::{Action, Device, DeviceKind, Hazard, StartState},
    program::{Scene, Step},
};

/// The risks that a program has with threads besides [`risks`]: increments of a number that others come between, in program order.
///
/// A number is changed as the volume of a speaker is: it is read, and written later. So it stands for a speaker here.
pub fn races(scene: &Scene) -> Vec<Risk> {
    let mut numbers = Vec::new();
    let mut reduced = scene.clone();
    as_messages(&mut reduced.step, &mut numbers);
    if numbers.is_empty() {
        return Vec::new();
    }
    let speaker = |name: &String| Device::new(&**name, DeviceKind::Speaker).starting(StartState::Playing);
    reduced.devices.extend(numbers.iter().map(speaker));
    let is_of_number = |risk: &Risk| matches!(scene.step.at(&risk.step), Some(Step::Increment(_)));
    let of_number = |risk| Risk { cause: Cause::Hazard(Hazard::NumberWrittenOver), certain: false, ..risk };
    risks(&reduced).into_iter().filter(is_of_number).map(of_number).collect()
}

/// Replaces increments by messages to devices whose names no device can have.
fn as_messages(step: &mut Step, numbers: &mut Vec<String>) {
    match step {
        Step::Increment(number) => {
            let name = format!("number {number}");
            *step = Step::message(&name, Action::Louder);
            if !numbers.contains(&name) {
                numbers.push(name);
            }
        }
        Step::Block(block) => block.children.iter_mut().for_each(|child| as_messages(child, numbers)),
        Step::Message(_) | Step::Delay(_) | Step::Fail(_) | Step::Work(_) | Step::OnTask(_) => {}
    }
}
