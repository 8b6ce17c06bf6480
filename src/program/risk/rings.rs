//! Awaits that can wait for each other for ever, and for locks that are held around them. Knows no time.

use super::{Cause, Risk, wait_graph::WaitGraph};

/// The longest ring that is looked for, and the number of tries after which the search ends.
const MAX_RING: usize = 6;
const MAX_TRIES: usize = 100_000;

/// Finds the rings of those who wait in which there is an await, each once, at the last of its awaits.
pub(super) fn rings_of_awaits(graph: &WaitGraph) -> Vec<Risk> {
    let mut search = Search { graph, tries: 0 };
    let mut risks: Vec<Risk> = Vec::new();
    for first in 0..search.graph.waits.len() {
        let mut ring = vec![first];
        if search.graph.waits[first].is_await && search.close(&mut ring) {
            let waits = |place: &usize| &search.graph.waits[*place];
            let last = ring.iter().copied().filter(|place| waits(place).is_await).max().unwrap_or(first);
            let next = ring[(ring.iter().position(|&place| place == last).unwrap_or_default() + 1) % ring.len()];
            let (step, with) = (waits(&last).path.clone(), Some(waits(&next).path.clone()));
            if !risks.iter().any(|risk| risk.step == step) {
                risks.push(Risk { step, with, cause: Cause::AwaitsInRing, certain: false });
            }
        }
    }
    risks
}

struct Search<'a> {
    graph: &'a WaitGraph<'a>,
    tries: usize,
}

impl Search<'_> {
    /// Looks for the rest of a ring of at least two.
    fn close(&mut self, ring: &mut Vec<usize>) -> bool {
        let Some(&last) = ring.last() else { return false };
        self.tries += self.graph.cost(last);
        for next in self.graph.needs(last) {
            self.tries += 1;
            if self.tries > MAX_TRIES {
                return false;
            }
            if next == ring[0] {
                if ring.len() > 1 {
                    return true;
                }
            } else if ring.len() < MAX_RING && !ring.contains(&next) {
                ring.push(next);
                if self.close(ring) {
                    return true;
                }
                ring.pop();
            }
        }
        false
    }
}
