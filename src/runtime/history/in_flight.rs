use std::time::Duration;

use crate::runtime::{Execution, execution::ExecutionMap};

/// The number of messages in a [`Chunk`].
const CHUNK_LEN: usize = 64;

/// Finds the messages in flight at a time without scanning all: in chunks, so that one message with a huge latency does
/// not make a search visit everything that was sent after it.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct InFlightIndex {
    /// The messages in the order of their start.
    sent: Vec<Execution>,
    chunks: Vec<Chunk>,
    /// The place of each message in `sent`.
    places: ExecutionMap<u32>,
}

/// Some messages that were sent one after another.
#[derive(Clone, Debug, Default, PartialEq)]
struct Chunk {
    /// The number of messages that have not ended.
    open: u32,
    /// The time at which the last of the others ended.
    last_end: Duration,
}

impl InFlightIndex {
    /// Makes an index without messages, for a plan of `steps` steps.
    pub(super) fn new(steps: usize) -> Self {
        Self { sent: Vec::new(), chunks: Vec::new(), places: ExecutionMap::new(steps) }
    }

    pub(super) fn start(&mut self, message: Execution) {
        let place = self.sent.len();
        self.sent.push(message);
        self.places.set(message, place as u32);
        if place.is_multiple_of(CHUNK_LEN) {
            self.chunks.push(Chunk::default());
        }
        self.chunks[place / CHUNK_LEN].open += 1;
    }

    /// Records that a message has arrived, or never will.
    pub(super) fn end(&mut self, message: Execution, t: Duration) {
        let chunk = &mut self.chunks[self.places.get(message) as usize / CHUNK_LEN];
        chunk.open -= 1;
        chunk.last_end = t;
    }

    /// Returns the messages that may be in flight at `t`, and few others. `has_started` is true for those that were sent
    /// by then.
    pub(super) fn candidates(
        &self,
        t: Duration,
        has_started: impl Fn(Execution) -> bool,
    ) -> impl Iterator<Item = Execution> + '_ {
        let sent = &self.sent[..self.sent.partition_point(|&message| has_started(message))];
        let chunks = sent.chunks(CHUNK_LEN).zip(&self.chunks);
        let open = chunks.filter(move |(_, chunk)| chunk.open > 0 || chunk.last_end > t);
        open.flat_map(|(messages, _)| messages.iter().copied())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::runtime::StepId;

    const LONG: u32 = 1000;

    fn message(number: u32) -> Execution {
        Execution::first(StepId(number))
    }

    fn seconds(seconds: u32) -> Duration {
        Duration::from_secs(u64::from(seconds))
    }

    fn visited(index: &InFlightIndex, t: Duration) -> usize {
        let has_started = |sent: Execution| sent == message(LONG) || seconds(sent.step.0) <= t;
        index.candidates(t, has_started).count()
    }

    /// A message that takes long, and a thousand after it of a second each, one at a time.
    fn thousand() -> InFlightIndex {
        let mut index = InFlightIndex::new(1001);
        index.start(message(LONG));
        for number in 0..1000 {
            index.start(message(number));
            index.end(message(number), seconds(number + 1));
        }
        index
    }

    #[test]
    fn a_message_that_takes_long_costs_no_more_than_its_chunk() {
        let mut index = thousand();
        assert_eq!(visited(&index, seconds(2000)), CHUNK_LEN);
        assert!(visited(&index, seconds(500)) <= 2 * CHUNK_LEN);
        index.end(message(LONG), seconds(9000));
        assert_eq!(visited(&index, seconds(8999)), CHUNK_LEN);
        assert_eq!(visited(&index, seconds(9000)), 0);
    }

    #[test]
    fn messages_that_ended_early_cost_nothing_later() {
        let mut index = thousand();
        index.end(message(LONG), seconds(1000));
        assert_eq!(visited(&index, seconds(1000)), 0);
    }
}
