use std::time::Duration;

use crate::runtime::{Execution, Plan, Work};

/// The number of timers in a [`Chunk`].
const CHUNK_LEN: usize = 64;

/// A timer that is set.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ArmedTimer {
    /// The execution that waits for it.
    pub execution: Execution,
    /// The time at which it was set.
    pub armed: Duration,
    pub deadline: Duration,
}

/// Finds the first timers that are set at some place without visiting all: in chunks, of which most are over.
#[derive(Clone, Debug, Default)]
pub(super) struct TimerIndex {
    /// The timers in the order in which they were set.
    timers: Vec<ArmedTimer>,
    chunks: Vec<Chunk>,
    /// The places in the log at which timers were disarmed or fired.
    ends: Vec<u32>,
}

/// Some timers that were set one after another.
#[derive(Clone, Copy, Debug)]
struct Chunk {
    /// The earliest deadline.
    first: Duration,
    /// The number of timers that are still set.
    open: u32,
    /// The place in the log at which the last of the others ended.
    last_end: u32,
}

impl Plan {
    /// Returns the time for which an execution sets a timer; `None` if it sets none.
    pub fn wait(&self, execution: Execution) -> Option<Duration> {
        match self.step(execution.step).work {
            Work::Delay(duration) => Some(duration),
            Work::Message { .. } | Work::UnknownDevice { .. } | Work::Block(_) => self.latency(execution),
        }
    }
}

impl TimerIndex {
    /// Records that a timer was set. Returns its number.
    pub(super) fn arm(&mut self, timer: ArmedTimer) -> u32 {
        let number = self.timers.len() as u32;
        if self.timers.len().is_multiple_of(CHUNK_LEN) {
            self.chunks.push(Chunk { first: timer.deadline, open: 0, last_end: 0 });
        }
        let chunk = &mut self.chunks[self.timers.len() / CHUNK_LEN];
        chunk.first = chunk.first.min(timer.deadline);
        chunk.open += 1;
        self.timers.push(timer);
        number
    }

    /// Records that a timer has fired or was dropped, by its number.
    pub(super) fn disarm(&mut self, number: u32, place: u32) {
        let chunk = &mut self.chunks[number as usize / CHUNK_LEN];
        chunk.open -= 1;
        chunk.last_end = place;
        self.ends.push(place);
    }

    /// Returns the first timers that are set after `events` events of the log, in the order in which they will fire, and
    /// the number of all. `has_started` and `is_open` tell whether an execution has started by then, and has not ended.
    pub(super) fn first(
        &self,
        events: u32,
        limit: usize,
        has_started: impl Fn(Execution) -> bool,
        is_open: impl Fn(Execution) -> bool,
    ) -> (Vec<ArmedTimer>, usize) {
        let armed = self.timers.partition_point(|timer| has_started(timer.execution));
        let mut first: Vec<ArmedTimer> = Vec::new();
        for (chunk, timers) in self.chunks.iter().zip(self.timers[..armed].chunks(CHUNK_LEN)) {
            let is_late = first.len() == limit && first.last().is_some_and(|last| last.deadline < chunk.first);
            if is_late || (chunk.open == 0 && chunk.last_end < events) {
                continue;
            }
            for timer in timers.iter().filter(|timer| is_open(timer.execution)) {
                let key = |timer: &ArmedTimer| (timer.deadline, timer.execution);
                let place = first.partition_point(|other| key(other) < key(timer));
                if place < limit {
                    first.truncate(limit - 1);
                    first.insert(place, *timer);
                }
            }
        }
        (first, armed - self.ends.partition_point(|&end| end < events))
    }
}
