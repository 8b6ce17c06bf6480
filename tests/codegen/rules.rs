//! Programs for the rules of the home: any two actions meet on any kind of device in any initial state.

use std::time::Duration;

use homeloop::{
    home::{Action, ActionName, Device, DeviceKind},
    program::{Message, Scene, Step},
    runtime::Plan,
};

use super::events::fails;

/// One program for each kind of device. Durations are in units of a second.
pub fn scenes() -> impl Iterator<Item = (String, Scene)> {
    DeviceKind::ALL.into_iter().map(|kind| (format!("rules_{}", kind.as_str()), scene(kind)))
}

/// Sends two messages that overlap to a device of its own for each two actions and each state, and a third message
/// later, which fails or is in danger where the two left the device in such a state.
fn scene(kind: DeviceKind) -> Scene {
    let mut meetings = Vec::new();
    for &start in kind.start_states() {
        for &first in kind.actions() {
            for second in kind.actions().iter().flat_map(|&name| variants(name)) {
                let device = Device {
                    latency: Duration::from_secs(2),
                    ..Device::new(format!("{}{}", kind.as_str(), meetings.len()), kind).starting(start)
                };
                meetings.push(Meeting { first: variants(first).remove(0), second, device });
            }
        }
    }
    // Code without async ends with the first failure.
    meetings.sort_by_key(Meeting::fails_one_by_one);
    let step = Step::parallel(meetings.iter().flat_map(|meeting| meeting.branches()).collect::<Vec<_>>());
    Scene { devices: meetings.into_iter().map(|meeting| meeting.device).collect(), locks: Vec::new(), step }
}

/// Two messages to one device.
struct Meeting {
    device: Device,
    first: Action,
    second: Action,
}

impl Meeting {
    fn branches(&self) -> [Step; 3] {
        let after = |units, message| Step::sequence([Step::Delay(Duration::from_secs(units)), message]);
        let kind = self.device.kind;
        let needs_power = kind.actions().iter().find(|&&name| kind.hazard_while_off(name).is_some());
        let last = needs_power.or(kind.actions().last()).expect("an action");
        [self.message(&self.first), after(1, self.message(&self.second)), after(6, self.message(&variants(*last)[0]))]
    }

    fn message(&self, action: &Action) -> Step {
        Step::Message(Message { device: self.device.name.clone(), action: action.clone(), latency: None })
    }

    fn fails_one_by_one(&self) -> bool {
        let step = Step::sequence(self.branches());
        fails(&Plan::new(&Scene { devices: vec![self.device.clone()], locks: Vec::new(), step }, 1))
    }
}

/// An action, with each of two arguments if it takes one.
fn variants(name: ActionName) -> Vec<Action> {
    let with = |data| Action::new(name, data).expect("an argument that fits");
    match name.argument() {
        None => vec![with(None)],
        Some(_) => vec![with(Some("red")), with(Some("blue"))],
    }
}
