use std::{sync::Arc, time::Duration};

use super::NumberId;
use crate::{
    home::{Action, DeviceId},
    program::{BlockKind, TaskVerb},
};

/// The work of a step.
#[derive(Clone, Debug, PartialEq)]
pub enum Work {
    /// Sends a message to a device.
    Message {
        device: DeviceId,
        action: Action,
        /// The latency of the first occurrence, jitter included.
        latency: Duration,
    },
    /// Sends a message to a device that the home does not have.
    UnknownDevice {
        name: Arc<str>,
        action: Action,
    },
    Delay(Duration),
    /// Holds the thread.
    Busy(Duration),
    /// Fails, after some time.
    Fail {
        reason: Arc<str>,
        after: Duration,
    },
    /// Does something with a task, future or promise.
    OnTask(TaskVerb),
    /// Reads and writes a number on the wall.
    Increment(NumberId),
    Block(BlockKind),
}

impl Work {
    /// Returns the argument of a message: a colour or the title of a song.
    pub fn data(&self) -> Option<&str> {
        match self {
            Self::Message { action, .. } | Self::UnknownDevice { action, .. } => action.data(),
            Self::Delay(_)
            | Self::Busy(_)
            | Self::Fail { .. }
            | Self::OnTask(_)
            | Self::Increment(_)
            | Self::Block(_) => None,
        }
    }

    /// Returns the reason of a step that fails, as the program has it.
    pub fn reason(&self) -> Option<&str> {
        match self {
            Self::Fail { reason, .. } => Some(reason),
            _ => None,
        }
    }

    /// Returns the kind of a block; `None` for a step that is no block.
    pub fn block_kind(&self) -> Option<BlockKind> {
        match self {
            Self::Block(kind) => Some(*kind),
            _ => None,
        }
    }

    /// Returns the name of a device that the home does not have.
    pub(super) fn unknown_device(&self) -> Option<&Arc<str>> {
        match self {
            Self::UnknownDevice { name, .. } => Some(name),
            _ => None,
        }
    }
}
