use std::{sync::Arc, time::Duration};

use crate::{
    home::Device,
    program::{BlockKind, Path, Place, Scene, Siblings, Step},
};

/// An edit of a scene, as data.
#[derive(Clone, Debug, PartialEq)]
pub enum Edit {
    Insert {
        at: Place,
        steps: Vec<Step>,
    },
    Delete(Siblings),
    /// Deletes steps that are on the clipboard.
    Cut(Siblings),
    /// Puts copies of steps after them.
    Duplicate(Siblings),
    /// The place is the one before anything moves.
    Move {
        steps: Siblings,
        to: Place,
    },
    /// Puts a block around steps.
    Wrap {
        steps: Siblings,
        kind: BlockKind,
    },
    /// Puts the children of a block in its place.
    Unwrap(Path),
    /// Turns a block into one of another kind.
    Convert {
        block: Path,
        kind: BlockKind,
    },
    /// Replaces a step, for example a message by one with another action, argument or latency.
    Replace {
        at: Path,
        step: Step,
    },
    AddDevice(Device),
    /// The messages to the device stay where they are.
    RemoveDevice(Arc<str>),
    /// Changes a device; its messages follow if it is renamed.
    SetDevice {
        name: Arc<str>,
        device: Device,
    },
    /// Changes the latency of a device. Consecutive changes, as by a slider, are undone together.
    SetLatency {
        name: Arc<str>,
        latency: Duration,
    },
    /// Puts two branches of a parallel into a sequence, in the place of the earlier one.
    Chain {
        parallel: Path,
        first: usize,
        then: usize,
    },
    /// Replaces the whole scene, under a name of its own.
    Load {
        scene: Scene,
        name: String,
    },
}
