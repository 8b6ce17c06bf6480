use std::collections::BTreeMap;

use super::states::Actions;
use crate::{
    home::{Action, DeviceId, Names},
    program::{BlockKind, Scene, Step},
};

/// A program taken apart into what each device has to do with.
pub(super) struct Parts<'a> {
    /// All messages in program order.
    pub messages: Vec<Addressed<'a>>,
    /// The part of each device that is sent something.
    pub roots: Vec<(DeviceId, Part)>,
}

/// A message, and the device it is for if there is one.
pub(super) struct Addressed<'a> {
    pub action: &'a Action,
    pub device: Option<DeviceId>,
}

/// What one device has to do with a step. A block that has one such part only is as good as that part.
pub(super) struct Part {
    pub shape: Shape,
    /// Whether time passes between the start of the block and that of this part. All that is not late is sent at one
    /// and the same instant, in program order.
    pub late: bool,
    /// What the device is told in it.
    pub actions: Actions,
}

pub(super) enum Shape {
    /// The number of the message.
    Message(usize),
    Sequence(Vec<Part>),
    Parallel(Vec<Part>),
}

impl<'a> Parts<'a> {
    pub fn of(scene: &'a Scene) -> Self {
        let mut parts = Self { messages: Vec::new(), roots: Vec::new() };
        parts.roots = parts.read(&scene.step, &Names::of(&scene.devices)).parts;
        parts
    }

    fn read(&mut self, step: &'a Step, names: &Names) -> Reading {
        match step {
            Step::Delay(_) => Reading { parts: Vec::new(), takes_time: true },
            Step::Message(message) => {
                let device = names.find(&message.device);
                let (action, number) = (&message.action, self.messages.len());
                self.messages.push(Addressed { action, device });
                let part = || Part { shape: Shape::Message(number), late: false, actions: action.name().into() };
                Reading { parts: device.map(|device| (device, part())).into_iter().collect(), takes_time: true }
            }
            Step::Block(block) => {
                let (mut parts, mut takes_time) = (BTreeMap::<_, Vec<_>>::new(), false);
                for child in &block.children {
                    let inner = self.read(child, names);
                    for (device, mut part) in inner.parts {
                        part.late |= takes_time && block.kind == BlockKind::Sequence;
                        parts.entry(device).or_default().push(part);
                    }
                    takes_time |= inner.takes_time;
                }
                let parts = parts.into_iter().map(|(device, parts)| (device, Part::block(block.kind, parts)));
                Reading { parts: parts.collect(), takes_time }
            }
        }
    }
}

impl Part {
    fn block(kind: BlockKind, mut parts: Vec<Self>) -> Self {
        if parts.len() == 1 {
            return parts.remove(0);
        }
        let actions = parts.iter().fold(Actions::default(), |actions, part| actions | part.actions);
        let shape = match kind {
            BlockKind::Sequence => Shape::Sequence(parts),
            BlockKind::Parallel => Shape::Parallel(parts),
        };
        Self { shape, late: false, actions }
    }
}

/// What was found in a step. A block without any message or delay ends at the instant at which it starts.
struct Reading {
    parts: Vec<(DeviceId, Part)>,
    takes_time: bool,
}
