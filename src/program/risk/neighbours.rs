use super::{
    Cause,
    flow::{Flow, Trouble},
    parts::{Part, Parts, Shape},
};
use crate::home::{Action, ActionName, Hazard};

/// What other messages to its device, in other branches, have to do with a message.
#[derive(Clone, Copy, Default)]
pub(super) struct Neighbours {
    /// One that is written earlier and may be under way at the same time, though the order matters.
    pub before: Option<Clash>,
    /// One that is written later, and may be under way when this one is sent.
    pub after: Option<Clash>,
    /// One that makes right what this one does not find as it needs it.
    pub helper: Option<usize>,
    /// One that makes it wrong.
    pub spoiler: Option<usize>,
}

/// Two messages under way together.
#[derive(Clone, Copy)]
pub(super) struct Clash {
    pub hazard: Hazard,
    pub with: usize,
    pub certain: bool,
}

/// The neighbours of each message.
pub(super) fn of(parts: &Parts, flow: &Flow) -> Vec<Neighbours> {
    let neighbours = vec![Neighbours::default(); parts.messages.len()];
    let mut search = Search { flow, neighbours, backward: false };
    for backward in [false, true] {
        search.backward = backward;
        for (_, part) in &parts.roots {
            search.walk(part, &Beside::default());
        }
    }
    search.neighbours
}

/// A walk through the messages to one device in program order, or backward, that carries along what it has passed in
/// other branches. Of that it keeps so little that each message costs the same.
struct Search<'a> {
    flow: &'a Flow<'a>,
    neighbours: Vec<Neighbours>,
    backward: bool,
}

impl Search<'_> {
    /// Looks at each message of a part, and gives back what others have beside them in it.
    fn walk(&mut self, part: &Part, beside: &Beside) -> Beside {
        let mut later = None;
        let beside = if part.late { &*later.insert(beside.later(self.flow)) } else { beside };
        let own = match &part.shape {
            Shape::Message(number) => self.look(*number, beside),
            Shape::Sequence(parts) => {
                let mut own = Beside::default();
                parts.iter().for_each(|part| own.add_all(&self.walk(part, beside), self.flow));
                own
            }
            Shape::Parallel(branches) => {
                let (mut beside, mut own) = (beside.clone(), Beside::default());
                let backward = self.backward;
                let visit = |branch| {
                    let passed = self.walk(branch, &beside);
                    beside.add_all(&passed, self.flow);
                    own.add_all(&passed, self.flow);
                };
                match backward {
                    false => branches.iter().for_each(visit),
                    true => branches.iter().rev().for_each(visit),
                }
                own
            }
        };
        // Whether a message is sent before those in later branches is up to that message alone.
        if part.late && !self.backward { own.later(self.flow) } else { own }
    }

    fn look(&mut self, number: usize, beside: &Beside) -> Beside {
        let near = &mut self.neighbours[number];
        if let Some(Trouble { cause, certain }) = self.flow.trouble(number) {
            let (helpers, spoilers) = match cause {
                Cause::NotConnected => ([ActionName::Connect].as_slice(), [ActionName::Disconnect].as_slice()),
                _ => (&[ActionName::SwitchOn][..], &[ActionName::SwitchOff, ActionName::Disconnect][..]),
            };
            let find = |names: &[ActionName]| names.iter().find_map(|&name| beside.find(name, self.flow));
            near.helper = near.helper.or_else(|| find(helpers));
            near.spoiler = near.spoiler.or_else(|| find(spoilers).filter(|_| !certain));
        }
        if !self.flow.can_be_sent(number) {
            return Beside::default();
        }
        match self.backward {
            false => near.before = beside.clash(number, self.flow, |_| true),
            // What is sent at once is sent before all that is written later.
            true => near.after = beside.clash(number, self.flow, |other| !other.at_once),
        }
        Beside(vec![Passed { number, at_once: true }])
    }
}

/// Messages in other branches: of each action the first that was passed, and the first with another argument.
#[derive(Clone, Default)]
struct Beside(Vec<Passed>);

/// A message that was passed.
#[derive(Clone, Copy)]
struct Passed {
    number: usize,
    /// Whether it and the message that is looked at are sent at the same instant. Backward, this one alone counts:
    /// whether it is sent at the instant at which the branches start.
    at_once: bool,
}

impl Beside {
    fn add(&mut self, passed: Passed, flow: &Flow) {
        let action = flow.action(passed.number);
        let is_alike =
            |other: &&Passed| other.at_once == passed.at_once && flow.action(other.number).name() == action.name();
        let mut alike = self.0.iter().filter(is_alike);
        let is_new = match alike.next() {
            Some(first) => alike.next().is_none() && flow.action(first.number).data() != action.data(),
            None => true,
        };
        if is_new {
            self.0.push(passed);
        }
    }

    fn add_all(&mut self, others: &Self, flow: &Flow) {
        others.0.iter().for_each(|&passed| self.add(passed, flow));
    }

    /// The same messages beside one that is sent later than at once.
    fn later(&self, flow: &Flow) -> Self {
        let mut later = Self::default();
        self.0.iter().for_each(|&passed| later.add(Passed { at_once: false, ..passed }, flow));
        later
    }

    fn find(&self, name: ActionName, flow: &Flow) -> Option<usize> {
        self.0.iter().map(|passed| passed.number).find(|&number| flow.action(number).name() == name)
    }

    /// The worst that a message has to expect of those among these that may be under way together with it.
    fn clash(&self, number: usize, flow: &Flow, may_be: impl Fn(&Passed) -> bool) -> Option<Clash> {
        let clash = |passed: &Passed| {
            let hazard = worse_order(flow.action(number), flow.action(passed.number))?;
            Some(Clash { hazard, with: passed.number, certain: passed.at_once && !flow.can_fail(passed.number) })
        };
        let clashes = self.0.iter().filter(|passed| may_be(passed)).filter_map(clash);
        clashes.min_by_key(|clash| (!clash.hazard.loses_message(), !clash.certain, clash.with))
    }
}

/// The hazard of two messages under way together: the one that loses a message, if either order has such.
fn worse_order(one: &Action, other: &Action) -> Option<Hazard> {
    let orders = [Hazard::between(one, other), Hazard::between(other, one)];
    orders.into_iter().flatten().min_by_key(|hazard| !hazard.loses_message())
}
