//! Formats of numbers and durations. A format that the page uses twice is defined here once.

use std::time::Duration;

use crate::{
    program::{BlockKind, print_duration},
    runtime::DurationFormula,
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

/// Formats a number as JavaScript does. Formatting floats in Rust would add tables to the wasm.
pub fn number(number: f64) -> String {
    js_sys::Number::from(number).to_string_with_radix(10).map_or_else(|_| String::new(), String::from)
}

/// A duration in the unit of the notation: "500 ms", "1.5 s".
pub fn latency(duration: Duration) -> String {
    let text = print_duration(duration);
    let unit = text.find(char::is_alphabetic).unwrap_or(text.len());
    format!("{} {}", &text[..unit], &text[unit..])
}

/// Seconds as a term of a sum: "0.5", "1.0", "0.125".
pub fn term(duration: Duration) -> String {
    let micros = format!("{:06}", duration.subsec_micros());
    let (first, rest) = micros.split_at(1);
    format!("{}.{first}{}", duration.as_secs(), rest.trim_end_matches('0'))
}

/// The duration of a block as a formula of its children's: "0.5 + 0.5 = 1.0 s", "max(0.5, 1.0) = 1.0 s".
pub fn duration_formula(formula: &DurationFormula) -> String {
    const MAX_TERMS: usize = 5;
    let total = format!("{} s", term(formula.total));
    let same = formula.terms.windows(2).all(|pair| pair[0] == pair[1]);
    let count = formula.terms.len();
    let (between, times) = match formula.kind {
        BlockKind::Sequence => (" + ", format!("{count} × ")),
        BlockKind::Parallel => (", ", format!("{count} times ")),
    };
    let terms = match &formula.terms[..] {
        [] | [_] => return note_cut(total, formula),
        [first, ..] if same && count > MAX_TERMS => times + &term(*first),
        terms if count > MAX_TERMS => {
            let shown: Vec<_> = terms[..MAX_TERMS - 1].iter().map(|&duration| term(duration)).collect();
            format!("{}{between}… {} more", shown.join(between), count + 1 - MAX_TERMS)
        }
        terms => terms.iter().map(|&duration| term(duration)).collect::<Vec<_>>().join(between),
    };
    note_cut(
        match formula.kind {
            BlockKind::Sequence => format!("{terms} = {total}"),
            BlockKind::Parallel => format!("max({terms}) = {total}"),
        },
        formula,
    )
}

fn note_cut(text: String, formula: &DurationFormula) -> String {
    if formula.is_cut_short { text + ", then it stops" } else { text }
}

/// "1 step", "3 steps"
pub fn count(number: usize, thing: &str) -> String {
    format!("{number} {thing}{}", if number == 1 { "" } else { "s" })
}

/// A positive number with one decimal, without the code for floating-point numbers.
pub fn tenths(number: f64) -> String {
    let tenths = (number * 10.0).round().max(0.0) as u64;
    format!("{}.{}", tenths / 10, tenths % 10)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        program::parse,
        runtime::{History, Plan, StepId, predict},
    };

    #[test]
    fn the_duration_of_a_block_is_a_sum_or_a_maximum() {
        let formula = |text: &str| {
            let plan = std::sync::Arc::new(Plan::new(&parse(text).unwrap(), 1));
            duration_formula(&DurationFormula::of(&History::of(plan.clone(), &predict(&plan)), StepId::ROOT).unwrap())
        };
        assert_eq!(formula("sequence(toilet.flush, toilet.clean)"), "0.5 + 0.5 = 1.0 s");
        assert_eq!(formula("parallel(toilet.flush, delay(1.25s))"), "max(0.5, 1.25) = 1.25 s");
        assert_eq!(formula("sequence(toilet.flush)"), "0.5 s");
        assert_eq!(formula("sequence()"), "0.0 s");
        assert_eq!(formula(&format!("sequence({})", "delay(1s),".repeat(12))), "12 × 1.0 = 12.0 s");
        let seven = "parallel(delay(1s), delay(2s), delay(3s), delay(4s), delay(5s), delay(6s), delay(7s))";
        assert_eq!(formula(seven), "max(1.0, 2.0, 3.0, 4.0, … 3 more) = 7.0 s");
        let off = "device light = light(state: disconnected) sequence(light.switch_on, delay(1s))";
        assert_eq!(formula(off), "0.0 s, then it stops");
    }
}
