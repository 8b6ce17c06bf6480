use super::{
    projection::{Node, Projection, Projections},
    shape::Shape,
};
use crate::home::Device;

/// Finds the messages that their devices may refuse, as too many are on their way. Returns true for each such message, by
/// number.
pub(super) fn crowded_messages(projections: &Projections, devices: &[Device]) -> Vec<bool> {
    let mut crowded = vec![false; projections.messages.len()];
    for (device, root) in &projections.roots {
        if let Some(capacity) = devices[device.0 as usize].capacity {
            Search { capacity, crowded: &mut crowded, strays: 0 }.walk(root, Others::default());
        }
    }
    crowded
}

struct Search<'a> {
    capacity: u32,
    crowded: &'a mut [bool],
    /// The largest number of messages in branches that have outlived their blocks.
    strays: u32,
}

/// The largest number of messages of other branches that are on their way when a step starts.
#[derive(Clone, Copy, Default)]
struct Others {
    /// At the instant at which the branches start: those that are written earlier.
    at_once: u32,
    later: u32,
    /// In steps that follow, which a branch that outlives its block may meet.
    following: u32,
}

impl Search<'_> {
    fn walk(&mut self, step: &Projection, others: Others) {
        let others = if step.late { Others { at_once: others.later, ..others } } else { others };
        match &step.node {
            Node::Message(number) => {
                self.crowded[*number] = others.at_once.saturating_add(self.strays) >= self.capacity;
            }
            Node::Block { shape: Shape::Together { limit, leaves, .. }, children, .. } => {
                let widths = Widths::new(children.iter().map(width).collect(), *limit);
                let (others, mut earlier) = (if *leaves { others.of_strays() } else { others }, 0_u32);
                for child in children {
                    let width = width(child);
                    let at_once = others.at_once.saturating_add(earlier);
                    let later = others.later.saturating_add(widths.beside(width));
                    self.walk(child, Others { at_once, later, ..others });
                    earlier = earlier.saturating_add(width);
                }
                if *leaves {
                    self.strays = self.strays.saturating_add(width(step));
                }
            }
            Node::Block { shape: Shape::Again, children, has_strays, .. } => {
                // Each round may leave some behind.
                self.strays = if *has_strays { u32::MAX } else { self.strays };
                let others = Others { at_once: others.later, ..others };
                children.iter().for_each(|child| self.walk(child, others));
            }
            Node::Block { children, has_strays, .. } => {
                let mut following = if *has_strays { following(children) } else { Vec::new() }.into_iter();
                for child in children {
                    let following = others.following.saturating_add(following.next().unwrap_or_default());
                    self.walk(child, Others { following, ..others });
                }
            }
        }
    }
}

impl Others {
    /// The messages that branches meet which may outlive their block.
    fn of_strays(self) -> Self {
        Self { later: self.later.saturating_add(self.following), following: 0, ..self }
    }
}

/// For each of the steps of a sequence, the largest number of messages that are on their way at once in those after it.
fn following(steps: &[Projection]) -> Vec<u32> {
    let (mut strays, mut widest) = (0_u32, 0);
    let mut following: Vec<_> = steps
        .iter()
        .rev()
        .map(|step| {
            let after = strays.saturating_add(widest);
            match step.has_strays() {
                true => strays = strays.saturating_add(width(step)),
                false => widest = widest.max(width(step)),
            }
            after
        })
        .collect();
    following.reverse();
    following
}

/// The largest number of messages of a step that are on their way at once, without those of branches left behind.
fn width(step: &Projection) -> u32 {
    match &step.node {
        Node::Message(_) => 1,
        Node::Block { shape: Shape::Together { limit, .. }, children, .. } => {
            Widths::new(children.iter().map(width).collect(), *limit).all
        }
        Node::Block { children, .. } => children.iter().map(width).max().unwrap_or_default(),
    }
}

/// The widths of branches that run together.
struct Widths {
    /// The sum of the largest, as many as run at once.
    all: u32,
    /// The same without the least of these.
    others: u32,
    /// The least of the others.
    least: u32,
}

impl Widths {
    fn new(mut widths: Vec<u32>, limit: Option<u32>) -> Self {
        widths.sort_unstable_by(|one, other| other.cmp(one));
        widths.truncate(limit.map_or(usize::MAX, |limit| limit as usize));
        let all = widths.iter().copied().fold(0, u32::saturating_add);
        let last = widths.pop().unwrap_or_default();
        Self { all, others: all - last, least: widths.last().copied().unwrap_or(u32::MAX) }
    }

    /// The largest number of messages on their way in other branches than one of this width.
    fn beside(&self, width: u32) -> u32 {
        if width >= self.least { self.all - width } else { self.others }
    }
}
