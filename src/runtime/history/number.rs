use std::time::Duration;

use super::History;
use crate::runtime::{Event, EventKind, Execution, NumberId, Work};

impl History {
    /// Returns the value of a number on the wall at a time, and the step that has written it; 0 before anybody has.
    pub fn number_at(&self, number: NumberId, t: Duration) -> (u32, Option<Execution>) {
        let written = &self.numbers[number.index()];
        let last = written.partition_point(|&(time, ..)| time <= t).checked_sub(1);
        last.map_or((0, None), |last| (written[last].1, Some(written[last].2)))
    }

    pub(super) fn index_number(&mut self, event: &Event) {
        if let (EventKind::Written(value), Work::Increment(number)) = (event.kind, &self.plan.step(event.step).work) {
            self.numbers[number.index()].push((event.t, value, event.execution()));
        }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::{
        program::parse,
        runtime::{Plan, predict},
    };

    #[test]
    fn a_number_on_the_wall_begins_at_0_and_is_known_at_any_time() {
        let text = "parallel(increment(count), sequence(delay(1s), increment(count)), repeat(2, increment(other)))";
        let plan = Arc::new(Plan::new(&parse(text).unwrap(), 1));
        let history = History::of(plan.clone(), &predict(&plan));
        let values = |t| [0, 1].map(|number| history.number_at(NumberId(number), Duration::from_millis(t)).0);
        assert_eq!([values(0), values(999), values(1000)], [[1, 2], [1, 2], [2, 2]]);
        assert_eq!(History::new(plan).number_at(NumberId(0), Duration::ZERO), (0, None));
    }
}
