use super::{
    Cause,
    concurrent::{ConcurrentMessages, Conflict, Passed},
    flow::{Flow, Unmet},
    projection::{Node, Projection, Projections},
    shape::Shape,
};
use crate::home::ActionName;

/// The messages to the same device, in other branches, that matter to a message.
#[derive(Clone, Copy, Default)]
pub(super) struct Related {
    /// A conflict with a message that is written earlier and may be in flight at the same time.
    pub earlier: Option<Conflict>,
    /// A conflict with a message that is written later and may be in flight when this one is sent.
    pub later: Option<Conflict>,
    /// A message that establishes the precondition that may not hold.
    pub establishing: Option<usize>,
    /// A message that violates it.
    pub violating: Option<usize>,
}

/// The related messages of each message.
pub(super) fn related_messages(projections: &Projections, flow: &Flow) -> Vec<Related> {
    let related = vec![Related::default(); projections.messages.len()];
    let none = ConcurrentMessages::default;
    let mut search = Search { flow, related, backward: false, strays: none(), following: none() };
    for backward in [false, true] {
        search.backward = backward;
        for (_, root) in &projections.roots {
            (search.strays, search.following) = (none(), none());
            search.walk(root, &none());
        }
    }
    search.related
}

/// A walk through the messages to one device, in program order or backward, that carries along the messages it has
/// passed in other branches. It keeps a bounded number of them, so each message costs the same.
struct Search<'a> {
    flow: &'a Flow<'a>,
    related: Vec<Related>,
    backward: bool,
    /// Messages of branches that may have outlived their block.
    strays: ConcurrentMessages,
    /// On the way back, the messages that have been passed: they are written later.
    following: ConcurrentMessages,
}

impl Search<'_> {
    /// Visits each message of a step, and returns those that are concurrent with later branches.
    fn walk(&mut self, step: &Projection, beside: &ConcurrentMessages) -> ConcurrentMessages {
        let mut later = None;
        // A step that runs again may meet, at its start, all that was sent since the first round.
        let is_again = self.backward && matches!(step.node, Node::Block { shape: Shape::Again, .. });
        let beside = if step.late || is_again { &*later.insert(beside.later(self.flow)) } else { beside };
        if let Node::Block { shape: Shape::Again, has_strays: true, .. } = step.node {
            match self.backward {
                false => self.add_strays(step),
                // Branches left by one round meet all of the next.
                true => self.add_following(step),
            }
        }
        let own = match &step.node {
            Node::Message(number) => self.visit(*number, beside),
            Node::Block { shape: shape @ Shape::Together { .. }, children: branches, .. } => {
                let (mut beside, mut own) = (beside.clone(), ConcurrentMessages::default());
                if shape.leaves() {
                    beside.add_all(&self.following, self.flow);
                }
                for branch in self.in_order(branches) {
                    let passed = self.walk(branch, &beside);
                    beside.add_all(&passed, self.flow);
                    own.add_all(&passed, self.flow);
                }
                own
            }
            Node::Block { children, .. } => {
                let mut own = ConcurrentMessages::default();
                for child in self.in_order(children) {
                    own.add_all(&self.walk(child, beside), self.flow);
                }
                own
            }
        };
        if let Node::Block { shape, .. } = step.node
            && shape.leaves()
            && !self.backward
        {
            self.add_strays(step);
        }
        // Backward, a message counts as sent at once if it is, whatever the step that it is in.
        if step.late && !self.backward { own.later(self.flow) } else { own }
    }

    /// The steps in the order of the walk.
    fn in_order<'s>(&self, steps: &'s [Projection]) -> impl Iterator<Item = &'s Projection> + use<'s> {
        let (last, backward) = (steps.len().wrapping_sub(1), self.backward);
        (0..steps.len()).map(move |index| &steps[if backward { last - index } else { index }])
    }

    fn add_following(&mut self, step: &Projection) {
        match &step.node {
            Node::Message(number) => self.following.add(Passed { number: *number, at_once: true }, self.flow),
            Node::Block { children, .. } => children.iter().for_each(|child| self.add_following(child)),
        }
    }

    /// Adds the messages of branches inside a step that may outlive their block: what follows may meet them. In a block
    /// that runs its steps again, that is all that is inside.
    fn add_strays(&mut self, step: &Projection) {
        match &step.node {
            Node::Message(number) => {
                self.strays.add(Passed { number: *number, at_once: false }, self.flow);
            }
            Node::Block { shape, children, has_strays: true, .. } => {
                let leaves = shape.leaves();
                children.iter().filter(|child| leaves || child.has_strays()).for_each(|child| self.add_strays(child));
            }
            Node::Block { children, .. } => children.iter().for_each(|child| self.add_strays(child)),
        }
    }

    fn visit(&mut self, number: usize, beside: &ConcurrentMessages) -> ConcurrentMessages {
        let with_strays;
        let beside = match self.strays.is_empty() {
            true => beside,
            false => {
                let mut all = beside.clone();
                all.add_all(&self.strays, self.flow);
                with_strays = all;
                &with_strays
            }
        };
        let related = &mut self.related[number];
        if let Some(Unmet { cause, certain }) = self.flow.unmet(number) {
            let (establishing, violating) = match cause {
                Cause::NotConnected => ([ActionName::Connect].as_slice(), [ActionName::Disconnect].as_slice()),
                _ => (&[ActionName::SwitchOn][..], &[ActionName::SwitchOff, ActionName::Disconnect][..]),
            };
            let find = |names: &[ActionName]| names.iter().find_map(|&name| beside.find(name, self.flow));
            related.establishing = related.establishing.or_else(|| find(establishing));
            related.violating = related.violating.or_else(|| find(violating).filter(|_| !certain));
        }
        if !self.flow.can_be_sent(number) {
            return ConcurrentMessages::default();
        }
        match self.backward {
            false => related.earlier = beside.conflict(number, self.flow, |_| true),
            // A message that is sent at once is sent before every message that is written later.
            // But its update may be written over by one that is sent later and arrives sooner.
            true => {
                let flow = self.flow;
                let is_update = |number: usize| flow.action(number).name().is_update();
                let may_be_sooner = |other: &Passed| !other.at_once || is_update(number) && is_update(other.number);
                related.later = beside.conflict(number, flow, may_be_sooner);
            }
        }
        let passed = Passed { number, at_once: true };
        if self.backward {
            self.following.add(passed, self.flow);
        }
        ConcurrentMessages::one(passed)
    }
}
