//! Text of the sliders of the timeline: a program at another latency.

use std::time::Duration;

use super::numbers::{latency, seconds};

/// The request to move a slider.
pub const SLIDE: &str = "Slide a device's latency and watch the total.";

/// The accessible name of a slider.
pub fn latency_of(device: &str) -> String {
    format!("Latency of {device}")
}

/// The part that the latency of a device has in the total.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Part {
    Critical,
    NotCritical,
    /// No message takes it.
    Unused,
}

/// The effect of another latency on the total. Each pair is the value before and the value after.
pub fn effect(device: &str, latencies: [Duration; 2], totals: [Duration; 2], part: Part) -> String {
    let [was, is] = latencies.map(latency);
    let change = format!("{device}: {is} instead of {was}.");
    let [total_was, total_is] = totals.map(seconds);
    let reason = match part {
        _ if totals[0] != totals[1] => return format!("{change} The total is {total_is} instead of {total_was}."),
        Part::Critical => "something else takes as long.",
        Part::NotCritical => "it is not on the critical path, so the run never waited for it.",
        Part::Unused => "no message of the program takes that time.",
    };
    format!("{change} The total stays {total_is}: {reason}")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ms(ms: u64) -> Duration {
        Duration::from_millis(ms)
    }

    #[test]
    fn another_latency_changes_the_total_or_the_reason_is_given_why_not() {
        let words = |total, part| effect("toilet", [ms(500), ms(300)], [ms(1000), ms(total)], part);
        let change = "toilet: 300\u{a0}ms instead of 500\u{a0}ms. The total";
        assert_eq!(words(600, Part::Critical), format!("{change} is 0.60\u{a0}s instead of 1.00\u{a0}s."));
        assert_eq!(words(1000, Part::Critical), format!("{change} stays 1.00\u{a0}s: something else takes as long."));
        let reason = "it is not on the critical path, so the run never waited for it.";
        assert_eq!(words(1000, Part::NotCritical), format!("{change} stays 1.00\u{a0}s: {reason}"));
        let reason = "no message of the program takes that time.";
        assert_eq!(words(1000, Part::Unused), format!("{change} stays 1.00\u{a0}s: {reason}"));
    }
}
