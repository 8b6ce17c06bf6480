use std::time::Duration;

use crate::runtime::{Execution, execution::ExecutionMap, records::TimerRecord, timer_key::TimerKey};

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

/// A point in a run, by the number of polls that had begun and of events that had happened.
pub(super) type Point = (u32, u32);

/// Finds the first timers that are set at some point without visiting all: in chunks, of which most are over.
#[derive(Clone, Debug)]
pub(super) struct TimerIndex {
    /// The timers in the order in which they were set.
    timers: Vec<TimerLife>,
    chunks: Vec<Chunk>,
    /// The points at which timers were disarmed or fired.
    ends: Vec<Point>,
    /// The number of the last timer of each execution, plus one.
    last: ExecutionMap<u32>,
    /// The number of records that were read.
    read: usize,
}

#[derive(Clone, Copy, Debug)]
struct TimerLife {
    key: TimerKey,
    armed: Duration,
    deadline: Duration,
    start: Point,
    end: Option<Point>,
}

/// Some timers that were set one after another.
#[derive(Clone, Copy, Debug)]
struct Chunk {
    /// The earliest deadline.
    first: Duration,
    /// The number of timers that are still set.
    open: u32,
    /// The point at which the last of the others ended.
    last_end: Point,
}

impl TimerIndex {
    /// Makes an index without timers, for a plan of `steps` steps.
    pub(super) fn new(steps: usize) -> Self {
        Self { timers: Vec::new(), chunks: Vec::new(), ends: Vec::new(), last: ExecutionMap::new(steps), read: 0 }
    }

    /// Reads the records of timers that were added since the last call.
    pub(super) fn read(&mut self, records: &[TimerRecord]) {
        for record in &records[self.read..] {
            let point = (record.polls, record.events);
            match record.deadline {
                Some(deadline) => self.arm(record, deadline, point),
                None => self.disarm(record.key.execution(), point),
            }
        }
        self.read = records.len();
    }

    fn arm(&mut self, record: &TimerRecord, deadline: Duration, start: Point) {
        if self.timers.len().is_multiple_of(CHUNK_LEN) {
            self.chunks.push(Chunk { first: deadline, open: 0, last_end: (0, 0) });
        }
        let chunk = &mut self.chunks[self.timers.len() / CHUNK_LEN];
        chunk.first = chunk.first.min(deadline);
        chunk.open += 1;
        self.timers.push(TimerLife { key: record.key, armed: record.t, deadline, start, end: None });
        self.last.set(record.key.execution(), self.timers.len() as u32);
    }

    fn disarm(&mut self, execution: Execution, point: Point) {
        let Some(number) = self.last.get(execution).checked_sub(1) else { return };
        self.timers[number as usize].end = Some(point);
        let chunk = &mut self.chunks[number as usize / CHUNK_LEN];
        chunk.open -= 1;
        chunk.last_end = point;
        self.ends.push(point);
    }

    /// True if the last timer of an execution was dropped after this number of events: it was cancelled with it.
    pub(super) fn was_dropped_after(&self, execution: Execution, events: u32) -> bool {
        let number = self.last.get(execution).checked_sub(1);
        number.and_then(|number| self.timers[number as usize].end).is_some_and(|(_, end)| end > events)
    }

    /// Returns the first timers that are set at a point, in the order in which they will fire, and the number of all.
    pub(super) fn first(&self, point: Point, limit: usize) -> (Vec<ArmedTimer>, usize) {
        let armed = self.timers.partition_point(|timer| timer.start <= point);
        let mut first: Vec<TimerLife> = Vec::new();
        for (chunk, timers) in self.chunks.iter().zip(self.timers[..armed].chunks(CHUNK_LEN)) {
            let is_late = first.len() == limit && first.last().is_some_and(|last| last.deadline < chunk.first);
            if is_late || (chunk.open == 0 && chunk.last_end <= point) {
                continue;
            }
            for timer in timers.iter().filter(|timer| timer.end.is_none_or(|end| end > point)) {
                let key = |timer: &TimerLife| (timer.deadline, timer.key);
                let place = first.partition_point(|other| key(other) < key(timer));
                if place < limit {
                    first.truncate(limit - 1);
                    first.insert(place, *timer);
                }
            }
        }
        let first = first.into_iter().map(|TimerLife { key, armed, deadline, .. }| ArmedTimer {
            execution: key.execution(),
            armed,
            deadline,
        });
        (first.collect(), armed - self.ends.partition_point(|&end| end <= point))
    }
}
