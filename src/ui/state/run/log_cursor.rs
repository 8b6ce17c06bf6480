//! A reader's position in the event log, for readers that report each event once.

use std::time::Duration;

use crate::runtime::{Event, EventLog};

/// Counts the events that were read.
#[derive(Clone, Copy, Debug, Default)]
pub struct LogCursor(usize);

/// The change since the last read.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum News<'a> {
    /// Events that were not read before. Empty if nothing has happened, or if the log was replaced by a shorter one.
    Events(&'a [Event]),
    /// The time has gone back. Holds the events at exactly that time.
    Back(&'a [Event]),
}

impl LogCursor {
    /// Moves to the last event at or before `t`, and returns the change.
    pub fn advance<'a>(&mut self, log: &'a EventLog, t: Duration) -> News<'a> {
        let read = log.until(t);
        let before = std::mem::replace(&mut self.0, read.len());
        match read.get(before..) {
            Some(new) => News::Events(new),
            None if before <= log.events().len() => News::Back(&read[read.partition_point(|event| event.t < t)..]),
            // A log that is shorter than the part that was read is another run's.
            None => News::Events(&[]),
        }
    }
}

impl<'a> News<'a> {
    /// Returns the new events; none if the time has gone back.
    pub fn events(self) -> &'a [Event] {
        match self {
            Self::Events(events) => events,
            Self::Back(_) => &[],
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        program::parse,
        runtime::{Plan, predict},
    };

    const HALF: Duration = Duration::from_millis(500);
    const END: Duration = Duration::from_secs(1);

    /// A log with two events at 0 s, two at 0.5 s and two at 1 s.
    fn log() -> EventLog {
        predict(&Plan::new(&parse("sequence(delay(500ms), delay(500ms))").unwrap(), 1))
    }

    #[test]
    fn each_event_is_reported_once() {
        let (log, mut cursor) = (log(), LogCursor::default());
        let times = [Duration::ZERO, Duration::from_millis(100), HALF, END, END];
        let news: Vec<_> = times.map(|t| cursor.advance(&log, t).events()).to_vec();
        assert_eq!(news.iter().map(|events| events.len()).collect::<Vec<_>>(), [2, 0, 2, 2, 0]);
        assert_eq!(news.concat(), log.events());
    }

    #[test]
    fn going_back_reports_the_events_at_that_time() {
        let (log, mut cursor) = (log(), LogCursor::default());
        cursor.advance(&log, END);
        assert_eq!(cursor.advance(&log, HALF), News::Back(&log.events()[2..4]));
    }

    #[test]
    fn after_going_back_the_events_ahead_are_new_again() {
        let (log, mut cursor) = (log(), LogCursor::default());
        cursor.advance(&log, END);
        cursor.advance(&log, HALF);
        assert_eq!(cursor.advance(&log, END), News::Events(&log.events()[4..]));
    }

    #[test]
    fn a_shorter_log_of_another_run_reports_nothing_and_is_read_from_there() {
        let (log, other, mut cursor) = (log(), EventLog::default(), LogCursor::default());
        cursor.advance(&log, END);
        assert_eq!(cursor.advance(&other, END), News::Events(&[]));
        assert_eq!(cursor.advance(&log, Duration::ZERO), News::Events(&log.events()[..2]));
    }
}
