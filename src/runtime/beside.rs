use std::{
    collections::{BTreeMap, BTreeSet},
    time::Duration,
};

use super::{Execution, completion::Completion, outcome::BodyEnd, timer_key::TimerKey};
use crate::home::{DeviceId, Sent};

/// Timers that fire although the thread is held, and the messages and workers that have to wait for it. Empty in a run that never holds it.
#[derive(Default)]
pub(super) struct Beside {
    pub(super) due: BTreeSet<(Duration, Due, TimerKey)>,
    /// The messages on their way, and how they were sent.
    pub(super) sent: BTreeMap<Execution, (DeviceId, Sent)>,
    /// The messages that have arrived and have not gone on.
    pub(super) delivered: BTreeSet<Execution>,
    /// The workers that ended while the thread was held, and what has waited for them since.
    pub(super) ended: BTreeMap<(Duration, TimerKey), (Completion<BodyEnd>, BodyEnd)>,
    /// The execution that held the thread last.
    pub(super) last_holder: Option<Execution>,
}

/// The effect of a timer that fires while the thread is held, in the order of those at the same time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Due {
    /// The one that holds the thread goes on.
    Holder,
    Arrival,
    Worker,
}

impl Beside {
    /// True if a worker has ended and waits for the thread to say so.
    pub(super) fn has_ended(&self) -> bool {
        !self.ended.is_empty()
    }
}
