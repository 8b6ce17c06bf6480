//! Times and steps as people read them.

use std::time::Duration;

use crate::{
    program::print_duration,
    runtime::{Plan, StepId, Work},
};

/// Seconds with two decimals: "0.50 s".
pub fn seconds(duration: Duration) -> String {
    let rounded = duration + Duration::from_millis(5);
    format!("{}.{:02} s", rounded.as_secs(), rounded.subsec_millis() / 10)
}

/// Milliseconds as a plain number, for custom properties.
pub fn ms(duration: Duration) -> String {
    let (ms, micros) = (whole_ms(duration), duration.subsec_micros() % 1000);
    format!("{ms}.{micros:03}")
}

/// Milliseconds, rounded down.
pub fn whole_ms(duration: Duration) -> u64 {
    duration.as_secs() * 1000 + u64::from(duration.subsec_millis())
}

/// A number as JavaScript writes it, which costs the page no code.
pub fn number(number: f64) -> String {
    js_sys::Number::from(number).to_string_with_radix(10).map_or_else(|_| String::new(), String::from)
}

/// A duration as a step shows it: "500 ms", "1.5 s".
pub fn latency(duration: Duration) -> String {
    let text = print_duration(duration);
    let unit = text.find(char::is_alphabetic).unwrap_or(text.len());
    format!("{} {}", &text[..unit], &text[unit..])
}

/// "1 step", "3 steps"
pub fn count(number: usize, thing: &str) -> String {
    format!("{number} {thing}{}", if number == 1 { "" } else { "s" })
}

/// A step's whole name: "parallel, 3 steps", "toilet flush, 500 ms".
pub fn step_name(plan: &Plan, id: StepId) -> String {
    let words = plan.words(id);
    match &plan.step(id).work {
        Work::Block(_) => format!("{words}, {}", count(plan.children(id).count(), "step")),
        Work::Delay(duration) => format!("{words}, {}", latency(*duration)),
        Work::Misaddressed { .. } => format!("{words}, no such device"),
        Work::Message { action, latency: time, .. } => {
            let data = action.data().map(|data| format!(" “{data}”")).unwrap_or_default();
            format!("{words}{data}, {}", latency(*time))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::program::parse;

    #[test]
    fn steps_are_named_with_what_matters_about_them() {
        let text = "parallel(toilet.flush, delay(1.5s), speaker.play_song(\"So What\"), sequence(light.connect @ 2s))";
        let plan = Plan::new(&parse(text).unwrap(), 1);
        let names: Vec<_> = plan.ids().map(|id| step_name(&plan, id)).collect();
        assert_eq!(
            names,
            [
                "parallel, 4 steps",
                "toilet flush, 500 ms",
                "delay, 1.5 s",
                "speaker play song “So What”, 500 ms",
                "sequence, 1 step",
                "light connect, 2 s",
            ]
        );
    }
}
