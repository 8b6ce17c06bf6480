use std::{sync::Arc, time::Duration};

use super::{Arguments, BlockKind, Key, LeafKind, OnTask, Value};
use crate::home::Action;

/// A node of a program. A new kind of step is a [`BlockKind`] or a variant here with a [`LeafKind`].
#[derive(Clone, Debug, PartialEq)]
pub enum Step {
    Message(Message),
    /// Waits, and sends nothing.
    Delay(Duration),
    Fail(Fail),
    /// Works, and gives way to nobody meanwhile.
    Work(Duration),
    OnTask(OnTask),
    /// Reads the number of this name and writes it, one higher, without a wait between.
    Increment(Arc<str>),
    Block(Block),
}

/// A step that makes a device do something.
#[derive(Clone, Debug, PartialEq)]
pub struct Message {
    /// The name of the device.
    pub device: Arc<str>,
    pub action: Action,
    /// The time that the message takes, if it overrides the latency of the device.
    pub latency: Option<Duration>,
}

/// A step that fails.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fail {
    pub reason: Arc<str>,
    /// The time after which it fails.
    pub after: Duration,
}

/// A step made of other steps.
#[derive(Clone, Debug, PartialEq)]
pub struct Block {
    pub kind: BlockKind,
    pub arguments: Arguments,
    pub children: Vec<Step>,
}

impl Step {
    /// A block with the arguments that it has when it is inserted.
    pub fn block(kind: BlockKind, children: impl Into<Vec<Self>>) -> Self {
        Self::Block(Block { kind, arguments: Arguments::initial(kind), children: children.into() })
    }

    /// The same block with another argument. Other steps, and blocks of a kind without this argument, stay as they are.
    pub fn with(mut self, key: Key, value: Value) -> Self {
        if let Self::Block(block) = &mut self {
            block.arguments.set(block.kind, key, value);
        }
        self
    }

    pub fn sequence(children: impl Into<Vec<Self>>) -> Self {
        Self::block(BlockKind::Sequence, children)
    }

    pub fn parallel(children: impl Into<Vec<Self>>) -> Self {
        Self::block(BlockKind::Parallel, children)
    }

    /// A message that takes the latency of its device.
    pub fn message(device: &str, action: Action) -> Self {
        Self::Message(Message { device: device.into(), action, latency: None })
    }

    /// The step in words: "toilet flush", "parallel", "delay".
    pub fn describe(&self) -> String {
        match self {
            Self::Message(message) => format!("{} {}", message.device, message.action.name().describe()),
            Self::Delay(_) => LeafKind::Delay.as_str().into(),
            Self::Fail(_) => LeafKind::Fail.as_str().into(),
            Self::Work(_) => LeafKind::Work.as_str().into(),
            Self::OnTask(step) => step.describe(),
            Self::Increment(number) => format!("{} {number}", LeafKind::Increment.as_str()),
            Self::Block(block) => match block.name() {
                Some(name) => format!("{} {name}", block.kind.as_str()),
                None => block.kind.as_str().into(),
            },
        }
    }

    pub fn as_message(&self) -> Option<&Message> {
        match self {
            Self::Message(message) => Some(message),
            _ => None,
        }
    }

    pub fn as_block(&self) -> Option<&Block> {
        match self {
            Self::Block(block) => Some(block),
            _ => None,
        }
    }

    /// The children of a block; none for other steps.
    pub fn children(&self) -> &[Self] {
        match self {
            Self::Block(block) => &block.children,
            _ => &[],
        }
    }

    pub(super) fn children_mut(&mut self) -> &mut [Self] {
        match self {
            Self::Block(block) => &mut block.children,
            _ => &mut [],
        }
    }

    /// Calls a function with the step and each step inside it, in program order.
    pub fn for_each<'a>(&'a self, visit: &mut impl FnMut(&'a Self)) {
        visit(self);
        self.children().iter().for_each(|child| child.for_each(visit));
    }

    /// Calls a function with each message inside the step, in program order, or with the step itself if it is one.
    pub fn for_each_message_mut(&mut self, change: &mut impl FnMut(&mut Message)) {
        match self {
            Self::Message(message) => change(message),
            step => step.children_mut().iter_mut().for_each(|child| child.for_each_message_mut(change)),
        }
    }

    /// Calls a function with each block inside the step, in program order, the step itself included.
    pub fn for_each_block_mut(&mut self, change: &mut impl FnMut(&mut Block)) {
        if let Self::Block(block) = self {
            change(block);
            block.children.iter_mut().for_each(|child| child.for_each_block_mut(change));
        }
    }

    /// True if the test holds for any block inside the step, or for the step itself.
    pub fn any_block(&self, test: &mut impl FnMut(&Block) -> bool) -> bool {
        self.as_block().is_some_and(&mut *test) || self.children().iter().any(|child| child.any_block(test))
    }

    /// True if the test holds for any message inside the step, or for the step itself.
    pub fn any_message(&self, test: &mut impl FnMut(&Message) -> bool) -> bool {
        match self {
            Self::Message(message) => test(message),
            step => step.children().iter().any(|child| child.any_message(test)),
        }
    }
}
