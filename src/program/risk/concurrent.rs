use super::flow::Flow;
use crate::home::{Action, ActionName, Hazard};

/// Two messages in flight together.
#[derive(Clone, Copy)]
pub(super) struct Conflict {
    pub hazard: Hazard,
    pub with: usize,
    pub certain: bool,
}

/// Messages in other branches: of each action inside the same locks the first that was passed, and the first with another
/// argument.
#[derive(Clone, Default)]
pub(super) struct ConcurrentMessages(Vec<Passed>);

/// A message that a walk has passed.
#[derive(Clone, Copy)]
pub(super) struct Passed {
    pub number: usize,
    /// True if this message and the visited one are sent at the same instant. On the way back: if this message is sent
    /// at the instant at which the branches start.
    pub at_once: bool,
}

impl ConcurrentMessages {
    pub fn one(message: Passed) -> Self {
        Self(vec![message])
    }

    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    pub fn add(&mut self, passed: Passed, flow: &Flow) {
        let action = flow.action(passed.number);
        let is_alike = |other: &&Passed| {
            let has_same_action = flow.action(other.number).name() == action.name();
            other.at_once == passed.at_once && has_same_action && flow.has_same_locks(other.number, passed.number)
        };
        let mut alike = self.0.iter().filter(is_alike);
        let is_new = match alike.next() {
            Some(first) => alike.next().is_none() && flow.action(first.number).data() != action.data(),
            None => true,
        };
        if is_new {
            self.0.push(passed);
        }
    }

    pub fn add_all(&mut self, others: &Self, flow: &Flow) {
        others.0.iter().for_each(|&passed| self.add(passed, flow));
    }

    /// The same messages, as seen from one that is sent after time has passed.
    pub fn later(&self, flow: &Flow) -> Self {
        let mut later = Self::default();
        self.0.iter().for_each(|&passed| later.add(Passed { at_once: false, ..passed }, flow));
        later
    }

    /// The first of the messages that has this action.
    pub fn find(&self, name: ActionName, flow: &Flow) -> Option<usize> {
        self.0.iter().map(|passed| passed.number).find(|&number| flow.action(number).name() == name)
    }

    /// The worst conflict of a message with those of these messages that may be in flight together with it.
    pub fn conflict(&self, number: usize, flow: &Flow, may_meet: impl Fn(&Passed) -> bool) -> Option<Conflict> {
        let conflict = |passed: &Passed| {
            let hazard = worse_order(flow.action(number), flow.action(passed.number))?;
            Some(Conflict {
                hazard,
                with: passed.number,
                // Both have to arrive before one writes over the other.
                certain: hazard != Hazard::WrittenOver && passed.at_once && !flow.can_be_refused(passed.number),
            })
        };
        let together = |passed: &&Passed| may_meet(passed) && !flow.are_exclusive(number, passed.number);
        let conflicts = self.0.iter().filter(together).filter_map(conflict);
        conflicts.min_by_key(|conflict| (!conflict.hazard.loses_message(), !conflict.certain, conflict.with))
    }
}

/// The hazard of two messages in flight together: one that loses a message, if either order has such.
fn worse_order(one: &Action, other: &Action) -> Option<Hazard> {
    let orders = [Hazard::of_two(one, other), Hazard::of_two(other, one)];
    orders.into_iter().flatten().min_by_key(|hazard| !hazard.loses_message())
}
