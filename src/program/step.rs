use std::{sync::Arc, time::Duration};

use crate::home::{Action, Device, default_home};

/// A program with the home it is for: all that a piece of notation says.
#[derive(Clone, Debug, PartialEq)]
pub struct Scene {
    pub devices: Vec<Device>,
    /// The root of the program.
    pub step: Step,
}

/// One node of a program. Later kinds of step (race, timeout, retry, …) are further [`BlockKind`]s or variants here.
#[derive(Clone, Debug, PartialEq)]
pub enum Step {
    Message(Message),
    /// Waits, and tells nobody anything.
    Delay(Duration),
    Block(Block),
}

/// Something a device is told.
#[derive(Clone, Debug, PartialEq)]
pub struct Message {
    /// The name of the device.
    pub device: Arc<str>,
    pub action: Action,
    /// How long the message takes, where that is not up to the device.
    pub latency: Option<Duration>,
}

/// Steps put together.
#[derive(Clone, Debug, PartialEq)]
pub struct Block {
    pub kind: BlockKind,
    pub children: Vec<Step>,
}

/// How the steps of a block follow on each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum BlockKind {
    /// One after another: each starts when the one before has finished.
    Sequence,
    /// At the same time: all start together, on one thread, and the block finishes with the last of them.
    Parallel,
}

impl Scene {
    /// A program for the default home.
    pub fn at_default_home(step: Step) -> Self {
        Self { devices: default_home(), step }
    }
}

impl Step {
    pub fn sequence(children: impl Into<Vec<Self>>) -> Self {
        Self::Block(Block { kind: BlockKind::Sequence, children: children.into() })
    }

    pub fn parallel(children: impl Into<Vec<Self>>) -> Self {
        Self::Block(Block { kind: BlockKind::Parallel, children: children.into() })
    }

    /// A message that takes as long as its device says.
    pub fn message(device: &str, action: Action) -> Self {
        Self::Message(Message { device: device.into(), action, latency: None })
    }

    /// The step in words: "toilet flush", "parallel", "delay".
    pub fn describe(&self) -> String {
        match self {
            Self::Message(message) => format!("{} {}", message.device, message.action.name().describe()),
            Self::Delay(_) => "delay".into(),
            Self::Block(block) => block.kind.as_str().into(),
        }
    }

    /// The steps right under this one.
    pub fn children(&self) -> &[Self] {
        match self {
            Self::Block(block) => &block.children,
            Self::Message(_) | Self::Delay(_) => &[],
        }
    }
}

impl BlockKind {
    pub const ALL: [Self; 2] = [Self::Sequence, Self::Parallel];

    pub fn as_str(self) -> &'static str {
        match self {
            Self::Sequence => "sequence",
            Self::Parallel => "parallel",
        }
    }

    /// The kind that a block of this kind is turned into.
    pub fn other(self) -> Self {
        match self {
            Self::Sequence => Self::Parallel,
            Self::Parallel => Self::Sequence,
        }
    }

    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.as_str() == name)
    }
}
