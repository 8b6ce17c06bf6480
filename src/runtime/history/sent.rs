use std::time::Duration;

use crate::runtime::StepId;

/// How many messages make a [`Chunk`].
const CHUNK: usize = 64;

/// The messages that were sent, in the order of their start, so arranged that those under way at a time are found
/// without a look at each: one with a huge latency must not make all that came after it be searched.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Sent {
    steps: Vec<StepId>,
    chunks: Vec<Chunk>,
    /// For each step of the plan, its place among those that were sent.
    places: Vec<u32>,
}

/// What some messages, sent one after another, have in common.
#[derive(Clone, Debug, Default, PartialEq)]
struct Chunk {
    /// How many of them have not ended.
    open: u32,
    /// When the last of the others ended.
    latest: Duration,
}

impl Sent {
    /// No message yet, of so many steps.
    pub(super) fn none_of(steps: usize) -> Self {
        Self { steps: Vec::new(), chunks: Vec::new(), places: vec![0; steps] }
    }

    pub(super) fn push(&mut self, step: StepId) {
        let place = self.steps.len();
        self.steps.push(step);
        self.places[step.index()] = place as u32;
        if place.is_multiple_of(CHUNK) {
            self.chunks.push(Chunk::default());
        }
        self.chunks[place / CHUNK].open += 1;
    }

    /// The message has arrived, or never will.
    pub(super) fn end(&mut self, step: StepId, t: Duration) {
        let chunk = &mut self.chunks[self.places[step.index()] as usize / CHUNK];
        chunk.open -= 1;
        chunk.latest = t;
    }

    /// The messages that may be under way at `t`, and few others. `started` says which were sent by then.
    pub(super) fn under_way(&self, t: Duration, started: impl Fn(StepId) -> bool) -> impl Iterator<Item = StepId> + '_ {
        let sent = &self.steps[..self.steps.partition_point(|&step| started(step))];
        let chunks = sent.chunks(CHUNK).zip(&self.chunks);
        chunks.filter(move |(_, chunk)| chunk.open > 0 || chunk.latest > t).flat_map(|(steps, _)| steps.iter().copied())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const LONG: StepId = StepId(1000);

    fn seconds(seconds: u32) -> Duration {
        Duration::from_secs(u64::from(seconds))
    }

    fn looked_at(sent: &Sent, t: Duration) -> usize {
        sent.under_way(t, |step| step == LONG || seconds(step.0) <= t).count()
    }

    /// A message that takes long, and a thousand after it of a second each, one at a time.
    fn thousand() -> Sent {
        let mut sent = Sent::none_of(1001);
        sent.push(LONG);
        for step in 0..1000 {
            sent.push(StepId(step));
            sent.end(StepId(step), seconds(step + 1));
        }
        sent
    }

    #[test]
    fn a_message_that_takes_long_costs_no_more_than_its_chunk() {
        let mut sent = thousand();
        assert_eq!(looked_at(&sent, seconds(2000)), CHUNK);
        assert!(looked_at(&sent, seconds(500)) <= 2 * CHUNK);
        sent.end(LONG, seconds(9000));
        assert_eq!(looked_at(&sent, seconds(8999)), CHUNK);
        assert_eq!(looked_at(&sent, seconds(9000)), 0);
    }

    #[test]
    fn messages_that_ended_early_cost_nothing_later() {
        let mut sent = thousand();
        sent.end(LONG, seconds(1000));
        assert_eq!(looked_at(&sent, seconds(1000)), 0);
    }
}
