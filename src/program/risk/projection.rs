use std::collections::BTreeMap;

use super::{
    exclusion::{ExclusionId, Exclusions},
    shape::Shape,
    states::Actions,
};
use crate::{
    home::{Action, DeviceId, Names},
    program::{BlockKind, ChildOrder, Scene, Step},
};

/// A program, projected onto each of its devices.
pub(super) struct Projections<'a> {
    /// All messages in program order.
    pub messages: Vec<Addressed<'a>>,
    /// The projection onto each device that is sent a message.
    pub roots: Vec<(DeviceId, Projection)>,
    pub exclusions: Exclusions,
}

/// A message, and its device if the home has it.
pub(super) struct Addressed<'a> {
    pub action: &'a Action,
    pub device: Option<DeviceId>,
    /// The innermost of the locks that exclude others from it.
    pub exclusion: Option<ExclusionId>,
}

/// A step, reduced to the messages of one device. Blocks with one relevant child are collapsed.
pub(super) struct Projection {
    pub node: Node,
    /// True if time passes between the start of the block and the start of this child. All messages that are not late
    /// are sent at the same instant, in program order.
    pub late: bool,
    /// The actions of its messages.
    pub actions: Actions,
}

pub(super) enum Node {
    /// The number of the message.
    Message(usize),
    Block {
        shape: Shape,
        children: Vec<Projection>,
        /// True if all children of the block are among these.
        is_whole: bool,
        /// True if branches that outlive their block are inside, and run beside what follows.
        has_strays: bool,
    },
}

impl<'a> Projections<'a> {
    pub fn of(scene: &'a Scene) -> Self {
        let exclusions = Exclusions::of(scene);
        let mut projections = Self { messages: Vec::new(), roots: Vec::new(), exclusions };
        projections.roots = projections.project(&scene.step, &Names::of(&scene.devices), None).by_device;
        projections
    }

    fn project(&mut self, step: &'a Step, names: &Names, exclusion: Option<ExclusionId>) -> Projected {
        match step {
            Step::Increment(_) => Projected { by_device: Vec::new(), takes_time: false, may_hold_thread: false },
            Step::Delay(_) | Step::Fail(_) | Step::Work(_) | Step::OnTask(_) => {
                let may_hold_thread = matches!(step, Step::Work(_));
                Projected { by_device: Vec::new(), takes_time: true, may_hold_thread }
            }
            Step::Message(message) => {
                let device = names.find(&message.device);
                let (action, number) = (&message.action, self.messages.len());
                self.messages.push(Addressed { action, device, exclusion });
                let projection = Projection { node: Node::Message(number), late: false, actions: action.name().into() };
                let by_device = device.map(|device| (device, projection)).into_iter().collect();
                Projected { by_device, takes_time: true, may_hold_thread: false }
            }
            Step::Block(block) => {
                let exclusion = self.exclusions.enter(block, exclusion);
                let (mut by_device, mut takes_time) = (BTreeMap::<_, Vec<_>>::new(), false);
                let mut may_hold_thread = false;
                let (shape, is_sequential) = (Shape::of(block), block.kind.child_order() == ChildOrder::Sequential);
                for (index, child) in block.children.iter().enumerate() {
                    let inner = self.project(child, names, exclusion);
                    let is_late = takes_time && is_sequential
                        || may_hold_thread && !is_sequential
                        || shape.delays(index)
                        || Shape::may_cancel(block)
                        || block.lock().is_some();
                    for (device, mut projection) in inner.by_device {
                        projection.late |= is_late;
                        by_device.entry(device).or_default().push(projection);
                    }
                    takes_time |= inner.takes_time;
                    may_hold_thread |= inner.may_hold_thread;
                }
                let count = block.children.len();
                let projection = |(device, children)| (device, Projection::block(shape, children, count));
                let by_device = by_device.into_iter().map(projection).collect();
                let may_hold_thread = match block.kind {
                    BlockKind::Blocking => true,
                    BlockKind::Offload => false,
                    _ => may_hold_thread,
                };
                Projected { by_device, takes_time, may_hold_thread }
            }
        }
    }
}

impl Projection {
    fn block(shape: Shape, mut children: Vec<Self>, count: usize) -> Self {
        if children.len() == 1 && shape.is_transparent() {
            return children.remove(0);
        }
        let actions = children.iter().fold(Actions::default(), |actions, child| actions | child.actions);
        let has_strays = shape.leaves() || children.iter().any(Self::has_strays);
        let is_whole = children.len() == count;
        Self { node: Node::Block { shape, children, is_whole, has_strays }, late: false, actions }
    }

    /// True if branches inside may outlive their block.
    pub fn has_strays(&self) -> bool {
        matches!(self.node, Node::Block { has_strays: true, .. })
    }

    /// Returns the actions of branches that may outlive their block.
    pub fn stray_actions(&self) -> Actions {
        match &self.node {
            Node::Block { shape, .. } if shape.leaves() => self.actions,
            Node::Block { children, has_strays: true, .. } => {
                children.iter().fold(Actions::default(), |actions, child| actions | child.stray_actions())
            }
            _ => Actions::default(),
        }
    }
}

/// The projections of one step.
struct Projected {
    by_device: Vec<(DeviceId, Projection)>,
    /// False for a block without any message or delay, which ends at the instant at which it starts.
    takes_time: bool,
    /// True if a step inside may hold the thread, so that branches written later start later.
    may_hold_thread: bool,
}
