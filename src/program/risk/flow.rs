use super::{
    Cause,
    parts::{Part, Parts, Shape},
    states::{Actions, States},
};
use crate::home::{Action, ActionName, Device, DeviceKind, Hazard};

/// How devices can be when each message is sent to them, whatever comes first of all that nothing puts in order.
pub(super) struct Flow<'a> {
    parts: &'a Parts<'a>,
    devices: &'a [Device],
    /// For each message. No state at all where the program cannot get to it.
    sent: Vec<States>,
}

/// What a message does not find as it needs it.
#[derive(Clone, Copy)]
pub(super) struct Trouble {
    pub cause: Cause,
    pub certain: bool,
}

impl<'a> Flow<'a> {
    pub fn of(parts: &'a Parts, devices: &'a [Device]) -> Self {
        let mut flow = Self { parts, devices, sent: vec![States::NONE; parts.messages.len()] };
        for (device, part) in &parts.roots {
            let start = devices[device.0 as usize].start_state();
            flow.follow(part, States::of(&start), Actions::default());
        }
        flow
    }

    /// How the device can be at the end of a part, if other branches tell it `beside` meanwhile.
    fn follow(&mut self, part: &Part, states: States, beside: Actions) -> States {
        let states = if part.late { states.meanwhile(beside) } else { states };
        match &part.shape {
            Shape::Message(number) => {
                self.sent[*number] = states;
                let action = self.action(*number);
                // A message that fails is the last of its sequence.
                let reached = if *action == Action::Connect { states } else { states.without(States::GONE) };
                reached.meanwhile(beside).after(action.name()).meanwhile(beside)
            }
            Shape::Sequence(parts) => parts.iter().fold(states, |states, part| self.follow(part, states, beside)),
            Shape::Parallel(branches) => {
                let (mut some, mut several) = (Actions::default(), Actions::default());
                for branch in branches {
                    several = several | (some & branch.actions);
                    some = some | branch.actions;
                }
                // Each branch is over at the end, whatever the others have done since it was.
                branches.iter().fold(States::ANY, |end, branch| {
                    let beside = beside | several | some.without(branch.actions);
                    end & self.follow(branch, states, beside).meanwhile(beside)
                })
            }
        }
    }

    pub fn action(&self, number: usize) -> &'a Action {
        self.parts.messages[number].action
    }

    /// Whether the message can be under way at all.
    pub fn can_be_sent(&self, number: usize) -> bool {
        let failing = if *self.action(number) == Action::Connect { States::NONE } else { States::GONE };
        self.sent[number].without(failing) != States::NONE
    }

    pub fn can_fail(&self, number: usize) -> bool {
        self.trouble(number).is_some_and(|trouble| trouble.cause == Cause::NotConnected)
    }

    /// What goes wrong with the message if nothing else is under way.
    pub fn trouble(&self, number: usize) -> Option<Trouble> {
        let message = &self.parts.messages[number];
        let Some(device) = message.device else {
            return Some(Trouble { cause: Cause::NoSuchDevice, certain: true });
        };
        let is_speaker = self.devices[device.0 as usize].kind == DeviceKind::Speaker;
        let (states, action) = (self.sent[number], message.action.name());
        let (cause, bad) = match action {
            action if action != ActionName::Connect && states.include(States::GONE) => {
                (Cause::NotConnected, States::GONE)
            }
            ActionName::PlaySong if is_speaker && states.include(States::OFF) => {
                (Cause::Hazard(Hazard::SpeakerOff), States::OFF)
            }
            _ => return None,
        };
        Some(Trouble { cause, certain: states == bad })
    }
}
