use super::{
    Cause,
    projection::{Node, Projection, Projections},
    shape::{Ends, Shape},
    states::{Actions, States},
};
use crate::home::{Action, Device};

/// The states that a device can be in when each message is sent to it, over all orders that the program allows.
pub(super) struct Flow<'a> {
    projections: &'a Projections<'a>,
    devices: &'a [Device],
    /// All actions that are sent to the device.
    all: Actions,
    /// The states by message. It has none if the program cannot reach the message.
    sent: Vec<States>,
}

/// A precondition of a message that may not hold when it is sent.
#[derive(Clone, Copy)]
pub(super) struct Unmet {
    pub cause: Cause,
    pub certain: bool,
}

impl<'a> Flow<'a> {
    pub fn of(projections: &'a Projections, devices: &'a [Device]) -> Self {
        let mut flow = Self {
            projections,
            devices,
            all: Actions::default(),
            sent: vec![States::NONE; projections.messages.len()],
        };
        for (device, root) in &projections.roots {
            let start = devices[device.0 as usize].start_state();
            flow.all = root.actions;
            flow.follow(root, States::of(&start), root.stray_actions());
        }
        flow
    }

    /// The states at the end of a step that succeeds, if other branches may send `beside` meanwhile.
    fn follow(&mut self, step: &Projection, states: States, beside: Actions) -> States {
        let states = if step.late { states.meanwhile(beside) } else { states };
        match &step.node {
            Node::Message(number) => {
                self.sent[*number] = states;
                let action = self.action(*number);
                // After a message that fails the sequence does not go on.
                let reached = if *action == Action::Connect { states } else { states.without(States::DISCONNECTED) };
                reached.meanwhile(beside).after(action.name()).meanwhile(beside)
            }
            Node::Block { shape: Shape::InOrder, children, .. } => self.follow_all(children, states, beside),
            Node::Block { shape: Shape::Again, children, .. } => {
                self.follow_all(children, states.meanwhile(beside | step.actions), beside)
            }
            Node::Block { shape: Shape::Fallback, children, is_whole, .. } => {
                // A step that fails may have come anywhere.
                let mut tried = beside;
                let mut end = if *is_whole { States::NONE } else { states.meanwhile(beside | step.actions) };
                for child in children {
                    end = end | self.follow(child, states.meanwhile(tried), beside);
                    tried = tried | child.actions;
                }
                end
            }
            Node::Block { shape: Shape::Ensure, children, .. } => {
                let Some((first, others)) = children.split_first() else { return states };
                let end = self.follow(first, states, beside);
                self.follow_all(others, end | states.meanwhile(beside | first.actions), beside)
            }
            Node::Block { shape: Shape::Together { ends, leaves, .. }, children: branches, .. } => {
                // Beside a branch that outlives its block is whatever follows.
                let beside = if *leaves { beside | self.all } else { beside };
                let (mut some, mut several) = (Actions::default(), Actions::default());
                for branch in branches {
                    several = several | (some & branch.actions);
                    some = some | branch.actions;
                }
                // At the end every branch has ended, and the others may have changed the state since.
                let all = branches.iter().fold(States::ANY, |end, branch| {
                    let beside = beside | several | some.without(branch.actions);
                    end & self.follow(branch, states, beside).meanwhile(beside)
                });
                if *ends == Ends::All { all } else { states.meanwhile(beside | step.actions) }
            }
        }
    }

    fn follow_all(&mut self, steps: &[Projection], states: States, beside: Actions) -> States {
        steps.iter().fold(states, |states, step| self.follow(step, states, beside))
    }

    pub fn action(&self, number: usize) -> &'a Action {
        self.projections.messages[number].action
    }

    /// True if two messages are never in flight together, since a lock keeps them apart.
    pub fn are_exclusive(&self, one: usize, other: usize) -> bool {
        let exclusion = |number: usize| self.projections.messages[number].exclusion;
        self.projections.exclusions.exclude(exclusion(one), exclusion(other))
    }

    /// True if the two messages are inside the same locks.
    pub fn has_same_locks(&self, one: usize, other: usize) -> bool {
        self.projections.messages[one].exclusion == self.projections.messages[other].exclusion
    }

    /// True if the message can be in flight at all.
    pub fn can_be_sent(&self, number: usize) -> bool {
        let failing = if *self.action(number) == Action::Connect { States::NONE } else { States::DISCONNECTED };
        self.sent[number].without(failing) != States::NONE
    }

    /// True if the message may be refused when it is sent.
    pub fn can_be_refused(&self, number: usize) -> bool {
        self.has_capacity(number) || self.unmet(number).is_some_and(|unmet| unmet.cause == Cause::NotConnected)
    }

    fn has_capacity(&self, number: usize) -> bool {
        let device = self.projections.messages[number].device;
        device.is_some_and(|device| self.devices[device.0 as usize].capacity.is_some())
    }

    /// The precondition of a message that may not hold, even if no other message is in flight.
    pub fn unmet(&self, number: usize) -> Option<Unmet> {
        let message = &self.projections.messages[number];
        let Some(device) = message.device else {
            return Some(Unmet { cause: Cause::NoSuchDevice, certain: true });
        };
        let states = self.sent[number];
        let hazard_while_off = self.devices[device.0 as usize].kind.hazard_while_off(message.action.name());
        let (cause, bad) = match hazard_while_off {
            _ if *message.action != Action::Connect && states.include(States::DISCONNECTED) => {
                (Cause::NotConnected, States::DISCONNECTED)
            }
            Some(hazard) if states.include(States::OFF) => (Cause::Hazard(hazard), States::OFF),
            _ => return None,
        };
        // A message that is refused has no hazard.
        let is_sent = bad == States::DISCONNECTED || !self.has_capacity(number);
        Some(Unmet { cause, certain: states == bad && is_sent })
    }
}
