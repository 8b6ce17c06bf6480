//! Text of the turns of the event loop, below the timeline.

use std::time::Duration;

use super::numbers::{count, seconds};

pub const ONE_THREAD: &str = "One [thread]";
pub const NO_TURNS: &str = "One [thread], and nothing to [poll] yet. Press Run, or Step.";

/// The list of the futures that wait.
pub const WAITING: &str = "Waiting on a timer";
pub const NOTHING_WAITS: &str = "Nothing is left to wait for.";

/// The task that the first turn polls.
pub const WHOLE_PROGRAM: &str = "the whole program, from its root";

/// The turns of one time: "at 0.50 s polled light switch off, then toilet flush".
pub fn polled(t: Duration, steps: &[String]) -> String {
    format!("at {} polled {}", seconds(t), steps.join(", then "))
}

/// "event loop: 3 wake-ups, 13 polls so far", with words of the glossary.
pub fn counts(wake_ups: usize, polls: usize) -> String {
    let [wake_ups, polls] = [count(wake_ups, "wake-up"), count(polls, "poll")];
    format!("[event loop]: [{wake_ups}|wake], [{polls}|poll] so far")
}

/// "toilet clean until 1.00 s"
pub fn waits_until(step: &str, t: Duration) -> String {
    format!("{step} until {}", seconds(t))
}

pub fn more(count: usize) -> String {
    format!("{count} more")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn turns_of_one_time_are_named_in_their_order() {
        let steps = ["light switch off", "toilet flush"].map(String::from);
        assert_eq!(polled(Duration::from_millis(500), &steps), "at 0.50 s polled light switch off, then toilet flush");
        assert_eq!(counts(1, 13), "[event loop]: [1 wake-up|wake], [13 polls|poll] so far");
    }
}
